import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestFront } from './testing/test-front.ts';
import type { TestFront } from './testing/test-front.ts';

let t: TestFront;
beforeAll(async () => {
  t = await startTestFront({ settings: { heartbeatMs: 40 } });
});
afterAll(() => t.stop());

const query = 'query($on: Boolean = true) { products { name ... @defer(if: $on, label: "later") { reviews { stars } } } }';
const accept = 'multipart/mixed;deferSpec=20220824, application/json';

/** The parts' JSON, as a client that splits at the boundary reads them. */
const partsOf = (text: string) =>
  text
    .split('\r\n---')
    .slice(1)
    .filter((part) => part !== '--\r\n' && part !== '--')
    .map((part) => JSON.parse(part.slice(part.indexOf('\r\n\r\n') + 4)) as { data?: unknown; incremental?: { path: unknown[]; data: unknown; label?: string }[]; hasNext: boolean });

it.each(['the first time', 'known'])('a deferred part comes after the rest (%s)', async () => {
  const { status, headers, text } = await t.post({ query }, { accept });
  expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([200, 'multipart/mixed; boundary="-"; deferSpec=20220824', null]);
  expect(text.startsWith('\r\n---\r\ncontent-type: application/json; charset=utf-8\r\n\r\n{')).toBe(true);
  expect(text.endsWith('\r\n-----\r\n')).toBe(true);
  const parts = partsOf(text);
  expect(parts[0]).toEqual({ data: { products: [{ name: 'Lamp' }, { name: 'Chair' }] }, hasNext: true });
  expect(parts.map(({ hasNext }) => hasNext)).toEqual([...parts.slice(1).map(() => true), false]);
  const later = parts.flatMap(({ incremental = [] }) => incremental).sort((a, b) => Number(a.path[1]) - Number(b.path[1]));
  expect(later).toEqual([
    { path: ['products', 0], label: 'later', data: { reviews: [{ stars: 1 }] } },
    { path: ['products', 1], label: 'later', data: { reviews: [{ stars: 2 }] } },
  ]);
});

it('nothing is deferred where the condition does not hold: then it is one answer', async () => {
  const { headers, body } = await t.post({ query, variables: { on: false } }, { accept });
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(body.data).toEqual({ products: [{ name: 'Lamp', reviews: [{ stars: 1 }] }, { name: 'Chair', reviews: [{ stars: 2 }] }] });
});

it.each(['application/json', '*/*', 'application/graphql-response+json', 'multipart/mixed', 'multipart/mixed;deferSpec=20990101'])('a client that takes %s only is refused before anything is asked', async (taken) => {
  for (let times = 0; times < 2; times += 1) {
    const asked = t.subgraphs.seen.length;
    const { status, body } = await t.post({ query }, { accept: taken });
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([406, 'BAD_REQUEST']);
    expect(t.subgraphs.seen.length).toBe(asked);
  }
});

it('a client that takes parts only gets one part where nothing is deferred', async () => {
  const { text } = await t.post({ query: '{ product(id: "1") { id } }' }, { accept: 'multipart/mixed;deferSpec=20220824' });
  expect(partsOf(text)).toEqual([{ data: { product: { id: '1' } }, hasNext: false }]);
});

it('a client that leaves between the parts is worked for no longer', async () => {
  const socket = connect(t.port, '127.0.0.1');
  await once(socket, 'connect');
  const body = JSON.stringify({ query: '{ products { name } ... @defer { slow(ms: 5000) } }' });
  socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\naccept: ${accept}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  for (let tries = 0; tries < 200 && !text.includes('{"hasNext":true}'); tries += 1) await sleep(10);
  // The first part is there, and signs of life that any client passes over.
  expect(text).toMatch(/"name":"Lamp"[\s\S]*"hasNext":true\}\r\n---\r\n[\s\S]*\r\n\r\n\{"hasNext":true\}\r\n---\r\n/);
  const before = t.subgraphs.cancelled.count;
  socket.destroy();
  for (let tries = 0; tries < 200 && t.subgraphs.cancelled.count === before; tries += 1) await sleep(10);
  expect(t.subgraphs.cancelled.count).toBe(before + 1);
});
