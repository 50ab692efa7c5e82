import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { SubgraphRequest } from './contract.ts';
import { createSubgraphClient } from './subgraph-client.ts';
import type { SubgraphSettings, WatchedSubgraphClient } from './subgraph-client.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const closed = (server: Server | TcpServer, sockets: Set<Socket>) => () =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });

async function listening(server: Server | TcpServer): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(closed(server, sockets));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?a=1`;
}

const overHttp = (listener: RequestListener) => listening(createHttpServer(listener));

/** A peer that writes what it likes for each request it reads. */
const overTcp = (answer: (socket: Socket, count: number) => void) => {
  let count = 0;
  return listening(
    createTcpServer((socket) => {
      socket.on('data', () => answer(socket, (count += 1)));
    }),
  );
};

function client(url: string, settings: Partial<SubgraphSettings> = {}): WatchedSubgraphClient {
  const made = createSubgraphClient('books', url, settings);
  cleanups.push(() => made.close());
  return made;
}

const request = (more: Partial<SubgraphRequest> = {}): SubgraphRequest => ({ body: '{"query":"{a}"}', headers: {}, kind: 'query', deadline: Date.now() + 5_000, signal: null, ...more });

async function bodyOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

const json = (response: ServerResponse, text: string, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(text);

describe('createSubgraphClient', () => {
  it('sends body and headers, and gives status, headers and text', async () => {
    const url = await overHttp((message, response) => {
      void bodyOf(message).then((body) => json(response, JSON.stringify({ path: message.url, method: message.method, body, who: message.headers.authorization, kind: message.headers['content-type'] }), 207));
    });
    const body = JSON.stringify({ query: '{ größe(a: "日本") }' });
    const reply = await client(url).send(request({ body, headers: { authorization: 'Bearer x' } }));
    expect(reply.status).toBe(207);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(JSON.parse(reply.text)).toEqual({ path: '/graphql?a=1', method: 'POST', body, who: 'Bearer x', kind: 'application/json' });
  });

  it('leaves out a header that would end the head early', async () => {
    const url = await overHttp((message, response) => json(response, JSON.stringify(Object.keys(message.headers))));
    const { text } = await client(url).send(request({ headers: { 'x-a': 'b\r\nx-evil: 1', 'x-b': 'ok' } }));
    expect(JSON.parse(text)).toEqual(expect.arrayContaining(['x-b']));
    expect(text).not.toContain('x-evil');
  });

  it('reads long, chunked and packed replies', async () => {
    const long = JSON.stringify({ data: 'é'.repeat(300_000) });
    const url = await overHttp((message, response) => {
      const wanted = message.headers['x-as'];
      if (wanted === 'gzip') response.setHeader('content-encoding', 'gzip').end(gzipSync(long));
      else if (wanted === 'br') response.setHeader('content-encoding', 'br').end(brotliCompressSync(long));
      else if (wanted === 'chunks') {
        const bytes = Buffer.from(long);
        for (let at = 0; at < bytes.length; at += 77_777) response.write(bytes.subarray(at, at + 77_777));
        response.end();
      } else response.end(long);
    });
    const books = client(url, { compressed: true });
    for (const as of ['plain', 'chunks', 'gzip', 'br']) expect((await books.send(request({ headers: { 'x-as': as } }))).text === long).toBe(true);
  });

  it('uses a connection again, and one each for requests at once', async () => {
    const sockets = new Set<Socket>();
    const url = await overHttp((message, response) => {
      sockets.add(message.socket);
      setTimeout(() => json(response, '{}'), 20);
    });
    const books = client(url);
    for (let i = 0; i < 5; i += 1) await books.send(request());
    expect(sockets.size).toBe(1);
    await Promise.all(Array.from({ length: 8 }, () => books.send(request())));
    expect(sockets.size).toBe(8);
  });

  it('ends at the deadline, and frees the connection of what comes too late', async () => {
    const url = await overHttp(() => undefined);
    const books = client(url);
    await expect(books.send(request({ deadline: Date.now() + 50 }))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(books.state()).toMatchObject({ busy: 0, idle: 0, queued: 0 });
  });

  it('cancels down to the subgraph when the client leaves', async () => {
    const gone = Promise.withResolvers<void>();
    const url = await overHttp((message) => message.socket.once('close', () => gone.resolve()));
    const leaving = new AbortController();
    const pending = client(url).send(request({ signal: leaving.signal }));
    setTimeout(() => leaving.abort(), 50);
    await expect(pending).rejects.toMatchObject({ code: 'CANCELLED' });
    await gone.promise;
  });

  it('refuses what the queue cannot hold, and cancels what waits in it', async () => {
    const url = await overHttp(() => undefined);
    const books = client(url, { connections: 1, queue: 1 });
    const leaving = new AbortController();
    const first = books.send(request({ deadline: Date.now() + 300 }));
    const second = books.send(request({ signal: leaving.signal }));
    await expect(books.send(request())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    leaving.abort();
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(first).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  it('serves the queue as connections come free, and after one broke', async () => {
    let count = 0;
    const url = await overHttp((message, response) => {
      count += 1;
      if (count === 2) message.socket.destroy();
      else json(response, String(count));
    });
    const books = client(url, { connections: 1, attempts: 1 });
    const ends = await Promise.allSettled([1, 2, 3, 4].map(() => books.send(request())));
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('tries a read again where the connection broke or the service cannot answer now, and sends a change once', async () => {
    let count = 0;
    const url = await overHttp((message, response) => {
      count += 1;
      if (count === 1) message.socket.destroy();
      else if (count === 2) json(response, 'not now', 503);
      else json(response, '{"data":{}}');
    });
    const books = client(url);
    expect((await books.send(request())).text).toBe('{"data":{}}');
    expect(count).toBe(3);
    count = 0;
    await expect(books.send(request({ kind: 'mutation' }))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(count).toBe(1);
  });

  it('takes a new connection at once where the server had closed the kept one', async () => {
    const url = await overTcp((socket, count) => {
      if (count === 2) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
    const books = client(url, { retryShare: 0 });
    await books.send(request());
    expect((await books.send(request())).text).toBe('ok');
    expect(books.state().breaker).toBe('closed');
  });

  it('stops trying again when the budget is used up', async () => {
    let count = 0;
    const url = await overTcp((socket) => {
      count += 1;
      socket.destroy();
    });
    const books = client(url, { retryShare: 0, breaker: null });
    for (let i = 0; i < 10; i += 1) await expect(books.send(request())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(count).toBe(20);
  });

  it.each([
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
    ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['a length beside chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nabc'],
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['an unknown packing', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-encoding: zstd\r\n\r\nabc'],
    ['a false packing', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-encoding: gzip\r\n\r\nabc'],
  ])('says of %s that the service does not answer', async (_, text) => {
    const url = await overTcp((socket) => socket.end(text));
    await expect(client(url, { attempts: 1 }).send(request())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('reads over an interim answer, and trusts nothing behind a reply', async () => {
    const url = await overTcp((socket) => socket.write('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil'));
    const books = client(url);
    expect((await books.send(request())).text).toBe('ok');
    expect((await books.send(request())).text).toBe('ok');
  });

  it('does not read a reply over the limit to its end: long, endless, or a bomb', async () => {
    const url = await overHttp((message, response) => {
      const wanted = message.headers['x-as'];
      if (wanted === 'long') response.end('a'.repeat(50_000));
      else if (wanted === 'bomb') response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(5_000_000)));
      else {
        const timer = setInterval(() => response.write('a'.repeat(5_000)), 1);
        response.once('close', () => clearInterval(timer));
      }
    });
    const books = client(url, { maxReplyBytes: 20_000 });
    for (const as of ['long', 'bomb', 'endless']) {
      await expect(books.send(request({ headers: { 'x-as': as } }))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', message: expect.stringContaining('ask for less') as string });
    }
    expect(books.state().retries).toBe(0);
  });

  it('leaves a failing service alone, and comes back to it', async () => {
    let well = false;
    let count = 0;
    const url = await overHttp((message, response) => {
      count += 1;
      if (well) json(response, 'well');
      else message.socket.destroy();
    });
    const books = client(url, { attempts: 1, breaker: { failures: 0.5, windowMs: 1_000, minimumRps: 5, restMs: 200, longestRestMs: 200, patienceMs: 1_000 } });
    for (let i = 0; i < 20; i += 1) await books.send(request()).catch(() => undefined);
    expect(books.state().breaker).toBe('open');
    const asked = count;
    await expect(books.send(request())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE', message: expect.stringContaining('left alone') as string });
    expect(count).toBe(asked);
    well = true;
    await sleep(300);
    expect((await books.send(request())).text).toBe('well');
    expect(books.state().breaker).toBe('closed');
  });

  it('is not put off by clients that give no time', async () => {
    const url = await overHttp((_message, response) => setTimeout(() => json(response, 'late'), 30));
    const books = client(url, { breaker: { failures: 0.1, windowMs: 1_000, minimumRps: 1, restMs: 5_000, longestRestMs: 5_000, patienceMs: 1_000 } });
    for (let i = 0; i < 20; i += 1) await books.send(request({ deadline: Date.now() + 1 })).catch(() => undefined);
    expect((await books.send(request())).text).toBe('late');
  });

  describe('over TLS', () => {
    const pem = (name: string) => readFileSync(join(__dirname, 'fixtures', `localhost.${name}.pem`), 'utf8');
    const secret = { cert: pem('cert'), key: pem('key') };
    const echo = (message: IncomingMessage, response: ServerResponse) => {
      void bodyOf(message).then((body) => response.end(`${message.httpVersion} ${body}`));
    };

    it('speaks HTTP/1.1', async () => {
      const url = (await listening(createHttpsServer(secret, echo))).replace('http:', 'https:').replace('127.0.0.1', 'localhost');
      const books = client(url, { tls: { ca: secret.cert } });
      expect((await Promise.all([1, 2, 3].map((n) => books.send(request({ body: String(n) }))))).map(({ text }) => text)).toEqual(['1.1 1', '1.1 2', '1.1 3']);
    });

    it('speaks HTTP/2 where it is told to', async () => {
      const url = (await listening(createSecureServer(secret, echo as never) as unknown as Server)).replace('http:', 'https:').replace('127.0.0.1', 'localhost');
      const books = client(url, { http2: true, tls: { ca: secret.cert } });
      expect((await Promise.all([1, 2, 3].map((n) => books.send(request({ body: String(n) }))))).map(({ text }) => text)).toEqual(['2.0 1', '2.0 2', '2.0 3']);
      await expect(books.send(request({ deadline: Date.now() - 1 }))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    });

    it('trusts nobody it was not told to trust', async () => {
      const url = (await listening(createHttpsServer(secret, echo))).replace('http:', 'https:');
      await expect(client(url, { attempts: 1 }).send(request())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    });
  });

  it('says so where nobody listens, and of an address that is none', async () => {
    const url = await overHttp(() => undefined);
    for (const clean of cleanups.splice(0)) await clean();
    await expect(client(url, { attempts: 1 }).send(request())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect(() => createSubgraphClient('books', 'ftp://x')).toThrow(TypeError);
  });

  it('cuts off what runs when it is closed', async () => {
    const url = await overHttp(() => undefined);
    const books = createSubgraphClient('books', url);
    const pending = books.send(request({ kind: 'mutation' }));
    const refused = expect(pending).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    await books.close();
    await refused;
    await expect(books.send(request())).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });
});
