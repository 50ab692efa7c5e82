import { setTimeout as sleep } from 'node:timers/promises';
import { noteResult, resultMessage } from '@dra/events';
import type { JobSucceeded } from '@dra/events';
import { connectNats, ensureStreams, publish } from '@dra/messaging';
import type { Consumption, Nats } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import type { ObjectStore } from '@dra/objects';
import { testNats, testS3 } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { uuidv7 } from 'uuidv7';
import type { Note } from '../domain/model.ts';
import type { Deps } from '../domain/ports.ts';
import { jobOf, resultOf } from '../testing/sample-notes.ts';
import { silent, testStore } from '../testing/test-store.ts';
import type { TestStore } from '../testing/test-store.ts';
import { applyNoteResults } from './apply-note-results.ts';

let broker: TestNats;
let nats: Nats;
let objects: ObjectStore;
let store: TestStore;
let deps: Deps;
let consumption: Consumption;
const announced: Note[] = [];

beforeAll(async () => {
  const settings = await testS3();
  objects = createObjectStore(settings);
  await objects.ensureBucket();
  broker = await testNats();
  nats = await connectNats({ url: broker.url, name: 'test', logger: silent });
  await ensureStreams(nats);
  store = await testStore();
  deps = { notes: store.notes, now: () => new Date(), newId: uuidv7, announce: (note) => announced.push(note) };
  consumption = await applyNoteResults({ nats, deps, readResult: (ref) => objects.getJson(ref) });
});
afterAll(async () => {
  await consumption?.stop();
  await nats?.close();
  await broker?.stop();
  await store?.close();
  objects?.close();
});

const until = async <T>(read: () => Promise<T | null | undefined>, ms = 15_000): Promise<T> => {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(30)) {
    const value = await read();
    if (value) return value;
  }
  throw new Error('it did not come true');
};
async function finish(overrides: Partial<JobSucceeded> = {}, document?: unknown): Promise<JobSucceeded> {
  const job = jobOf(overrides);
  const result = overrides.result ?? (await objects.putJson(`results/${job.jobId}`, document ?? noteResult.parse(resultOf(job))));
  return { ...job, result };
}
const announce = (body: JobSucceeded, id = `${body.jobId}:succeeded`) => publish(nats, { id, ...resultMessage({ outcome: 'succeeded', body }) });
const noteOf = async (job: JobSucceeded) => {
  const claim = await store.notes.claimOf(job.tenant, `job:${job.jobId}`);
  return claim && store.notes.head(job.tenant, claim.noteId);
};
const deadLetters = async () => (await nats.jsm.streams.info('DLQ')).state.messages;

test('a result becomes a draft, its event waits in the outbox, watchers are told', async () => {
  const job = await finish();
  await announce(job);
  const note = await until(() => noteOf(job));
  expect(note).toMatchObject({ patientId: job.patientId, encounterId: job.encounterId, status: 'DRAFT', version: 1 });
  await until(async () => announced.some(({ id }) => id === note.id));
});

test('the same result again, under another message id, makes no second note', async () => {
  const job = await finish();
  await announce(job);
  const note = await until(() => noteOf(job));
  await announce(job, `${job.jobId}:again`);
  await until(async () => announced.filter(({ id }) => id === note.id).length >= 2);
  expect((await store.notes.listIds('demo', 'patientId', [job.patientId])).get(job.patientId)).toEqual([note.id]);
});

test.each([
  ['is not there', () => finish({ result: { key: `results/${uuidv7()}`, sha256: 'b'.repeat(64), bytes: 1 } })],
  ['has another hash', async () => {
    const job = await finish();
    return { ...job, result: { ...job.result, sha256: 'b'.repeat(64) } };
  }],
  ['is no note', () => finish({}, { sections: 'none' })],
])('a result that %s goes to the dead letters and makes no note', async (_, make) => {
  const before = await deadLetters();
  const job = await make();
  await announce(job);
  await until(async () => (await deadLetters()) > before);
  expect(await noteOf(job)).toBeNull();
});

test('a store that is away is waited for', async () => {
  const job = await finish();
  store.line.cut();
  await announce(job);
  await sleep(1_000);
  store.line.mend();
  expect(await until(() => noteOf(job).catch(() => null), 30_000)).toMatchObject({ version: 1 });
}, 60_000);
