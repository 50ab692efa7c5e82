import type { ApolloServerPlugin } from '@apollo/server';
import type { Answer, Exchange, GatewayHook, Refusal } from '../hooks/contract.ts';
import { declareAdapted } from './apollo-lane.ts';
import { startTestFront } from './testing/test-front.ts';
import type { Reply, TestFront } from './testing/test-front.ts';

/** A plugin of Apollo Server's that watches requests: nothing may pass it by. */
function watching(seen: string[]): ApolloServerPlugin<Exchange> {
  return {
    requestDidStart: async () => {
      seen.push('start');
      return {
        willSendResponse: async ({ response, contextValue }) => {
          seen.push(`end ${contextValue.method}`);
          if (response.body.kind === 'single' && response.body.singleResult.data) {
            response.body.singleResult.extensions = { ...response.body.singleResult.extensions, plugin: Object.keys(response.body.singleResult.data) };
          }
          response.http.headers.set('x-plugin', 'was here');
        },
      };
    },
  };
}

/** Every hook there is, saying what it hears. */
function telling(heard: string[], instead: { answer?: Answer | Refusal | undefined; refuse?: Refusal | undefined; slowly: boolean }): GatewayHook {
  const mine = Symbol('telling');
  const later = <T>(value: T): T | Promise<T> => (instead.slowly ? Promise.resolve(value) : value);
  return {
    name: 'telling',
    onRequest: (exchange) => {
      heard.push(`request ${exchange.method} ${exchange.address} ${exchange.requestId}`);
      exchange.notes.set(mine, exchange.requestId);
      exchange.forwarded['x-forwarded-by'] = 'telling';
      return later(instead.refuse);
    },
    onOperation: (exchange, { kind, name, text, hash, variables, program, supergraph }) => {
      heard.push(`operation ${kind} ${name} ${text.length} ${hash.length} ${JSON.stringify(variables)} ${program.fetches} ${supergraph?.version.length} ${exchange.notes.get(mine)}`);
      return later(instead.answer);
    },
    onFetch: (_exchange, { service, kind }) => {
      heard.push(`fetch ${service} ${kind}`);
      return (end) => heard.push(`fetched ${service} ${end.kind === 'reply' ? end.reply.status : end.code}`);
    },
    onFetched: (exchange, { service, kind, startedAt }, end) => {
      heard.push(`ended ${service} ${kind} ${end.kind} ${startedAt >= exchange.startedAt && startedAt <= performance.now()}`);
    },
    onOutcome: (exchange, operation, outcome) => {
      heard.push(`outcome ${operation.name} ${outcome.data.length} ${outcome.errors.length}`);
      exchange.responseHeaders['x-heard'] = 'yes';
      outcome.extensions = { ...outcome.extensions, heard: true };
    },
    onAnswer: (_exchange, operation, { status, body }) => {
      heard.push(`answer ${operation.name} ${status} ${body.length}`);
      return undefined;
    },
    onEnd: (exchange, { status, operation, bytes, codes }) => {
      heard.push(`end ${status} ${operation?.name} ${bytes} ${codes.join()} ${exchange.notes.get(mine)}`);
    },
  };
}

const heard: string[] = [];
const instead: Parameters<typeof telling>[1] = { slowly: false };
const pluginSaw: string[] = [];
let short: TestFront;
let long: TestFront;
beforeAll(async () => {
  short = await startTestFront({ hooks: [telling(heard, instead)], plugins: [declareAdapted(watching([]))] });
  long = await startTestFront({ hooks: [telling(heard, instead)], plugins: [watching(pluginSaw)] });
});
afterAll(() => Promise.all([short.stop(), long.stop()]));
beforeEach(() => {
  heard.length = 0;
  pluginSaw.length = 0;
  Object.assign(instead, { answer: undefined, refuse: undefined, slowly: false });
});

const id = 'conformance-0001';
const ask = async (t: TestFront, body: unknown): Promise<{ reply: Reply; heard: string[] }> => {
  heard.length = 0;
  const reply = await t.post(body, { 'x-request-id': id });
  // The end is heard when the last byte was written, which the client may have read before.
  for (let tries = 0; tries < 100 && !heard.some((one) => one.startsWith('end')); tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  return { reply, heard: [...heard] };
};

const operations: [name: string, body: unknown][] = [
  ['a query', { query: 'query Reviews { products { name reviews { stars } } }' }],
  ['a query with variables', { query: 'query One($id: ID! = "1") { product(id: $id) { id } }', variables: { id: '2' } }],
  ['a change', { query: 'mutation Rename { rename(id: "1", name: "Lamp") { name } }' }],
  ['an introspection', { query: 'query Schema { __schema { queryType { name } } }' }],
  ['wrong variables', { query: 'query One($id: ID!) { product(id: $id) { id } }', variables: {} }],
];

describe.each([['at once', false], ['with a promise', true]])('hooks that answer %s', (_, slowly) => {
  it.each(operations)('hear the same of %s on the short path and behind Apollo Server', async (_name, body) => {
    instead.slowly = slowly;
    await ask(short, body);
    const onShort = await ask(short, body);
    const onLong = await ask(long, body);
    // What a plugin adds makes the answer longer: lengths are the one thing that may differ.
    const withoutLengths = (lines: string[]) => lines.map((line) => line.replace(/^(end \d+ \S+) \d+/, '$1').replace(/^(answer \S+ \d+) \d+/, '$1'));
    expect(withoutLengths(onShort.heard)).toEqual(withoutLengths(onLong.heard));
    expect(onShort.heard[0]).toBe(`request POST 127.0.0.1 ${id}`);
    expect(onShort.heard.at(-1)).toContain(id);
    expect(onShort.reply.status).toBe(onLong.reply.status);
    expect(onShort.reply.body.data).toEqual(onLong.reply.body.data);
    expect(onShort.reply.body.errors).toEqual(onLong.reply.body.errors);
  });
});

it('the first time, through Apollo Server, hooks hear what they hear ever after', async () => {
  const body = { query: 'query NeverAsked { products(first: 1) { id } }' };
  const first = await ask(short, body);
  const second = await ask(short, body);
  expect(first.heard).toEqual(second.heard);
  expect(first.reply.text).toBe(second.reply.text);
  expect(second.heard.filter((line) => line.startsWith('fetch '))).toEqual(['fetch shop query']);
  expect(short.subgraphs.seen.at(-1)?.headers['x-forwarded-by']).toBe('telling');
  expect(second.reply.headers.get('x-heard')).toBe('yes');
});

it('a plugin that is not declared adapted sees every request, and has its say in the answer', async () => {
  const body = { query: 'query Seen { products { id } }' };
  for (let times = 0; times < 3; times += 1) {
    const { reply } = await ask(long, body);
    expect(reply.body.extensions).toEqual({ heard: true, plugin: ['products'] });
    expect(reply.headers.get('x-plugin')).toBe('was here');
  }
  expect(pluginSaw).toEqual(['start', 'end POST', 'start', 'end POST', 'start', 'end POST']);
});

describe.each([['short', () => short], ['long', () => long]])('on the %s path a hook', (_, front) => {
  const body = { query: 'query Stopped { products { id } }' };

  it('may refuse a request', async () => {
    await ask(front(), body);
    instead.refuse = { status: 429, errors: [{ message: 'Too many.', extensions: { code: 'RATE_LIMITED' } }], headers: { 'retry-after': '7' } };
    const { reply, heard: lines } = await ask(front(), body);
    expect([reply.status, reply.headers.get('retry-after'), reply.body]).toEqual([429, '7', { errors: [{ message: 'Too many.', extensions: { code: 'RATE_LIMITED' } }] }]);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['request', 'end']);
    expect(lines.at(-1)).toMatch(/^end 429 undefined \d+ RATE_LIMITED/);
  });

  it('may refuse an operation, or answer in its place', async () => {
    await ask(front(), body);
    instead.answer = { status: 402, errors: [{ message: 'Too dear.', extensions: { code: 'COST_LIMIT_EXCEEDED' } }] };
    const dear = await ask(front(), body);
    expect([dear.reply.status, dear.reply.body.errors?.[0]?.extensions['code']]).toEqual([402, 'COST_LIMIT_EXCEEDED']);
    expect(dear.heard.some((line) => line.startsWith('fetch'))).toBe(false);
    instead.answer = { status: 200, body: '{"data":{"products":"remembered"}}', bytes: Buffer.from('{"data":{"products":"remembered"}}'), headers: { age: '3' } };
    const remembered = await ask(front(), body);
    expect([remembered.reply.text, remembered.reply.headers.get('age')]).toEqual(['{"data":{"products":"remembered"}}', '3']);
  });
});
