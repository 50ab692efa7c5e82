import { createMetrics } from '@dra/service';
import type { Caller } from '@dra/access';
import type { ChangeNotice } from '@dra/events';
import type { Outcome } from '../../execution/contract.ts';
import type { Answer, Exchange, KnownOperation } from '../../hooks/contract.ts';
import { createFeedHub } from '../../subscriptions/change-feed.ts';
import { createViews } from '../supergraph/supergraph-view.ts';
import { callerOf, exchangeOf, operationOf } from '../testing/exchange.ts';
import { createCaches } from './create-caches.ts';
import { cacheConfig } from './cache-config.ts';

const sdl = `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @staleIfError(seconds: Int!) on FIELD_DEFINITION
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query {
    drugs(name: String): [Drug!]! @cacheControl(maxAge: 60, scope: PUBLIC)
    patient(id: ID): Patient
    leaked: Patient @cacheControl(maxAge: 60, scope: PUBLIC)
    news: Drug @cacheControl(maxAge: 60, scope: PUBLIC) @staleIfError(seconds: 600)
    notes: [Note] @cacheControl(maxAge: 60)
    plain: Int
  }
  type Mutation { sign: Int }
  type Drug @cacheControl(maxAge: 60, scope: PUBLIC) { name: String takenBy: Patient }
  type Patient { name: String }
  type Note { text: String }
`;

type Reply = { headers?: Record<string, string>; service?: string; data?: string; errors?: Outcome['errors']; fails?: boolean };

/** The cache as a front drives it, over replies that a test gives. */
function stage(config: object = {}) {
  const clock = { now: 1_000_000 };
  const hub = createFeedHub();
  const feed = { connected: true };
  const metrics = createMetrics('test', { defaults: false });
  const [hook] = createCaches(cacheConfig.parse({ neverShared: ['Patient'], ...config }), {
    redis: null,
    metrics,
    feed: { connected: () => feed.connected, onChange: hub.onChange, onConnectionChange: hub.onConnectionChange, close: async () => undefined },
    supergraph: () => ({ version: '1', sdl }),
    viewOf: createViews(),
    now: () => clock.now,
  });
  if (!hook) throw new Error('no hook');
  const programs = new Map<string, KnownOperation['program']>();
  let executed = 0;

  const operation = (text: string, variables: Record<string, unknown> = {}): KnownOperation => {
    const kind = (text.startsWith('mutation') ? 'mutation' : 'query') as KnownOperation['kind'];
    const program = programs.get(text) ?? { ...operationOf().program, fetches: 1, kind };
    programs.set(text, program);
    return operationOf({ text, hash: text, program, kind, variables });
  };

  const ask = async (text: string, overrides: Partial<Exchange> = {}, reply: Reply | Promise<Reply> = {}, variables: Record<string, unknown> = {}): Promise<Answer & { exchange: Exchange; from: 'memory' | 'subgraphs'; outcome?: Outcome }> => {
    const exchange = exchangeOf(overrides);
    const known = operation(text, variables);
    const said = (await hook.onOperation?.(exchange, known)) as Answer | undefined;
    if (said) {
      hook.onEnd?.(exchange, { status: said.status, operation: known, bytes: 0, codes: [] });
      return { ...said, exchange, from: 'memory' };
    }
    executed += 1;
    const number = executed;
    const { headers = {}, service = 'formulary', data = `{"made":${number}}`, errors = [], fails = false } = await reply;
    const end = hook.onFetch?.(exchange, { service, kind: 'query', startedAt: 0 });
    end?.(fails ? { kind: 'fault', code: 'DEPENDENCY_UNAVAILABLE' } : { kind: 'reply', reply: { status: 200, text: '', headers } });
    const outcome: Outcome = { data, errors };
    hook.onOutcome?.(exchange, known, outcome);
    const made: Answer = { status: 200, body: `{${outcome.errors.length > 0 ? `"errors":${JSON.stringify(outcome.errors)},` : ''}"data":${outcome.data}}` };
    const answer = hook.onAnswer?.(exchange, known, made) ?? made;
    hook.onEnd?.(exchange, { status: answer.status, operation: known, bytes: 0, codes: [] });
    return { ...answer, exchange, from: 'subgraphs', outcome };
  };
  const notice = (change: Partial<ChangeNotice>) => hub.publish({ tenant: 'demo', type: 'Note', id: '0190f0a1-aaaa-7bbb-8ccc-000000000001', encounterId: null, ...change });
  return { ask, clock, notice, feed, announce: hub.announceConnectionChange, metrics, executed: () => executed };
}

const osei: Partial<Exchange> = { caller: callerOf('dr.osei') };
const lee: Partial<Exchange> = { caller: callerOf('dr.lee') };
const get = (overrides: Partial<Exchange> = {}): Partial<Exchange> => ({ method: 'GET', ...overrides });

describe('a public answer', () => {
  it('is given again until its time is over, with its age', async () => {
    const { ask, clock } = stage();
    expect((await ask('{ drugs { name } }')).headers).toEqual({ 'cache-status': 'dra-gateway; fwd=miss; stored' });
    clock.now += 59_000;
    const again = await ask('{ drugs { name } }');
    expect(again).toMatchObject({ from: 'memory', status: 200, body: '{"data":{"made":1}}', headers: { age: '59', 'cache-status': 'dra-gateway; hit; ttl=1' } });
    clock.now += 1_000;
    expect((await ask('{ drugs { name } }')).from).toBe('subgraphs');
  });

  it('is shared by callers with the same rights in one tenant, and by nobody else', async () => {
    const { ask } = stage();
    await ask('{ drugs { name } }', osei);
    expect((await ask('{ drugs { name } }', lee)).from).toBe('memory');
    const others: Partial<Exchange>[] = [{}, { caller: callerOf('dr.osei', 'north') }, { caller: callerOf('dr.osei', 'demo', { roles: ['NURSE'] }) }, { caller: callerOf('dr.osei', 'demo', { scopes: [] }) }];
    for (const other of others) expect((await ask('{ drugs { name } }', other)).from).toBe('subgraphs');
  });

  it.each([
    ['other variables', {}, { name: 'a' }],
    ['an override label', { overrideLabels: new Set(['next']) }, {}],
    ['a header that answers vary by', { headers: { 'accept-language': 'de' } }, {}],
  ])('is not given for %s', async (_, overrides, variables) => {
    const { ask } = stage({ varyHeaders: ['Accept-Language'] });
    await ask('{ drugs { name } }');
    expect((await ask('{ drugs { name } }', overrides, {}, variables)).from).toBe('subgraphs');
  });

  it('tells caches on the way how long they may keep it, on GET and to the anonymous alone', async () => {
    const { ask, clock } = stage({ varyHeaders: ['accept-language'] });
    const first = await ask('{ drugs { name } }', get());
    expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=60', vary: 'authorization, cookie, accept, accept-language', etag: expect.stringMatching(/^W\/"[\w-]{22}"$/) as string });
    clock.now += 10_000;
    expect((await ask('{ drugs { name } }', get())).headers).toMatchObject({ 'cache-control': 'public, max-age=60', age: '10', etag: first.headers?.['etag'] });
    expect((await ask('{ drugs { name } }', get(osei))).headers).not.toHaveProperty('cache-control');
    expect((await ask('{ drugs { name } }')).headers).not.toHaveProperty('cache-control');
  });

  it('is 304 for a client that has it', async () => {
    const { ask } = stage();
    const etag = (await ask('{ drugs { name } }', get())).headers?.['etag'] ?? '';
    const has = (header: string) => ask('{ drugs { name } }', get({ headers: { 'if-none-match': header } }));
    expect(await has(`"other", ${etag}`)).toMatchObject({ status: 304, body: '', headers: { etag } });
    expect((await has('"other"')).status).toBe(200);
    expect((await has('*')).status).toBe(304);
  });

  it('of a new supergraph is another', async () => {
    const { ask } = stage();
    await ask('{ drugs { name } }');
    const hook = stage();
    expect((await hook.ask('{ drugs { name } }')).from).toBe('subgraphs');
  });

  it.each([
    ['an error', { errors: [{ message: 'x' }] }],
    ['no-store', { headers: { 'cache-control': 'no-store' } }],
    ['a fetch that failed', { fails: true }],
  ])('is not kept with %s', async (_, reply) => {
    const { ask } = stage();
    await ask('{ drugs { name } }', {}, reply);
    expect((await ask('{ drugs { name } }')).from).toBe('subgraphs');
  });
});

describe('a patient\'s data', () => {
  const ways: [string, string, object, Reply][] = [
    ['says nothing', '{ patient { name } }', {}, {}],
    ['a subgraph says public', '{ patient { name } }', {}, { headers: { 'cache-control': 'public, max-age=60' } }],
    ['a subgraph that is believed says public', '{ patient { name } }', { trustedSubgraphs: ['formulary'] }, { headers: { 'cache-control': 'public, max-age=60' } }],
    ['the schema says public by mistake', '{ leaked { name } }', {}, {}],
    ['both say public', '{ leaked { name } }', { trustedSubgraphs: ['formulary'] }, { headers: { 'cache-control': 'public, max-age=60' } }],
    ['it is below something public', '{ drugs { name takenBy { name } } }', {}, {}],
    ['it is beside something public', '{ drugs { name } patient { name } }', { trustedSubgraphs: ['formulary'] }, { headers: { 'cache-control': 'public, max-age=60' } }],
    ['it is in a fragment', 'query { ...F } fragment F on Query { drugs { ... on Drug { takenBy { name } } } }', { trustedSubgraphs: ['formulary'] }, { headers: { 'cache-control': 'public, max-age=60' } }],
    ['it has an alias', '{ drugs: leaked { name } }', {}, {}],
    ['a lifetime is configured', 'query Sheet { patient { name } }', { operations: { Sheet: { ttlSeconds: 60 } }, trustedSubgraphs: ['formulary'] }, { headers: { 'cache-control': 'public, max-age=60' } }],
    ['notes that only have a lifetime', '{ notes { text } }', {}, { headers: { 'cache-control': 'public, max-age=60' } }],
  ];

  describe.each([['remembered for nobody', {}], ['remembered for its own caller', { privateAnswers: true }]])('%s', (_, settings) => {
    it.each(ways)('is given to nobody else: %s', async (_way, text, config, reply) => {
      const { ask } = stage({ ...settings, ...config, collapse: 'cacheable' });
      const everybody: Partial<Exchange>[] = [osei, lee, {}, { caller: callerOf('dr.osei', 'north') }, { headers: { authorization: 'Bearer a' } }, { headers: { authorization: 'Bearer b' } }, get(), get(lee)];
      // All at once, so that nobody is given what is on its way either; each twice, the second from memory at most their own.
      const answers = [...(await Promise.all(everybody.map((one) => ask(text, one, reply)))), ...(await Promise.all(everybody.map((one) => ask(text, one, reply))))];
      const madeFor = new Map<string, unknown>();
      for (const { body, exchange } of answers) {
        const who = JSON.stringify([exchange.caller?.userId, exchange.caller?.tenant, exchange.headers.authorization]);
        const before = madeFor.get(body);
        expect(before ?? who).toBe(who);
        madeFor.set(body, who);
      }
      for (const { headers } of answers) expect(headers?.['cache-control'] ?? 'no-store').not.toContain('public');
    });
  });

  it('is remembered for its own caller only where that is switched on', async () => {
    const reply = { headers: { 'cache-control': 'private, max-age=60' } };
    const off = stage();
    await off.ask('{ patient { name } }', osei, reply);
    expect((await off.ask('{ patient { name } }', osei, reply)).from).toBe('subgraphs');
    const on = stage({ privateAnswers: true });
    for (const expected of ['subgraphs', 'subgraphs', 'memory']) expect((await on.ask('{ patient { name } }', osei, reply)).from).toBe(expected); // the first only begins to listen for changes
  });
});

describe('changes', () => {
  const kept = async (one: ReturnType<typeof stage>, who: Partial<Exchange> = osei) => {
    await one.ask('{ notes { text } }', who);
    await one.ask('{ notes { text } }', who);
    return (await one.ask('{ notes { text } }', who)).from;
  };

  it('of a type in a tenant remove its answers, and no other tenant\'s', async () => {
    const one = stage({ privateAnswers: true });
    const north: Partial<Exchange> = { caller: callerOf('dr.osei', 'north') };
    expect(await kept(one)).toBe('memory');
    expect(await kept(one, north)).toBe('memory');
    one.clock.now += 1;
    one.notice({ type: 'Prescription' });
    expect((await one.ask('{ notes { text } }', osei)).from).toBe('memory');
    one.notice({ type: 'Note' });
    expect((await one.ask('{ notes { text } }', osei)).from).toBe('subgraphs');
    expect((await one.ask('{ notes { text } }', north)).from).toBe('memory');
  });

  it('that come while an answer is made keep it from being remembered', async () => {
    const one = stage({ privateAnswers: true });
    await kept(one);
    one.clock.now += 60_000;
    let arrive: (reply: Reply) => void = () => undefined;
    const asking = one.ask('{ notes { text } }', osei, new Promise<Reply>((resolve) => { arrive = resolve; }));
    one.notice({ type: 'Note' });
    arrive({});
    await asking;
    expect((await one.ask('{ notes { text } }', osei)).from).toBe('subgraphs');
  });

  it('by the caller are seen by the caller', async () => {
    const one = stage({ privateAnswers: true });
    await kept(one);
    one.clock.now += 1;
    await one.ask('mutation { sign }', lee);
    expect((await one.ask('{ notes { text } }', osei)).from).toBe('memory');
    await one.ask('mutation { sign }', osei);
    expect((await one.ask('{ notes { text } }', osei)).from).toBe('subgraphs');
  });

  it('may be missed while the feed is away: nothing that can change is given then, and nothing of before is given after', async () => {
    const one = stage({ privateAnswers: true });
    expect(await kept(one)).toBe('memory');
    one.feed.connected = false;
    one.announce();
    expect(await kept(one)).toBe('subgraphs');
    one.clock.now += 1;
    one.feed.connected = true;
    one.announce();
    one.clock.now += 1;
    expect((await one.ask('{ notes { text } }', osei)).from).toBe('subgraphs');
    expect((await one.ask('{ notes { text } }', osei)).from).toBe('memory');
  });
});

describe('identical queries at once', () => {
  it('are made once where the answer may be shared', async () => {
    const one = stage();
    const answers = await Promise.all(Array.from({ length: 50 }, () => one.ask('{ drugs { name } }', {}, new Promise((resolve) => setImmediate(() => resolve({}))))));
    expect(one.executed()).toBe(1);
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['{"data":{"made":1}}']));
  });

  it('are made once for all who are nobody in particular, cacheable or not, where that is switched on', async () => {
    const later = () => new Promise<Reply>((resolve) => setImmediate(() => resolve({})));
    const one = stage({ collapse: 'anonymous' });
    await Promise.all(Array.from({ length: 50 }, () => one.ask('{ plain }', {}, later())));
    expect(one.executed()).toBe(1);
    await Promise.all(Array.from({ length: 5 }, () => one.ask('{ plain }', osei, later())));
    await Promise.all(Array.from({ length: 5 }, () => one.ask('{ plain }', { headers: { authorization: 'Bearer x' } }, later())));
    expect(one.executed()).toBe(11);
    const other = stage();
    await Promise.all(Array.from({ length: 5 }, () => other.ask('{ plain }', {}, later())));
    expect(other.executed()).toBe(5);
  });

  it('are not left waiting by one that fails', async () => {
    const one = stage();
    const failing = { errors: [{ message: 'x' }] };
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => one.ask('{ drugs { name } }', {}, new Promise((resolve) => setImmediate(() => resolve(index === 0 ? failing : {}))))));
    expect(answers.filter(({ body }) => body.includes('errors'))).toHaveLength(1);
    expect(one.executed()).toBe(2);
  });
});

describe('an older answer', () => {
  const gone: Reply = { data: 'null', errors: [{ message: 'x', extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }], fails: true };

  it('stands in where the schema allows it, for as long as it allows, and says so', async () => {
    const { ask, clock } = stage();
    await ask('{ news { name } }', {}, { data: '{"news":{"name":"a"}}' });
    clock.now += 61_000;
    const { outcome, exchange } = await ask('{ news { name } }', {}, gone);
    expect(outcome).toEqual({ data: '{"news":{"name":"a"}}', errors: [], extensions: { staleIfError: { ageSeconds: 61, codes: ['DEPENDENCY_UNAVAILABLE'] } } });
    expect(exchange.responseHeaders['cache-status']).toContain('fwd=stale');
    clock.now += 600_000;
    expect((await ask('{ news { name } }', {}, gone)).outcome?.errors).toHaveLength(1);
  });

  it.each([
    ['the schema does not allow it', '{ drugs { name } }', gone, {}],
    ['one field of the root does not allow it', '{ news { name } drugs { name } }', gone, {}],
    ['it is a refusal', '{ news { name } }', { ...gone, errors: [{ message: 'x', extensions: { code: 'FORBIDDEN' } }] }, {}],
    ['it is switched off', '{ news { name } }', gone, { staleIfError: false }],
  ])('does not stand in where %s', async (_, text, reply, config) => {
    const { ask, clock } = stage(config);
    await ask(text);
    clock.now += 61_000;
    expect((await ask(text, {}, reply)).outcome?.errors).toHaveLength(1);
  });
});

describe('the hit ratio', () => {
  it('is a metric', async () => {
    const { ask, metrics } = stage();
    for (let index = 0; index < 4; index += 1) await ask('{ drugs { name } }');
    await ask('{ patient { name } }', { caller: callerOf('a') as Caller });
    const text = await metrics.registry.metrics();
    expect(text).toContain('dra_gateway_cache_lookups_total{cache="response",result="hit",service="test"} 3');
    expect(text).toContain('dra_gateway_cache_lookups_total{cache="response",result="miss",service="test"} 1');
  });
});
