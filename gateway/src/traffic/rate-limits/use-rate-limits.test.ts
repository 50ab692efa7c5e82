import { createMetrics } from '@dra/service';
import type { Exchange, Refusal } from '../../hooks/contract.ts';
import { FewNotes } from '../../hooks/notes.ts';
import { callerOf, codeOf, exchangeOf, operationOf, refusalOf } from '../testing/exchange.ts';
import { createTierOf, tierConfig } from '../tiers/tier-of.ts';
import { rateLimitConfig } from './rate-limit-config.ts';
import { useRateLimits } from './use-rate-limits.ts';

function stage(config: object) {
  const metrics = createMetrics('test', { defaults: false });
  const clock = { now: 0 };
  const { address, caller } = useRateLimits(rateLimitConfig.parse(config), { redis: null, metrics, tierOf: createTierOf(tierConfig.parse({ tenants: { north: 'hospital', trial: 'free' } })), now: () => clock.now });
  const ask = async (overrides: Partial<Exchange> = {}) => {
    const exchange = exchangeOf(overrides);
    const refused = await refusalOf([address, caller], exchange);
    return { refused, headers: exchange.responseHeaders };
  };
  return { ask, caller, metrics, clock };
}

const of = (userId: string, tenant = 'demo') => ({ caller: callerOf(userId, tenant) });

describe('rate limits', () => {
  it('refuse with a code, a status and when to come back, and tell what is left on every answer', async () => {
    const { ask } = stage({ address: { limit: 2, windowSeconds: 60 } });
    expect((await ask()).headers).toEqual({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1', 'ratelimit-reset': '30' });
    expect((await ask()).headers).toMatchObject({ 'ratelimit-remaining': '0', 'ratelimit-reset': '60' });
    const { refused, headers } = await ask();
    expect(refused).toEqual({
      status: 429,
      errors: [{ message: 'Too many requests: try again in 30 s.', extensions: { code: 'RATE_LIMITED', limit: 'address', retryAfterSeconds: 30 } }],
      headers: { 'retry-after': '30' },
    });
    expect(headers).toEqual({ 'ratelimit-limit': '2', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' });
    expect((await ask({ address: '192.0.2.2' })).refused).toBeUndefined();
  });

  it('count no address where there is none', async () => {
    const { ask } = stage({ address: { limit: 1 } });
    for (let times = 0; times < 3; times += 1) expect((await ask({ address: '' })).refused).toBeUndefined();
  });

  it('are graduated by tier', async () => {
    const { ask, metrics } = stage({ tiers: { anonymous: { user: { limit: 1 } }, free: { user: { limit: 2 } }, clinic: { user: { limit: 3 } }, hospital: { user: { limit: 4 } } } });
    const passed = async (overrides: Partial<Exchange>) => {
      for (let count = 0; ; count += 1) if ((await ask(overrides)).refused) return count;
    };
    expect([await passed({}), await passed(of('a', 'trial')), await passed(of('a')), await passed(of('a', 'north'))]).toEqual([1, 2, 3, 4]);
    // A tier without a limit has none.
    for (let index = 0; index < 100; index += 1) expect((await ask({ caller: callerOf('svc.voice', 'demo', { roles: ['SERVICE'] }) })).refused).toBeUndefined();
    expect(await metrics.registry.metrics()).toContain('dra_gateway_rate_limited_total{limit="user",tier="hospital",service="test"} 1');
  });

  it('count a tenant\'s users together as well, and show the limit that is nearest', async () => {
    const { ask } = stage({ tiers: { clinic: { user: { limit: 10 }, tenant: { limit: 3 } } } });
    await ask(of('a'));
    expect((await ask(of('b'))).headers['ratelimit-limit']).toBe('3');
    await ask(of('c'));
    expect((await ask(of('d'))).refused?.errors[0]?.extensions).toMatchObject({ limit: 'tenant' });
    expect((await ask(of('d', 'elsewhere'))).refused).toBeUndefined();
  });

  it('count an operation of one caller by its name', async () => {
    const { caller } = stage({ operations: { Report: { limit: 1 } } });
    const run = async (name: string | null, overrides: Partial<Exchange>) => codeOf((await caller.onOperation?.(exchangeOf(overrides), operationOf({ name }))) as Refusal | undefined);
    expect([await run('Report', of('a')), await run('Report', of('a')), await run('Report', of('b')), await run('Sheet', of('a')), await run(null, of('a')), await run('constructor', of('a'))])
      .toEqual([undefined, 'RATE_LIMITED', undefined, undefined, undefined, undefined]);
  });

  it('are one for a user\'s tokens, whether what is remembered of each helps to find it or not', async () => {
    const { ask, caller } = stage({ tiers: { clinic: { user: { limit: 5 }, tenant: { limit: 8 } } }, operations: { Report: { limit: 2 }, Sheet: { limit: 2 } } });
    const [one, other] = [new FewNotes(), new FewNotes()];
    const left = async (overrides: Partial<Exchange>) => (await ask({ ...of('a'), ...overrides })).headers['ratelimit-remaining'];
    expect([await left({ callerNotes: one }), await left({ callerNotes: one }), await left({ callerNotes: other }), await left({})]).toEqual(['4', '3', '2', '1']);
    expect((await ask({ ...of('b'), callerNotes: new FewNotes() })).headers).toMatchObject({ 'ratelimit-limit': '8', 'ratelimit-remaining': '3' });
    const run = async (name: string, callerNotes: FewNotes | null) => codeOf((await caller.onOperation?.(exchangeOf({ ...of('a'), callerNotes }), operationOf({ name }))) as Refusal | undefined);
    expect([await run('Report', one), await run('Sheet', one), await run('Report', other), await run('Report', one), await run('Sheet', one), await run('Sheet', null)])
      .toEqual([undefined, undefined, undefined, 'RATE_LIMITED', undefined, 'RATE_LIMITED']);
  });

  it('answer at once where nothing has to be asked', () => {
    const { caller } = stage({ tiers: { clinic: { user: { limit: 1 } } } });
    expect(caller.onRequest?.(exchangeOf(of('a')))).toBeUndefined();
    expect(caller.onRequest?.(exchangeOf(of('a')))).toMatchObject({ status: 429 });
  });

  it('cannot be escaped by a user whose name looks like another\'s key', async () => {
    const { ask } = stage({ tiers: { clinic: { user: { limit: 1 } } } });
    await ask(of('b c', 'a'));
    expect((await ask(of('c', 'a'))).refused).toBeUndefined();
    expect((await ask(of('b c', 'a'))).refused).toBeDefined();
  });
});
