import { connectNats, notifyChanged } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createLogger } from '@dra/service';
import { persona, testNats } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createNatsFeed } from './subscriptions/nats-feed.ts';
import type { ChangeFeed } from './subscriptions/change-feed.ts';
import { startTestGateway } from './testing/test-gateway.ts';
import type { TestGateway } from './testing/test-gateway.ts';
import { patientIds } from './testing/test-subgraphs.ts';

const id = patientIds[0];
const uuid = id.slice(4);
const query = `subscription($id: ID!) { patient(id: $id) { id name } }`;
const logger = createLogger({ name: 'test', level: 'silent' });

let nats: TestNats;
let publisher: Nats;
let feed: ChangeFeed;
let t: TestGateway;
beforeAll(async () => {
  nats = await testNats();
  publisher = await connectNats({ url: nats.url, name: 'test-publisher', logger });
  feed = createNatsFeed({ url: nats.url, name: 'test-gateway', logger });
  t = await startTestGateway({
    feed,
    streamLimits: { perUser: 3, total: 10 },
    timings: { live: { coalesceMs: 20, pollMs: 200, safetyMs: 60_000 }, sse: { heartbeatMs: 50 }, webSocket: { heartbeatMs: 50 } },
  });
  await until(() => feed.connected());
});
afterAll(async () => {
  await t.stop();
  await feed.close();
  await publisher.close();
  await nats.stop();
});

type Result = { data?: { patient: { name: string } | null } | null; errors?: { extensions: Record<string, unknown> }[] };
type Opened = { next(): Promise<Result | 'complete'>; close(): void };

/** The two transports, each with the client library that others would use. */
const transports: Record<string, (token: string) => Opened> = {
  'server-sent events': (token) => {
    const client = createSseClient({ url: `${t.url}/stream`, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
    return opened((sink) => client.subscribe({ query, variables: { id } }, sink as never), () => client.dispose());
  },
  'a WebSocket': (token) => {
    const client = createWsClient({
      url: t.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    return opened((sink) => client.subscribe({ query, variables: { id } }, sink as never), () => void client.dispose());
  },
};

function opened(subscribe: (sink: { next(result: Result): void; error(error: unknown): void; complete(): void }) => () => void, dispose: () => void): Opened {
  const queue: (Result | 'complete' | { thrown: unknown })[] = [];
  let wake: (() => void) | null = null;
  const push = (one: (typeof queue)[number]) => {
    queue.push(one);
    wake?.();
  };
  const unsubscribe = subscribe({ next: push, error: (thrown) => push({ thrown }), complete: () => push('complete') });
  return {
    next: async () => {
      while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const one = queue.shift() as (typeof queue)[number];
      if (typeof one === 'object' && 'thrown' in one) throw one.thrown;
      return one;
    },
    close: () => {
      unsubscribe();
      dispose();
    },
  };
}

async function until(holds: () => boolean, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came about');
    await sleep(10);
  }
}

const nameIn = (result: Result | 'complete') => (result === 'complete' ? result : result.data?.patient?.name);
const rename = (name: string) => t.subgraphs.names.set(id, name);
const notify = (tenant = 'demo', changed = uuid) => notifyChanged(publisher, { tenant, type: 'Patient', id: changed });
const tokenOf = (ttlSeconds = 600, tenant = 'demo', userId: string = crypto.randomUUID()) => persona('CLINICIAN', tenant, userId).callerToken({ ttlSeconds });

describe.each(Object.entries(transports))('over %s', (_, open) => {
  it('answers at once, and again on each change, with the subscriber\'s rights', async () => {
    rename('first');
    const stream = open(await tokenOf());
    expect(nameIn(await stream.next())).toBe('first');
    rename('second');
    notify();
    expect(nameIn(await stream.next())).toBe('second');
    expect(t.subgraphs.seen.at(-1)?.query).toMatch(/^query/);
    // Far longer than a heartbeat: what keeps the connection alive is no result.
    await sleep(200);
    rename('third');
    notify();
    expect(nameIn(await stream.next())).toBe('third');
    stream.close();
  });

  it('hears nothing of another tenant\'s changes, nor of another thing\'s', async () => {
    rename('quiet');
    const stream = open(await tokenOf());
    await stream.next();
    const asked = t.subgraphs.seen.length;
    notify('demo-b');
    notify('demo', crypto.randomUUID());
    await sleep(150);
    expect(t.subgraphs.seen.length).toBe(asked);
    stream.close();
  });

  it('shows another tenant\'s thing as NOT_FOUND, and ends', async () => {
    const stream = open(await tokenOf(600, 'demo-b'));
    expect(await stream.next()).toMatchObject({ data: { patient: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(await stream.next()).toBe('complete');
    stream.close();
  });

  it('ends with UNAUTHENTICATED when the token does', async () => {
    const stream = open(await tokenOf(4));
    await stream.next();
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(await stream.next()).toBe('complete');
    stream.close();
  });

  it('limits the streams of one user', async () => {
    const token = await tokenOf(600, 'demo', 'dr.busy');
    const streams = [open(token), open(token), open(token)];
    for (const stream of streams) await stream.next();
    const fourth = open(token);
    const refused = await fourth.next().catch((error: unknown) => error);
    expect(JSON.stringify(refused) + String(refused)).toMatch(/RATE_LIMITED|429/);
    for (const stream of [...streams, fourth]) stream.close();
    await sleep(100);
    const again = open(token);
    expect(nameIn(await again.next())).toBeDefined();
    again.close();
  });

  it('goes on while NATS is away, and catches up when it is back', async () => {
    rename('before');
    const stream = open(await tokenOf());
    await stream.next();
    await nats.kill();
    await until(() => !feed.connected());
    rename('while away');
    expect(nameIn(await stream.next())).toBe('while away');
    await nats.restart();
    await until(() => feed.connected(), 20_000);
    let back = false;
    publisher.onReconnect(() => (back = true));
    await publisher.check().then(() => (back = true), () => undefined);
    await until(() => back, 20_000);
    rename('after');
    notify();
    expect(nameIn(await stream.next())).toBe('after');
    stream.close();
  });
});

describe('server-sent events on /graphql', () => {
  const ask = (accept: string, body: unknown, token?: string) =>
    fetch(t.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });

  it('serves who takes events; a query is one event and the end', async () => {
    const response = await ask('text/event-stream', { query: '{ patients { id } }' }, await tokenOf());
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(await response.text()).toMatch(/^(?::\n\n)*event: next\ndata: \{"data":\{"patients".*\n\n(?::\n\n)*event: complete\ndata:\n\n$/);
  });

  it('gives JSON for a query to who takes both', async () => {
    const response = await ask('application/json, text/event-stream', { query: '{ patients { id } }' }, await tokenOf());
    expect(response.headers.get('content-type')).toContain('application/json');
    await response.text();
  });

  it.each([
    ['no token', { query: 'subscription { patient(id: "x") { id } }' }, false, 401, 'UNAUTHENTICATED'],
    ['an unknown field', { query: 'subscription { patientz(id: "x") { id } }' }, true, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', { query: `subscription { a: patient(id: "x") { id } b: patient(id: "y") { id } }` }, true, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['what is not GraphQL', { query: 'subscription {' }, true, 400, 'GRAPHQL_PARSE_FAILED'],
    ['no document', {}, true, 400, 'BAD_REQUEST'],
    ['ten thousand levels', { query: `subscription ${'{a'.repeat(10_000)}${'}'.repeat(10_000)}` }, true, 400, 'QUERY_TOO_COMPLEX'],
  ])('%s is an ordinary HTTP error', async (_, body, withToken, status, code) => {
    const response = await ask('text/event-stream', body, withToken ? await tokenOf() : undefined);
    expect([response.status, await response.json()]).toMatchObject([status, { errors: [{ extensions: { code } }] }]);
  });
});

describe('a WebSocket', () => {
  const closeOf = (payload: unknown, messages: unknown[] = []) =>
    new Promise<{ code: number; reason: string; received: string[] }>((resolve) => {
      const socket = new WebSocket(t.url.replace('http', 'ws'), 'graphql-transport-ws');
      const received: string[] = [];
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', ...(payload ? { payload } : {}) })));
      socket.on('message', (data) => {
        received.push(String(data));
        const message = messages.shift();
        if (message !== undefined) socket.send(typeof message === 'string' ? message : JSON.stringify(message));
      });
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason), received }));
    });

  it.each([
    ['no token', undefined],
    ['garbage', { Authorization: 'Bearer a.b.c' }],
    ['a token in another place', { token: 'Bearer a.b.c' }],
  ])('with %s is closed as Unauthorized, with the reason', async (_, payload) => {
    const { code, reason } = await closeOf(payload);
    expect(code).toBe(4401);
    expect(reason).toMatch(/^UNAUTHENTICATED: /);
  });

  it('answers queries and mutations too, and refuses what is wrong by code', async () => {
    const Authorization = `Bearer ${await tokenOf()}`;
    const { received, code } = await closeOf({ Authorization }, [
      { id: '1', type: 'subscribe', payload: { query: '{ patients { id } }' } },
      { id: '2', type: 'subscribe', payload: { query: `subscription ${'{a'.repeat(10_000)}` } },
      { id: '3', type: 'subscribe', payload: { query: '{ unknown }' } },
      'not JSON',
    ]);
    expect(received.join('\n')).toMatch(/"id":"1".*"data":\{"patients"/);
    expect(received.join('\n')).toMatch(/"id":"2".*QUERY_TOO_COMPLEX/);
    expect(code).toBe(4400);
  });

  it('is closed with 4401 soon after its token ended', async () => {
    const { code, reason } = await closeOf({ Authorization: `Bearer ${await tokenOf(1)}` });
    expect([code, reason]).toEqual([4401, 'UNAUTHENTICATED: the token has expired']);
  });
});
