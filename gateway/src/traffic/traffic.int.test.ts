import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { createLogger, createMetrics } from '@dra/service';
import { parse } from 'graphql';
import '../testing/env.ts';
import { createBareGateway } from '../bare/bare-gateway.ts';
import type { BareGateway } from '../bare/bare-gateway.ts';
import { gatewayConfig } from '../config/gateway-config.ts';
import { writeTrustedDocuments } from './documents/trusted-documents.ts';

const typeDefs = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective", "@listSize"])
    @link(url: "https://dr-assistant.example/caching/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query { drugs(first: Int = 5): [Drug!]! @cacheControl(maxAge: 60, scope: PUBLIC) @listSize(slicingArguments: ["first"]) who: String counted: Int }
  type Drug @cacheControl(maxAge: 60, scope: PUBLIC) { name: String! }
`;

/** Every hook that a configuration switches on, in a gateway that really listens, over a subgraph that really is asked. */
describe('traffic, through the front', () => {
  let subgraph: Server;
  let asked = 0;
  /** Replies wait for it. */
  let gate: Promise<void> = Promise.resolve();
  const shut = (): (() => void) => {
    let release: () => void = () => undefined;
    gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  };
  const untilAsked = async (times: number) => {
    while (asked < times) await sleep(2);
  };
  let sdl: string;
  let folder: string;
  const running: BareGateway[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'traffic-'));
    subgraph = createServer((request, response) => {
      asked += 1;
      const number = asked;
      request.resume().once('end', () => {
        void gate.then(() => {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ data: { drugs: [{ name: `answer ${number}` }], who: String(request.headers.authorization ?? 'nobody'), counted: number } }));
        });
      });
    });
    await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(subgraph.address() as AddressInfo).port}/graphql`;
    sdl = composeServices([{ name: 'formulary', url, typeDefs: parse(typeDefs) }]).supergraphSdl ?? '';
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });
  afterAll(async () => {
    subgraph.closeAllConnections();
    await new Promise((resolve) => subgraph.close(resolve));
    await rm(folder, { recursive: true });
  });

  const gateway = async (traffic: object) => {
    const metrics = createMetrics('test', { defaults: false });
    const one = await createBareGateway({ supergraphSdl: sdl, config: gatewayConfig.parse({ traffic }), logger: createLogger({ name: 'test', level: 'silent' }), metrics });
    running.push(one);
    const url = `http://127.0.0.1:${await one.front.listen(0, '127.0.0.1')}/graphql`;
    const reply = async (response: Response) => {
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, code: (text === '' ? undefined : (JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] }))?.errors?.[0]?.extensions?.code };
    };
    const post = async (query: string, headers: Record<string, string> = {}) =>
      reply(await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) }));
    const get = async (query: string, headers: Record<string, string> = {}) => reply(await fetch(`${url}?query=${encodeURIComponent(query)}`, { headers: { accept: 'application/json', ...headers } }));
    return { post, get, metrics };
  };

  it('refuses too many with 429, on the long path and on the short', async () => {
    const { post } = await gateway({ rateLimits: { address: { limit: 3, windowSeconds: 86_400 } } });
    const replies = [];
    for (let index = 0; index < 5; index += 1) replies.push(await post('{ who }'));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(replies.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0', '0']);
    expect(replies[4]?.code).toBe('RATE_LIMITED');
    expect(Number(replies[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('refuses what costs too much before any subgraph is asked', async () => {
    const { post } = await gateway({ demand: { mode: 'enforce', max: 10 } });
    const before = asked;
    for (let times = 0; times < 2; times += 1) expect(await post('{ drugs(first: 11) { name } }')).toMatchObject({ status: 400, code: 'COST_ESTIMATED_TOO_EXPENSIVE' });
    expect(asked).toBe(before);
    expect((await post('{ drugs(first: 10) { name } }')).status).toBe(200);
  });

  it('remembers what may be shared, and gives a GET what caches want', async () => {
    const { get, post } = await gateway({ cache: {} });
    const first = await get('{ drugs { name } }');
    expect(first.headers.get('cache-status')).toBe('dra-gateway; fwd=miss; stored');
    const again = await get('{ drugs { name } }');
    expect(again.text).toBe(first.text);
    expect(again.headers.get('cache-status')).toMatch(/^dra-gateway; hit; ttl=(60|59)$/);
    expect(again.headers.get('cache-control')).toBe('public, max-age=60');
    expect((await get('{ drugs { name } }', { 'if-none-match': again.headers.get('etag') ?? '' })).status).toBe(304);
    expect((await post('{ drugs { name } }')).text).toBe(first.text);
    expect((await post('{ drugs { name } }', { authorization: 'Bearer x' })).text).not.toBe(first.text);
  });

  it('makes identical queries of nobody in particular once, and nobody else\'s', async () => {
    const { post, metrics } = await gateway({ cache: { collapse: 'anonymous' } });
    await post('{ counted }');
    const before = asked;
    const release = shut();
    const asking = Array.from({ length: 40 }, () => post('{ counted }'));
    await untilAsked(before + 1);
    await sleep(50);
    release();
    const replies = await Promise.all(asking);
    expect(asked - before).toBeLessThan(40);
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(await metrics.registry.metrics()).toMatch(/cache="response",result="collapsed",service="test"} [1-9]/);
    const own = await Promise.all(Array.from({ length: 20 }, (_, index) => post('{ who }', { authorization: `Bearer ${index}` })));
    expect(new Set(own.map(({ text }) => text)).size).toBe(20);
  });

  it('answers nothing but trusted documents, by hash or in full', async () => {
    const manifest = join(folder, 'trusted.json');
    await writeFile(manifest, writeTrustedDocuments([{ name: 'Who', type: 'query', text: 'query Who { who }' }]));
    const { post } = await gateway({ documents: { trusted: { manifest } } });
    expect((await post('query Who { who }')).status).toBe(200);
    for (let times = 0; times < 2; times += 1) expect(await post('{ who }')).toMatchObject({ status: 400, code: 'PERSISTED_QUERY_NOT_IN_LIST' });
  });

  it('sheds what is less urgent when there is more to do than it can', async () => {
    const { post } = await gateway({ shedding: { maxConcurrent: 1, maxQueued: 0 } });
    await post('{ who }');
    const release = shut();
    const before = asked;
    const first = post('{ who }');
    await untilAsked(before + 1);
    const second = await post('{ who }');
    expect(second).toMatchObject({ status: 503, code: 'OVERLOADED' });
    expect(second.headers.get('retry-after')).toBe('2');
    release();
    expect((await first).status).toBe(200);
    expect((await post('{ who }')).status).toBe(200);
  });
});
