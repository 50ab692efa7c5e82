import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { ServiceError, createLogger } from '@dra/service';
import { graphql, parse } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { compileOperation } from '../execution/compile-operation.ts';
import { createFront } from '../front/front.ts';
import { defaultFrontSettings } from '../front/front-settings.ts';
import { createGraphVersions } from '../front/graph-versions.ts';
import { createServedGraph } from '../front/served-graph.ts';
import type { ServedGraph } from '../front/served-graph.ts';
import type { GatewayHook } from '../hooks/contract.ts';
import { createAuthorization } from '../planning/authorization/create-authorization.ts';
import { createPlanner } from '../planning/create-planner.ts';
import { createSubgraphClient } from '../transport/subgraph-client.ts';
import { serveStreams } from './serve-streams.ts';
import type { ServedStreams } from './serve-streams.ts';
import { upstreamsOf } from './upstream/open-upstream.ts';

const typeDefs = {
  feed: 'type Query { a: Int } type Subscription { published(most: Int!): Book endless: Book } type Book @key(fields: "isbn") { isbn: ID! }',
  stock: 'type Query { b: Int } type Book @key(fields: "isbn") { isbn: ID! inStock: Int @authenticated }',
};
const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@authenticated"])\n';
const heard: { feed: IncomingHttpHeaders[]; stock: IncomingHttpHeaders[]; stopped: number } = { feed: [], stock: [], stopped: 0 };
const rootValue = {
  published: async function* ({ most }: { most: number }) {
    for (let i = 1; i <= most; i += 1) yield { published: { isbn: 'x'.repeat(i) } };
  },
  endless: async function* () {
    try {
      for (;;) {
        yield { endless: { isbn: 'e' } };
        await sleep(20);
      }
    } finally {
      heard.stopped += 1;
    }
  },
};

/** Callers whose tokens are no longer good, and how often a caller was looked at. */
const revoked = new Set<string>();
let looks = 0;

const cleanups: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const clean of cleanups.reverse()) await clean();
});

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

type Identifying = Parameters<typeof serveStreams>[0]['identify'];

async function gateway(identify?: Identifying): Promise<{ url: string; graph: ServedGraph; streams: ServedStreams; stop(): Promise<void> }> {
  const feed = buildSubgraphSchema([{ typeDefs: parse(federation + typeDefs.feed) }]);
  const stock = buildSubgraphSchema([{ typeDefs: parse(federation + typeDefs.stock), resolvers: { Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, inStock: isbn.length }) } } as never }]);
  const sse = createHandler({ schema: feed, onSubscribe: (_, { query, variables }) => ({ schema: feed, document: parse(query), variableValues: variables ?? {}, rootValue }) as never });
  const urls = {
    feed: await listening((request, response) => {
      heard.feed.push(request.headers);
      void sse(request, response);
    }),
    stock: await listening((request, response) => {
      heard.stock.push(request.headers);
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString())).on('end', () => {
        const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
        void graphql({ schema: stock, source: query, variableValues: variables }).then((result) => response.setHeader('content-type', 'application/json').end(JSON.stringify(result)));
      });
    }),
  };
  const { supergraphSdl = '' } = composeServices((['feed', 'stock'] as const).map((name) => ({ name, url: urls[name], typeDefs: parse(federation + typeDefs[name]) })));
  const logger = createLogger({ name: 'test', level: 'silent' });
  const hooks: GatewayHook[] = [
    {
      name: 'who',
      onRequest: (exchange) => {
        const { authorization } = exchange.headers;
        looks += 1;
        exchange.forwarded['x-look'] = String(looks);
        if (authorization === 'Bearer nobody' || revoked.has(authorization ?? '')) return { status: 401, errors: [{ message: 'Who?', extensions: { code: 'UNAUTHENTICATED' } }] };
        if (authorization) exchange.forwarded['authorization'] = authorization;
        return undefined;
      },
    },
  ];
  const serve = async (sdl: string) => {
    const planner = createPlanner(sdl);
    return createServedGraph({ supergraphSdl: sdl, planner, compile: compileOperation, connect: (name, url) => createSubgraphClient(name, url), hooks, authorization: { rights: createAuthorization(planner), of: ({ headers }) => ({ authenticated: headers.authorization !== undefined, scopes: new Set<string>(), policies: new Set<string>() }) }, introspection: true, hideSchema: false, logger });
  };
  const graph = await serve(supergraphSdl);
  const old = await serve(supergraphSdl.replace(/^ {2}inStock: Int.*\n/m, ''));
  const versions = createGraphVersions('/graphql', () => graph, [{ name: 'old', share: 0, current: () => old }]);
  const front = createFront({ settings: { ...defaultFrontSettings, csrf: 'off' }, graph: versions.graph, paths: versions.paths, hooks, events: (exchange, request) => streams.events(exchange, request), logger });
  const streams: ServedStreams = serveStreams({ front, graph: versions.graph, paths: ['/graphql', ...versions.paths], trustedProxies: 0, hooks, upstream: upstreamsOf((name, { planner }: ServedGraph) => planner.subgraphs.get(name)), formatErrors: (errors) => errors, deadlineMs: 5_000, identify, timings: { sse: { heartbeatMs: 30 } }, logger });
  const port = await front.listen(0, '127.0.0.1');
  const stop = async () => {
    await streams.drain();
    await front.stop(1_000);
    await Promise.all([graph.close(), old.close()]);
  };
  return { url: `http://127.0.0.1:${port}/graphql`, graph, streams, stop };
}

let served: Awaited<ReturnType<typeof gateway>>;
beforeAll(async () => {
  served = await gateway();
  cleanups.push(() => served.stop());
});

const ask = (query: string, headers: Record<string, string> = {}, variables = {}) =>
  fetch(served.url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer me', ...headers }, body: JSON.stringify({ query, variables }) });
const published = 'subscription ($n: Int!) { published(most: $n) { isbn inStock } }';
const books = [1, 2].map((n) => ({ data: { published: { isbn: 'x'.repeat(n), inStock: n } } }));

describe('subscriptions of any supergraph', () => {
  it('come as server-sent events, completed by other subgraphs, with the caller\'s Authorization everywhere', async () => {
    const response = await ask(published, {}, { n: 2 });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect((await response.text()).replaceAll(/^:\n\n/gm, '')).toBe(`${books.map((book) => `event: next\ndata: ${JSON.stringify(book)}\n\n`).join('')}event: complete\ndata:\n\n`);
    expect([heard.feed.at(-1)?.authorization, heard.stock.at(-1)?.authorization]).toEqual(['Bearer me', 'Bearer me']);
  });

  it('come in parts, as Apollo\'s clients ask for them', async () => {
    const response = await ask(published, { accept: 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json' }, { n: 2 });
    expect(response.headers.get('content-type')).toBe('multipart/mixed;boundary="graphql";subscriptionSpec=1.0');
    const text = await response.text();
    expect(text.endsWith('\r\n--graphql--\r\n')).toBe(true);
    const parts = text.split('\r\n--graphql').slice(1, -1).map((part) => JSON.parse(part.replace('\r\ncontent-type: application/json\r\n\r\n', '')) as unknown);
    expect(parts.filter((part) => JSON.stringify(part) !== '{}')).toEqual(books.map((payload) => ({ payload })));
    expect(parts[0]).toEqual({});
  });

  it('come over a WebSocket', async () => {
    const client = createClient({ url: served.url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { Authorization: 'Bearer socket' }, retryAttempts: 0 });
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: published, variables: { n: 2 } })) results.push(result);
    expect(results).toEqual(books);
    expect(heard.feed.at(-1)?.authorization).toBe('Bearer socket');
    const answers: unknown[] = [];
    for await (const result of client.iterate({ query: '{ __typename }' })) answers.push(result);
    expect(answers).toEqual([{ data: { __typename: 'Query' } }]);
    await client.dispose();
  });

  it('show that they live, and let the subgraph go when the client leaves', async () => {
    const leaving = new AbortController();
    const response = await fetch(served.url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query: 'subscription { endless { isbn } }' }), signal: leaving.signal });
    let text = '';
    const reader = response.body?.getReader();
    while (!text.includes('\n:\n')) text += new TextDecoder().decode((await reader?.read())?.value);
    const before = heard.stopped;
    leaving.abort();
    for (let tries = 0; heard.stopped === before && tries < 100; tries += 1) await sleep(20);
    expect(heard.stopped).toBe(before + 1);
  });

  it('are refused before they begin: unknown fields, wrong variables, callers that a hook refuses', async () => {
    const wrong = await ask('subscription { nothing }');
    expect([wrong.status, ((await wrong.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await (await ask(published, {}, { n: 'two' })).text()).toContain('BAD_USER_INPUT');
    expect(await (await ask(published, { authorization: 'Bearer nobody' }, { n: 1 })).text()).toContain('UNAUTHENTICATED');
  });

  it('leave out what the subscriber may not see, and nobody is asked for it', async () => {
    const before = heard.stock.length;
    const response = await fetch(served.url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query: published, variables: { n: 1 } }) });
    const text = await response.text();
    expect(text).toContain('"data":{"published":{"isbn":"x","inStock":null}}');
    expect(text).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
    expect(heard.stock.length).toBe(before);
  });

  it('ask who subscribed for each event, and end when the token is no longer good', async () => {
    const response = await ask('subscription { endless { isbn inStock } }', { authorization: 'Bearer leaver' });
    const reader = response.body?.getReader();
    let text = '';
    const read = async (until: RegExp) => {
      while (!until.test(text)) text += new TextDecoder().decode((await reader?.read())?.value);
    };
    await read(/(event: next[^]*){3}/);
    const seen = heard.stock.slice(-2).map((headers) => headers['x-look']);
    expect(seen[0]).not.toBe(seen[1]);
    revoked.add('Bearer leaver');
    await read(/event: complete/);
    expect(text).toMatch(/"code":"UNAUTHENTICATED"[^]*event: complete/);
  });

  it('are refused as HTTP has it where a token is asked for', async () => {
    const strict = await gateway(async () => {
      throw new ServiceError('UNAUTHENTICATED', 'No token.');
    });
    const response = await fetch(strict.url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query: 'subscription { endless { isbn } }' }) });
    expect([response.status, response.headers.get('www-authenticate'), await response.json()]).toEqual([401, 'Bearer', { errors: [{ message: 'No token.', extensions: { code: 'UNAUTHENTICATED' } }] }]);
    await strict.stop();
  });

  it('are of the version of the graph that the path or a header names, over both protocols', async () => {
    const at = (path: string, headers: Record<string, string> = {}) =>
      fetch(served.url.replace('/graphql', path), { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer me', ...headers }, body: JSON.stringify({ query: published, variables: { n: 1 } }) });
    const told = async (response: Response) => [response.status, /Cannot query field \\?"inStock|"inStock":1|no version/.exec(await response.text())?.[0]];
    expect(await told(await at('/graphql'))).toEqual([200, '"inStock":1']);
    expect(await told(await at('/old/graphql'))).toEqual([400, 'Cannot query field \\"inStock']);
    expect(await told(await at('/graphql', { 'x-graph-version': 'old' }))).toEqual([400, 'Cannot query field \\"inStock']);
    expect(await told(await at('/graphql', { 'x-graph-version': 'never' }))).toEqual([400, 'no version']);
    const overSocket = async (path: string, connectionParams: Record<string, string>) => {
      const client = createClient({ url: served.url.replace('http', 'ws').replace('/graphql', path), webSocketImpl: WebSocket, connectionParams: { Authorization: 'Bearer me', ...connectionParams }, retryAttempts: 0 });
      try {
        for await (const result of client.iterate({ query: published, variables: { n: 1 } })) return result.data;
      } catch (errors) {
        return (errors as { message: string }[])[0]?.message;
      } finally {
        await client.dispose();
      }
      return undefined;
    };
    expect(await overSocket('/graphql', {})).toEqual(books[0]?.data);
    expect(await overSocket('/old/graphql', {})).toMatch('Cannot query field "inStock"');
    expect(await overSocket('/graphql', { 'x-graph-version': 'old' })).toMatch('Cannot query field "inStock"');
  });

  it('end with a hint to come back when another supergraph takes the place of theirs', async () => {
    const other = await gateway();
    const response = await fetch(other.url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer me' }, body: JSON.stringify({ query: 'subscription { endless { isbn } }' }) });
    const socket = new WebSocket(other.url.replace('http', 'ws'), 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('open', resolve));
    socket.send('{"type":"connection_init"}');
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: 'subscription { endless { isbn } }' } }));
    await new Promise((resolve) => socket.once('message', resolve));
    const before = heard.stopped;
    other.graph.leave();
    expect(await response.text()).toMatch(/event: next[^]*event: complete\ndata: \{"reconnect":\{"afterMs":\d+\}\}\n\n$/);
    expect(await closed).toBe(1012);
    for (let tries = 0; heard.stopped < before + 2 && tries < 100; tries += 1) await sleep(20);
    expect(heard.stopped).toBe(before + 2);
    await other.stop();
  });

  it('end with a hint to come back when the gateway drains', async () => {
    const other = await gateway();
    const response = await fetch(other.url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query: 'subscription { endless { isbn } }' }) });
    const text = response.text();
    await sleep(100);
    await other.stop();
    expect(await text).toContain('"reconnect":{"afterMs"');
  });
});
