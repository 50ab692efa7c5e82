import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError, buildSchema, parse } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { UpstreamEvent, UpstreamRequest } from './contract.ts';
import { openUpstream } from './open-upstream.ts';
import type { UpstreamSettings } from './open-upstream.ts';

const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

type Heard = { headers: IncomingHttpHeaders[]; params: unknown[]; stopped: number };

/** A subgraph that counts, over one protocol or both. */
async function subgraph(...protocols: ('sse' | 'websocket')[]): Promise<{ url: string; heard: Heard; server: Server; sockets: Set<Socket> }> {
  const heard: Heard = { headers: [], params: [], stopped: 0 };
  const schema = buildSchema('type Query { a: Int } type Subscription { count(to: Int!): Int flood: String endless: Int fail: Int }');
  const rootValue = {
    count: async function* ({ to }: { to: number }) {
      for (let i = 1; i <= to; i += 1) yield { count: i };
    },
    endless: async function* () {
      try {
        for (let i = 0; ; i += 1) {
          yield { endless: i };
          await sleep(10);
        }
      } finally {
        heard.stopped += 1;
      }
    },
    flood: async function* () {
      for (let i = 0; i < 2_000; i += 1) yield { flood: 'x'.repeat(100) };
      await sleep(300);
    },
    fail: () => {
      throw new GraphQLError('no such thing', { extensions: { code: 'NOT_FOUND' } });
    },
  };
  const sse = createHandler({ schema, onSubscribe: (_request, { query, variables }) => ({ schema, document: parse(query), variableValues: variables ?? {}, rootValue }) as never });
  const server = createServer((request, response) => {
    heard.headers.push(request.headers);
    if (protocols.includes('sse')) void sse(request, response);
    else response.writeHead(406, { 'content-type': 'application/json' }).end('{"errors":[{"message":"no"}]}');
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  if (protocols.includes('websocket')) {
    const ws = new WebSocketServer({ server, path: '/graphql' });
    ws.on('connection', (_socket, request) => heard.headers.push(request.headers));
    const ended = useServer({ schema, roots: { subscription: rootValue }, onConnect: ({ connectionParams }) => void heard.params.push(connectionParams) }, ws);
    cleanups.push(() => ended.dispose());
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, heard, server, sockets };
}

const request = (query: string, more: Partial<UpstreamRequest> = {}): UpstreamRequest => ({ query, operationName: undefined, variables: {}, headers: { authorization: 'Bearer x' }, signal: new AbortController().signal, ...more });

async function all(events: AsyncIterable<UpstreamEvent>): Promise<UpstreamEvent[]> {
  const list: UpstreamEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

describe.each([['sse'], ['websocket']] as const)('openUpstream over %s', (protocol) => {
  const settings: UpstreamSettings = { protocol };

  it('gives each event and then ends, with the caller\'s Authorization', async () => {
    const { url, heard } = await subgraph(protocol);
    const events = await all(openUpstream('counts', url, settings).events(request('subscription ($to: Int!) { count(to: $to) }', { variables: { to: 3 } })));
    expect(events).toEqual([1, 2, 3].map((count) => ({ data: { count } })));
    expect(heard.headers.at(-1)?.authorization).toBe('Bearer x');
    if (protocol === 'websocket') expect(heard.params).toEqual([{ Authorization: 'Bearer x', authorization: 'Bearer x' }]);
  });

  it('gives what the subgraph says of an operation that it does not run', async () => {
    const { url } = await subgraph(protocol);
    const [event, ...others] = await all(openUpstream('counts', url, settings).events(request('subscription { fail }')));
    expect(event).toMatchObject({ errors: [{ message: 'no such thing' }] });
    expect(others).toEqual([]);
  });

  it('lets the subgraph go when the subscriber leaves', async () => {
    const { url, heard } = await subgraph(protocol);
    const leaving = new AbortController();
    const events = openUpstream('counts', url, settings).events(request('subscription { endless }', { signal: leaving.signal }));
    let seen = 0;
    for await (const _ of events) if ((seen += 1) === 2) leaving.abort();
    expect(seen).toBe(2);
    for (let tries = 0; heard.stopped === 0 && tries < 100; tries += 1) await sleep(20);
    expect(heard.stopped).toBe(1);
  });

  it('lets the subgraph go when the reader stops reading', async () => {
    const { url, heard } = await subgraph(protocol);
    for await (const _ of openUpstream('counts', url, settings).events(request('subscription { endless }'))) break;
    for (let tries = 0; heard.stopped === 0 && tries < 100; tries += 1) await sleep(20);
    expect(heard.stopped).toBe(1);
  });

  it('says so when the connection breaks', async () => {
    const { url, sockets } = await subgraph(protocol);
    const reading = (async () => {
      for await (const _ of openUpstream('counts', url, settings).events(request('subscription { endless }'))) for (const socket of sockets) socket.destroy();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('gives a burst whole to a slow reader, who holds the subgraph up', async () => {
    const { url } = await subgraph(protocol);
    const upstream = openUpstream('counts', url, { ...settings, limits: { queue: 10 } });
    const counts: number[] = [];
    for await (const { data } of upstream.events(request('subscription { count(to: 5000) }'))) {
      counts.push((data as { count: number }).count);
      if (counts.length % 1_000 === 0) await sleep(20);
    }
    expect(counts).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
  });

  it('ends a subscription of which more comes at once than may wait, or whose events are too long', async () => {
    const { url } = await subgraph(protocol);
    const slow = (async () => {
      for await (const _ of openUpstream('counts', url, { ...settings, limits: { queue: 10, mostWaiting: 20 } }).events(request('subscription { flood }'))) await sleep(50);
    })();
    await expect(slow).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', message: expect.stringContaining('faster') as string });
    const long = all(openUpstream('counts', url, { ...settings, limits: { maxEventBytes: 50 } }).events(request('subscription { flood }')));
    await expect(long).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('says so where nothing is served', async () => {
    const { url } = await subgraph(protocol === 'sse' ? 'websocket' : 'sse');
    await expect(all(openUpstream('counts', url, settings).events(request('subscription { count(to: 1) }')))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', message: expect.stringContaining('does not serve') as string });
  });
});

describe('openUpstream', () => {
  it('finds the protocol and remembers it', async () => {
    const { url, heard } = await subgraph('websocket');
    const upstream = openUpstream('counts', url);
    for (let i = 0; i < 2; i += 1) expect(await all(upstream.events(request('subscription { count(to: 1) }')))).toEqual([{ data: { count: 1 } }]);
    expect(heard.params).toHaveLength(2);
    expect(heard.headers.filter(({ accept }) => accept === 'text/event-stream')).toHaveLength(1);
  });

  it('gives what the subgraph says in place of a stream', async () => {
    const { url, server } = await subgraph();
    server.removeAllListeners('request').on('request', (_request, response) => void response.writeHead(400, { 'content-type': 'application/graphql-response+json' }).end('{"errors":[{"message":"not for you","extensions":{"code":"FORBIDDEN"}}]}'));
    expect(await all(openUpstream('counts', url).events(request('subscription { count(to: 1) }')))).toEqual([{ data: null, errors: [{ message: 'not for you', extensions: { code: 'FORBIDDEN' } }] }]);
  });

  it('says so where nobody is', async () => {
    const { url, server, sockets } = await subgraph('sse');
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    await expect(all(openUpstream('counts', url).events(request('subscription { count(to: 1) }')))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});
