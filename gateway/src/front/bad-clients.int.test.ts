import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { startTestFront } from './testing/test-front.ts';
import type { TestFront } from './testing/test-front.ts';

let t: TestFront;
beforeAll(async () => {
  t = await startTestFront({ settings: { headersTimeoutMs: 500, requestTimeoutMs: 1_000, slowReaderMs: 500, maxUnreadBytes: 20 * 1_048_576, maxConnections: 1_500, compression: null } });
});
afterAll(() => t.stop());

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

async function open(): Promise<Socket> {
  const socket = connect(t.port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** Whatever broke it: a client that goes on writing to a closed connection is told so by an error. */
const closed = (socket: Socket) => new Promise<void>((resolve) => (socket.destroyed ? resolve() : socket.once('close', () => resolve())));

const heard = (socket: Socket): (() => string) => {
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  return () => text;
};
const head = (length: number | string, more = '') => `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${more}content-length: ${length}\r\n\r\n`;
const alive = async () => expect((await t.post({ query: '{ products { id } }' })).status).toBe(200);

it('a head that trickles in is given up', async () => {
  const socket = await open();
  const text = heard(socket);
  socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\n');
  const trickle = setInterval(() => socket.write(`x-${Math.random()}: 1\r\n`), 100);
  await closed(socket);
  clearInterval(trickle);
  expect(text()).toMatch(/^HTTP\/1\.1 408 /);
  await alive();
});

it('a body that trickles in is given up', async () => {
  const socket = await open();
  const text = heard(socket);
  socket.write(head(1_000));
  const trickle = setInterval(() => socket.write('{'), 100);
  await closed(socket);
  clearInterval(trickle);
  expect(text()).toMatch(/^HTTP\/1\.1 408 /);
  await alive();
});

it('a body of 100 MB is told why it is not read, and not kept', async () => {
  const before = process.memoryUsage().rss;
  const socket = await open();
  const text = heard(socket);
  socket.write(head(104_857_600));
  const chunk = Buffer.alloc(262_144, 'x');
  const send = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', send);
  send();
  await closed(socket);
  expect(text()).toMatch(/^HTTP\/1\.1 413 [\s\S]*REQUEST_TOO_LARGE/);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576);
  await alive();
});

it('a chunked body without end is cut off', async () => {
  const socket = await open();
  socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
  const chunk = `40000\r\n${'x'.repeat(0x40000)}\r\n`;
  const send = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', send);
  send();
  await closed(socket);
  // What we hear to the end so that a client can read why, and what lies in the kernel's buffers.
  expect(socket.bytesWritten).toBeLessThan(64 * 1_048_576);
  await alive();
});

it('a thousand idle connections cost no answer', async () => {
  for (let count = 0; count < 1_000; count += 50) await Promise.all(Array.from({ length: 50 }, () => open()));
  await alive();
});

it('a client that does not read its answers loses them', async () => {
  const characters = 8 * 1_048_576;
  const body = JSON.stringify({ query: `{ long(characters: ${characters}) }` });
  const slow = await Promise.all(Array.from({ length: 4 }, () => open()));
  const gone = slow.map(closed);
  for (const socket of slow) {
    socket.pause();
    socket.write(head(body.length) + body);
  }
  // They are more together than may wait, so one goes at once; the others when their time is over. Who does not read
  // does not hear of it, so each takes a megabyte now and then, of eight: never more, however busy this machine is.
  let lost = false;
  void Promise.race(gone).then(() => (lost = true));
  while (!lost) {
    await sleep(200);
    for (let part = 0; part < 16; part += 1) {
      for (const socket of slow) socket.read();
      await nextTurn();
    }
  }
  for (const socket of slow) socket.resume();
  const slower = await open();
  slower.pause();
  slower.write(head(body.length) + body);
  await sleep(1_500);
  let bytes = 0;
  slower.on('data', (chunk: Buffer) => (bytes += chunk.length));
  slower.resume();
  await closed(slower);
  expect(bytes).toBeLessThan(characters);
  await alive();
});

it('what is no HTTP is told so', async () => {
  const socket = await open();
  const text = heard(socket);
  socket.write('HELLO\r\n\r\n');
  await closed(socket);
  expect(text()).toMatch(/^HTTP\/1\.1 400 [\s\S]*BAD_REQUEST/);
});

it.each([
  ['two lengths', head(5, 'content-length: 6\r\n') + 'aaaaa'],
  ['a length and chunks', head(5, 'transfer-encoding: chunked\r\n') + '0\r\n\r\n'],
])('%s are refused: whoever stands in front may have read the other', async (_, bytes) => {
  const socket = await open();
  const text = heard(socket);
  socket.write(bytes);
  await closed(socket);
  expect(text()).toMatch(/^HTTP\/1\.1 400 /);
});

it('headers without end are refused', async () => {
  const socket = await open();
  const text = heard(socket);
  socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(100_000)}`);
  await closed(socket);
  expect(text()).toMatch(/^HTTP\/1\.1 431 /);
});

it('a client that leaves is not worked for any longer', async () => {
  const body = JSON.stringify({ query: '{ slow(ms: 5000) }' });
  for (let times = 1; times <= 2; times += 1) {
    const socket = await open();
    socket.write(head(body.length) + body);
    await sleep(200);
    socket.destroy();
    for (let tries = 0; tries < 100 && t.subgraphs.cancelled.count < times; tries += 1) await sleep(10);
    expect(t.subgraphs.cancelled.count).toBe(times);
  }
});

it('requests that come one behind another on one connection are answered in order', async () => {
  const socket = await open();
  const text = heard(socket);
  const bodies = ['{ slow(ms: 150) }', '{ __typename }', '{ product(id: "1") { id } }'].map((query) => JSON.stringify({ query }));
  socket.write(bodies.map((body) => head(body.length) + body).join(''));
  for (let tries = 0; tries < 200 && (text().match(/HTTP\/1\.1 200/g) ?? []).length < 3; tries += 1) await sleep(10);
  expect(text().match(/\{"data":\{"\w+"/g)).toEqual(['{"data":{"slow"', '{"data":{"__typename"', '{"data":{"product"']);
});
