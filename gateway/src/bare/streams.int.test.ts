import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { createLogger } from '@dra/service';
import { parse } from 'graphql';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { WebSocket } from 'ws';
import { gatewayConfig } from '../config/gateway-config.ts';
import { createBareGateway } from './bare-gateway.ts';

const typeDefs = 'type Query { a: Int subscription: Int late: Int } type Subscription { silent: Int counted: Int }';
const issuer = 'https://identity.example';

/** Streams of a supergraph that is not ours, as a configuration has them, over a subgraph that may have nothing to say. */
describe('streams on any supergraph', () => {
  const closing: (() => Promise<unknown> | unknown)[] = [];
  let [url, strictUrl] = ['', ''];
  let leaving = { url: '', stop: async () => undefined as void };
  let tokenFor: (seconds: number) => Promise<string> = async () => '';
  /** Subscriptions of the subgraph's that are open. */
  const open = new Set<ServerResponse>();
  /** Answers what waits for it. */
  let late: (() => void) | undefined;

  const subgraph: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString())).on('end', () => {
      const { query } = JSON.parse(body) as { query: string };
      if (query.includes('late')) {
        late = () => response.setHeader('content-type', 'application/json').end('{"data":{"late":3}}');
        return;
      }
      if (!query.startsWith('subscription')) return void response.setHeader('content-type', 'application/json').end('{"data":{"a":1,"subscription":2}}');
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      open.add(response);
      response.on('close', () => open.delete(response));
      if (query.includes('counted')) response.end('event: next\ndata: {"data":{"counted":1}}\n\nevent: complete\ndata:\n\n');
    });
  };

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'streams-'));
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    await writeFile(join(folder, 'keys.json'), JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }));
    tokenFor = (seconds) => new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).setSubject('ada').setIssuer(issuer).setAudience('graph').setExpirationTime(Math.floor(Date.now() / 1_000) + seconds).sign(privateKey);
    const server = createServer(subgraph);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { supergraphSdl = '' } = composeServices([{ name: 'feed', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, typeDefs: parse(typeDefs) }]);
    const gateway = async (config: object) => {
      const one = await createBareGateway({ supergraphSdl, config: gatewayConfig.parse(config), logger: createLogger({ name: 'test', level: 'silent' }) });
      let stopped: Promise<void> | undefined;
      const stop = () => (stopped ??= one.stop());
      closing.push(stop);
      return { url: `http://127.0.0.1:${await one.front.listen(0, '127.0.0.1')}/graphql`, stop };
    };
    leaving = await gateway({});
    ({ url } = await gateway({ http: { cors: { origins: ['https://app.example'] }, headers: { 'x-frame-options': 'DENY' } }, traffic: { documents: { persistedQueries: true } } }));
    ({ url: strictUrl } = await gateway({ identity: { jwks: join(folder, 'keys.json'), issuer, audience: 'graph' } }));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
      return rm(folder, { recursive: true });
    });
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const ask = (body: object, headers: Record<string, string> = {}, at = url) =>
    fetch(at, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers }, body: JSON.stringify(body) });
  const until = async (holds: () => boolean) => {
    for (let tries = 0; !holds(); tries += 1) {
      if (tries > 500) throw new Error('it never came about');
      await sleep(10);
    }
  };
  const socket = async (connect = url) => {
    const one = new WebSocket(connect.replace('http', 'ws'), 'graphql-transport-ws');
    const messages: { type: string; id?: string; payload?: unknown }[] = [];
    one.on('message', (data) => messages.push(JSON.parse((data as Buffer).toString()) as (typeof messages)[number]));
    const closed = new Promise<number>((resolve) => one.once('close', resolve));
    await new Promise((resolve) => one.once('open', resolve));
    const send = (message: object) => one.send(JSON.stringify(message));
    send({ type: 'connection_init' });
    await until(() => messages.length === 1);
    messages.length = 0;
    return { messages, send, closed, close: () => one.terminate() };
  };

  it('carry what every answer carries: for pages of other sites, and what is configured', async () => {
    const { headers } = await ask({ query: 'subscription { counted }' }, { origin: 'https://app.example' });
    expect([headers.get('access-control-allow-origin'), headers.get('vary'), headers.get('x-frame-options')]).toEqual(['https://app.example', 'origin', 'DENY']);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  });

  it('end with the token, also while the subgraph says nothing', async () => {
    const response = await ask({ query: 'subscription { silent }' }, { authorization: `Bearer ${await tokenFor(1)}` }, strictUrl);
    expect(await response.text()).toMatch(/event: next\ndata: \{"errors":\[\{"message":"The token has expired[^\n]*"code":"UNAUTHENTICATED"[^\n]*\n\nevent: complete/);
    await until(() => open.size === 0);
  });

  it('may be named by the hash of their document', async () => {
    const query = 'subscription Kept { counted }';
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    const accept = 'multipart/mixed;subscriptionSpec=1.0, application/json';
    const unknown = await ask({ extensions: { persistedQuery } }, { accept });
    expect(await unknown.json()).toEqual({ errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
    expect(await (await ask({ query, extensions: { persistedQuery } }, { accept })).text()).toContain('{"payload":{"data":{"counted":1}}}');
    expect(await (await ask({ extensions: { persistedQuery } }, { accept })).text()).toContain('{"payload":{"data":{"counted":1}}}');
    expect(await (await ask({ extensions: { persistedQuery } })).text()).toContain('data: {"data":{"counted":1}}');
    const { messages, send, close } = await socket();
    send({ id: '1', type: 'subscribe', payload: { query: '', extensions: { persistedQuery } } });
    await until(() => messages.length === 2);
    expect(messages).toEqual([{ id: '1', type: 'next', payload: { data: { counted: 1 } } }, { id: '1', type: 'complete' }]);
    close();
  });

  it('are subscriptions, not whatever says the word', async () => {
    const accept = 'application/json, text/event-stream';
    const queried = await ask({ query: '{ subscription }' }, { accept });
    expect([queried.headers.get('content-type'), await queried.json()]).toEqual(['application/json; charset=utf-8', { data: { subscription: 2 } }]);
    const both = 'query A { a } subscription B { counted }';
    expect(await (await ask({ query: both, operationName: 'A' }, { accept })).json()).toEqual({ data: { a: 1 } });
    const subscribing = { query: 'subscription { counted }' };
    await (await ask(subscribing)).text();
    // Known by now, and still nothing that one answer could hold.
    expect((await ask(subscribing, { accept: 'application/json' })).status).toBe(400);
    expect((await ask({ query: both, operationName: 'B' }, { accept })).headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  });

  it('that come to no result end with an error over a WebSocket', async () => {
    const { messages, send, close } = await socket();
    send({ id: '1', type: 'subscribe', payload: { query: '{ nothing }' } });
    send({ id: '2', type: 'subscribe', payload: { query: 'subscription ($n: Int!) { counted @include(if: $n) }' } });
    send({ id: '3', type: 'subscribe', payload: { query: 'query ($n: Boolean!) { a @include(if: $n) }', variables: { n: 3 } } });
    send({ id: '4', type: 'subscribe', payload: { query: '{ a }', operationName: 'B' } });
    await until(() => messages.length === 4);
    await sleep(20);
    expect(messages.map(({ id, type, payload }) => [id, type, (payload as { extensions: { code: string } }[])[0]?.extensions.code]).sort()).toEqual([
      ['1', 'error', 'GRAPHQL_VALIDATION_FAILED'],
      ['2', 'error', 'GRAPHQL_VALIDATION_FAILED'],
      ['3', 'error', 'BAD_USER_INPUT'],
      ['4', 'error', 'OPERATION_RESOLUTION_FAILURE'],
    ]);
    send({ id: '1', type: 'subscribe', payload: { query: '{ a }' } });
    await until(() => messages.length === 6);
    expect(messages.slice(4)).toEqual([{ id: '1', type: 'next', payload: { data: { a: 1 } } }, { id: '1', type: 'complete' }]);
    close();
  });

  it('are let go when a client on a WebSocket says so, though the subgraph says nothing', async () => {
    const { send, close } = await socket();
    send({ id: '1', type: 'subscribe', payload: { query: 'subscription { silent }' } });
    await until(() => open.size === 1);
    send({ id: '1', type: 'complete' });
    await until(() => open.size === 0);
    close();
  });

  it('end with a word to come back when the gateway drains, and after what was begun beside them is answered', async () => {
    const { messages, send, closed } = await socket(leaving.url);
    send({ id: '1', type: 'subscribe', payload: { query: 'subscription { silent }' } });
    send({ id: '2', type: 'subscribe', payload: { query: '{ late }' } });
    await until(() => open.size === 1 && late !== undefined);
    const stopped = leaving.stop();
    await sleep(50);
    late?.();
    expect(await closed).toBe(1012);
    expect(messages).toContainEqual({ id: '2', type: 'next', payload: { data: { late: 3 } } });
    await stopped;
  });

  it('documents by hash are told to be sent in full where nobody keeps them', async () => {
    const query = '{ a }';
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    const headers = { accept: 'application/json', authorization: `Bearer ${await tokenFor(60)}` };
    const refused = await ask({ extensions: { persistedQuery } }, headers, strictUrl);
    expect([refused.status, await refused.json()]).toEqual([400, { errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }] }]);
    expect(await (await ask({ query, extensions: { persistedQuery } }, headers, strictUrl)).json()).toEqual({ data: { a: 1 } });
  });
});
