import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { domainEvent } from '@dra/events';
import { PermanentFailure, connectNats, consumeEvent, ensureStreams, publish } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createLogger } from '@dra/service';
import { testNats } from '@dra/testkit';

jest.setTimeout(60_000);

let server: Awaited<ReturnType<typeof testNats>>;
let nats: Nats;

beforeAll(async () => {
  server = await testNats();
  nats = await connectNats({ url: server.url, name: 'test', logger: createLogger({ name: 'test', level: 'silent' }) });
  await ensureStreams(nats);
});
afterAll(async () => {
  await nats.close();
  await server.stop();
});

const dlq = (...args: string[]) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(__dirname, 'dlq.ts'), ...args], { env: { ...process.env, NATS_URL: server.url } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('close', (code) => resolve({ code, out, err }));
  });

test('a dead letter is listed with its reason, replayed, and gone; another is dropped', async () => {
  const broken = new Set(['one', 'two']);
  const handled: string[] = [];
  const consumption = await consumeEvent(nats, 'note-signed.v1', {
    durable: 'failing',
    handler: async ({ id }) => {
      if (broken.has(id)) throw new PermanentFailure('NOT_TODAY', 'It cannot be done.');
      handled.push(id);
    },
  });
  const ids = { tenant: 'demo', patientId: randomUUID(), encounterId: randomUUID(), noteId: randomUUID() };
  for (const id of broken) await publish(nats, { id, ...domainEvent('note-signed.v1', { ...ids, requestedBy: 'dr.test', occurredAt: new Date().toISOString(), version: 1, contentHash: 'x' }) });
  let letters: { sequence: number; messageId: string }[] = [];
  for (let tries = 0; letters.length < 2 && tries < 40; tries += 1) letters = JSON.parse((await dlq('list', '--json')).out) as typeof letters;
  expect(letters).toEqual([expect.objectContaining({ durable: 'failing', code: 'NOT_TODAY', message: 'It cannot be done.', deliveries: 1 }), expect.objectContaining({ durable: 'failing' })]);
  expect(await dlq('list', '--durable', 'other')).toMatchObject({ code: 0, out: '', err: '0 dead letters\n' });
  expect((await dlq('list')).out.split('\n')[0]).toContain('NOT_TODAY: It cannot be done.');

  broken.clear();
  const sequenceOf = (id: string) => String(letters.find(({ messageId }) => messageId === id)?.sequence);
  expect(await dlq('replay', sequenceOf('one'))).toMatchObject({ code: 0, err: '1 replayed\n' });
  expect(await dlq('drop', sequenceOf('two'))).toMatchObject({ code: 0, err: '1 dropped\n' });
  expect(await dlq('replay', sequenceOf('one'))).toMatchObject({ code: 1, err: expect.stringContaining('There is no dead letter') });
  for (let tries = 0; handled.length === 0 && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(handled).toEqual(['one']);
  await consumption.stop();
});

test.each([[[]], [['replay']], [['list', '7']], [['drop', '--all']], [['replay', 'x']], [['list', '--loud']]])('%j is not how to ask', async (args) => {
  expect(await dlq(...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^npm run -s dlq -- list/) });
});
