import { callerOf, exchangeOf } from '../testing/exchange.ts';
import { audienceOf } from './audience.ts';

describe('who an answer may be meant for', () => {
  const shared = (overrides: Parameters<typeof exchangeOf>[0]) => audienceOf(exchangeOf(overrides)).shared;
  const own = (overrides: Parameters<typeof exchangeOf>[0]) => audienceOf(exchangeOf(overrides)).own;
  const osei = callerOf('dr.osei');

  it('callers of one tenant with the same rights share, whatever the order of their roles', () => {
    const roles = { roles: ['NURSE', 'PRESCRIBER'] as const, scopes: ['note:read', 'job:read'] as const };
    const turned = { roles: ['PRESCRIBER', 'NURSE'] as const, scopes: ['job:read', 'note:read'] as const };
    expect(shared({ caller: callerOf('a', 'demo', { roles: [...roles.roles], scopes: [...roles.scopes] }) })).toBe(shared({ caller: callerOf('b', 'demo', { roles: [...turned.roles], scopes: [...turned.scopes] }) }));
  });

  it.each([
    ['another tenant', { caller: callerOf('dr.osei', 'north') }],
    ['another role', { caller: callerOf('dr.osei', 'demo', { roles: ['NURSE'] }) }],
    ['other scopes of the same role', { caller: callerOf('dr.osei', 'demo', { scopes: [] }) }],
    ['nobody', {}],
    ['a header that goes on to subgraphs', { caller: osei, forwarded: { 'accept-language': 'de' } }],
  ])('not with %s', (_, other) => {
    expect(shared(other)).not.toBe(shared({ caller: osei }));
    expect(own(other)).not.toBe(own({ caller: osei }));
  });

  it('a caller\'s own is not another\'s', () => {
    expect(own({ caller: osei })).not.toBe(own({ caller: callerOf('dr.lee') }));
  });

  it('the anonymous have nothing of their own', () => {
    expect(audienceOf(exchangeOf())).toEqual({ shared: 'anonymous', own: null });
  });

  it.each([
    ['a token that nobody verified', { headers: { authorization: 'Bearer x' } }],
    ['a cookie', { headers: { cookie: 'session=1' } }],
  ])('%s shares with nobody', (_, overrides) => {
    expect(shared(overrides)).toBeNull();
    expect(own(overrides)).not.toBeNull();
  });

  it('what the gateway makes for each request does not tell callers apart', () => {
    const made = (id: string) => ({ 'x-dra-identity': id, 'x-dra-deadline': id, 'x-request-id': id, traceparent: id });
    expect(audienceOf(exchangeOf({ caller: osei, forwarded: made('1') }))).toEqual(audienceOf(exchangeOf({ caller: osei, forwarded: made('2') })));
  });
});
