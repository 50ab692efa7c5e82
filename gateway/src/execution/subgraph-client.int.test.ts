import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSubgraphClient, defaultSubgraphClientSettings } from './subgraph-client.ts';
import type { SubgraphCall, SubgraphClient } from './subgraph-client.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const open: { server: Server; client: SubgraphClient }[] = [];
afterEach(async () => {
  for (const { server, client } of open.splice(0)) {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** @returns what was asked of the server, and how to ask */
async function setUp(handle: Handler) {
  const server = createServer((request, response) => {
    asked.count += 1;
    asked.sockets.add(request.socket.remotePort);
    handle(request, response);
  });
  const asked = { count: 0, sockets: new Set<number | undefined>() };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = createSubgraphClient('voice', `http://127.0.0.1:${port}/graphql`, { ...defaultSubgraphClientSettings, maxReplyBytes: 100_000 });
  open.push({ server, client });
  const call = (options: Partial<SubgraphCall> = {}) => client.call({ body: '{}', headers: {}, mayRetry: true, deadline: Date.now() + 5_000, signal: null, ...options });
  return { asked, call, server };
}

const ok: Handler = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"a":1}}');

describe('a call to a subgraph', () => {
  it('keeps its connections', async () => {
    const { asked, call } = await setUp(ok);
    for (let count = 0; count < 30; count += 1) expect(await call()).toEqual({ data: { a: 1 } });
    expect(asked.sockets.size).toBeLessThanOrEqual(3);
  });

  it('is tried again when the connection breaks, if it is a read', async () => {
    let breaks = 2;
    const handle: Handler = (request, response) => {
      breaks -= 1;
      if (breaks >= 0) request.socket.destroy();
      else ok(request, response);
    };
    const { asked, call } = await setUp(handle);
    expect(await call()).toEqual({ data: { a: 1 } });
    expect(asked.count).toBe(3);
  });

  it('is made once when it is a change', async () => {
    const { asked, call } = await setUp((request) => void request.socket.destroy());
    await expect(call({ mayRetry: false })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', message: 'The voice service does not answer.' });
    expect(asked.count).toBe(1);
  });

  it('gives up after three tries', async () => {
    const { asked, call } = await setUp((request) => void request.socket.destroy());
    await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(asked.count).toBe(3);
  });

  it('is not tried again when the subgraph answered, however badly', async () => {
    const { asked, call } = await setUp((_request, response) => void response.writeHead(500).end('no'));
    await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', message: 'The voice service gave no valid answer.' });
    expect(asked.count).toBe(1);
  });

  it('reads errors whatever the HTTP status', async () => {
    const { call } = await setUp((_request, response) => void response.writeHead(401).end('{"errors":[{"message":"no"}]}'));
    expect(await call()).toEqual({ errors: [{ message: 'no' }] });
  });

  it.each<[string, Handler]>([
    ['never answers', () => undefined],
    ['never ends its answer', (_request, response) => void response.writeHead(200).write('{"data":')],
  ])('ends at the deadline when the subgraph %s', async (_, handle) => {
    const { call } = await setUp(handle);
    const started = performance.now();
    await expect(call({ deadline: Date.now() + 150 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('reads no answer beyond the limit', async () => {
    let written = 0;
    const { call } = await setUp((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000))) written += 10_000;
      };
      response.on('drain', more);
      more();
    });
    await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', message: expect.stringContaining('too much') });
    expect(written).toBeLessThan(20_000_000);
  });

  it('ends when nobody wants it any more', async () => {
    const { call } = await setUp(() => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const started = performance.now();
    await expect(call({ signal: controller.signal })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('fails soon when nobody listens', async () => {
    const { call, server } = await setUp(ok);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const started = performance.now();
    await expect(call()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
