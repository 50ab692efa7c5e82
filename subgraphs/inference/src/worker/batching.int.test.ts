import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { domainEvent, resultSubjects } from '@dra/events';
import { callRpc, consumeResult, publish } from '@dra/messaging';
import type { Consumption } from '@dra/messaging';
import { cancelJob } from '../domain/cancel-or-retry.ts';
import type { TenantWindow } from '../domain/dispatch-jobs.ts';
import { createInTransaction } from '../store/work.ts';
import { bundleTestWorker, clinician, inferenceStage, tenant, until } from '../testing/inference-stage.ts';
import type { Stage } from '../testing/inference-stage.ts';
import { createEngineHost } from './engine-host.ts';
import { runWorker } from './run-worker.ts';
import type { WorkerOptions } from './run-worker.ts';

jest.setTimeout(90_000);

let bundle: Awaited<ReturnType<typeof bundleTestWorker>>;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  bundle = await bundleTestWorker();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => bundle.remove());

const window: TenantWindow = { live: 100, normal: 100, bulk: 3 };

/** The subgraph, an owner of notes that applies results after `applyMs`, and a way to start workers. */
async function open(options: { applyMs?: number } = {}) {
  const stage = await inferenceStage({ window, reapEveryMs: 500 });
  ends.push(() => stage.stop());
  const applied: string[] = [];
  const owner: Consumption = await consumeResult(stage.nats, 'note', 'succeeded', {
    durable: 'clinical-note-results',
    handler: async ({ payload }) => {
      await sleep(options.applyMs ?? 0);
      applied.push(payload.jobId);
      const { patientId, encounterId, requestedBy, jobId } = payload;
      await publish(stage.nats, { id: `drafted:${jobId}`, ...domainEvent('note-drafted.v1', { tenant: payload.tenant, patientId, encounterId, requestedBy, jobId, noteId: randomUUID(), version: 1, occurredAt: new Date().toISOString() }) });
    },
  });
  ends.push(() => owner.stop());
  const batches: number[] = [];
  const ended: { jobId: string; outcome: string }[] = [];
  const start = async (change: Partial<WorkerOptions> = {}) => {
    const worker = await runWorker({
      nats: stage.nats, objects: stage.objects, kind: 'note', workerId: randomUUID(), logger: stage.logger,
      host: createEngineHost({ threadFile: bundle.threadFile, pool: 'note', logger: stage.logger, heapMb: 64 }),
      observe: { taken: () => undefined, batch: (size) => void batches.push(size), ended: ({ job }, outcome) => void ended.push({ jobId: job.jobId, outcome }) },
      ...change,
    });
    ends.push(() => worker.stop(200));
    return worker;
  };
  const cancel = (jobId: string) => cancelJob({ inTransaction: createInTransaction(stage.transact, stage.telling) }, clinician(), { clientMutationId: randomUUID(), jobId });
  return { stage, applied, batches, ended, start, cancel };
}

const notesInQueue = (stage: Stage, count: number) =>
  until(async () => Object.keys((await stage.nats.jsm.streams.info('JOBS', { subjects_filter: 'jobs.note.>' })).state.subjects ?? {}).length === count);
const allSucceeded = async (stage: Stage, visits: readonly { encounterId: string }[]) => {
  for (const { encounterId } of visits) await stage.noteJobIs(encounterId, 'SUCCEEDED', 30_000);
};

test('the next batch fills while one runs', async () => {
  const { stage, batches, start } = await open();
  await start();
  const first = await stage.transcribed('slow 1500');
  await stage.noteJobIs(first.encounterId, 'RUNNING');
  const others = [];
  for (let index = 0; index < 4; index += 1) others.push(await stage.transcribed('ok'));
  await allSucceeded(stage, [first, ...others]);
  expect(batches).toEqual([1, 4]);
});

test('a long visit does not share a batch with short ones, and is not starved by them', async () => {
  const { stage, batches, start } = await open();
  const visits = [await stage.transcribed('ok'), await stage.transcribed(`ok ${'word '.repeat(20_000)}`), await stage.transcribed('ok'), await stage.transcribed('ok')];
  await notesInQueue(stage, visits.length);
  await start();
  await allSucceeded(stage, visits);
  expect(batches).toEqual([3, 1]);
});

test('a job that workers were lost with twice has a batch of its own, and nothing is claimed beside it', async () => {
  const { stage, batches, start } = await open();
  const visits = [await stage.transcribed('ok'), await stage.transcribed('slow 400'), await stage.transcribed('ok'), await stage.transcribed('ok')];
  await notesInQueue(stage, visits.length);
  const suspect = await stage.noteJobIs(visits[1]!.encounterId, 'QUEUED');
  await stage.change(suspect.id, `losses = 2`);
  await start();
  await stage.noteJobIs(visits[1]!.encounterId, 'RUNNING');
  visits.push(await stage.transcribed('ok'));
  await sleep(100);
  expect(await stage.noteJob(visits[4]!.encounterId)).toMatchObject({ status: 'QUEUED' });
  await allSucceeded(stage, visits);
  expect(batches).toEqual([3, 1, 1]);
  expect(await stage.noteJob(visits[1]!.encounterId)).toMatchObject({ attempt: 1, losses: 2, lossesAlone: 0, alone: true });
});

test('one tenant\'s flood: another tenant\'s job goes between, and no more than the window is ever under way', async () => {
  const { stage, start } = await open();
  const flood = [];
  for (let index = 0; index < 12; index += 1) flood.push(await stage.transcribed('slow 100', { priority: 'bulk' }));
  for (const { encounterId } of flood) await stage.noteJobIs(encounterId, 'QUEUED');
  const other = await stage.transcribed('slow 100', { priority: 'bulk', tenant: 'demo-b' });
  await until(async () => (await stage.jobsOf(other.encounterId, 'demo-b')).length === 2);
  let most = 0;
  const underWay = `SELECT count(*)::integer AS count FROM inference_job WHERE tenant = $1 AND kind = 'note' AND status IN ('QUEUED', 'RUNNING') AND dispatched_at IS NOT NULL`;
  const look = () => stage.transact({ tenant }, async (tx) => (await tx.query<{ count: number }>(underWay, [tenant]))[0]?.count ?? 0);
  const looking = setInterval(() => void look().then((count) => (most = Math.max(most, count))), 20);
  await Promise.all([start(), start()]);
  await allSucceeded(stage, flood);
  clearInterval(looking);
  const started = await Promise.all(flood.map(async ({ encounterId }) => (await stage.noteJob(encounterId))!.startedAt!.getTime()));
  const theirs = (await stage.jobsOf(other.encounterId, 'demo-b')).find(({ kind }) => kind === 'note')!;
  expect(theirs.status).toBe('SUCCEEDED');
  // It waits behind one window of the flood, not behind the flood.
  expect(started.filter((at) => at < theirs.startedAt!.getTime()).length).toBeLessThanOrEqual(window.bulk + 1);
  expect(most).toBe(window.bulk);
  expect(await stage.dataSource.query(`SELECT * FROM job_pace('note')`)).toEqual([expect.objectContaining({ ended: 13, running: 0 })]);
});

test('the positions of those that wait for a place: their own tenant\'s before them, and the others\' turns', async () => {
  const { stage } = await open();
  const visits: { encounterId: string }[] = [];
  for (let index = 0; index < 6; index += 1) {
    const visit = await stage.transcribed('ok', { priority: 'bulk' });
    await stage.noteJobIs(visit.encounterId, 'QUEUED');
    visits.push(visit);
  }
  const other = await stage.transcribed('ok', { priority: 'bulk', tenant: 'demo-b' });
  await until(async () => (await stage.jobsOf(other.encounterId, 'demo-b')).length === 2);
  const positions = await stage.transact({ tenant }, async (tx) => {
    const ids = await Promise.all(visits.map(async ({ encounterId }) => (await stage.noteJob(encounterId))!.id));
    const rows = await tx.query<{ id: string; before: number }>('SELECT id, before FROM queue_positions($1::uuid[])', [ids]);
    return ids.map((id) => rows.find((row) => row.id === id)?.before);
  });
  expect(positions).toEqual([0, 1, 2, 4, 5, 6]);
});

test('who is done first is told first: a short job does not wait for the long one of its batch', async () => {
  const { stage, start } = await open();
  const long = await stage.transcribed('slow 3000');
  const short = await stage.transcribed('early');
  await notesInQueue(stage, 2);
  await start();
  await stage.noteJobIs(short.encounterId, 'SUCCEEDED');
  expect(await stage.noteJob(long.encounterId)).toMatchObject({ status: 'RUNNING' });
  await stage.noteJobIs(long.encounterId, 'SUCCEEDED');
});

test('one of a batch is cancelled: the engine leaves it out, the others go on', async () => {
  const { stage, start, cancel, ended, applied } = await open();
  const visits = [await stage.transcribed('slow 20000'), await stage.transcribed('slow 1500')];
  await notesInQueue(stage, visits.length);
  await start();
  const unwanted = await stage.noteJobIs(visits[0]!.encounterId, 'RUNNING');
  expect(await cancel(unwanted.id)).toMatchObject({ kind: 'done' });
  // Far sooner than its twenty seconds.
  await stage.noteJobIs(visits[1]!.encounterId, 'SUCCEEDED', 8_000);
  expect(await until(() => ended.find(({ jobId }) => jobId === unwanted.id))).toMatchObject({ outcome: 'cancelled' });
  expect(applied).not.toContain(unwanted.id);
});

test('cancelled while its result is stored: no draft; once it may be published, too late to cancel', async () => {
  const { stage, start, cancel, ended, applied } = await open({ applyMs: 1_000 });
  let store: () => void = () => undefined;
  const worker = await start({
    objects: { ...stage.objects, putJson: async (key, value) => {
      await new Promise<void>((resolve) => (store = resolve));
      return stage.objects.putJson(key, value);
    } },
  });
  // It asks leave while it stores: the word is there first, and from then on the job is as good as done.
  const { encounterId } = await stage.transcribed('ok');
  const job = await until(async () => {
    const now = await stage.noteJob(encounterId);
    return now?.settledAt ? now : null;
  });
  expect(await cancel(job.id)).toMatchObject({ kind: 'refused', why: expect.stringContaining('filed') });
  store();
  await stage.noteJobIs(encounterId, 'SUCCEEDED');
  await worker.stop();

  await start();
  const slow = await stage.transcribed('slow 600');
  const other = await stage.noteJobIs(slow.encounterId, 'RUNNING');
  // The word of the cancel is lost on the way; the leave is refused all the same.
  await stage.change(other.id, `status = 'CANCELLED', finished_at = now()`);
  expect(await until(() => ended.find(({ jobId }) => jobId === other.id))).toMatchObject({ outcome: 'cancelled' });
  await sleep(300);
  expect(applied).toEqual([job.id]);
});

test('a worker that was taken for dead says nothing: the one that has the job does', async () => {
  const { stage, start, ended, applied } = await open();
  await start();
  const { encounterId } = await stage.transcribed('slow 2500');
  const job = await stage.noteJobIs(encounterId, 'RUNNING');
  await stage.change(job.id, `last_seen_at = now(), claim_id = 'another:1', worker_id = 'another', attempt = 2`);
  expect(await until(() => ended.find(({ jobId }) => jobId === job.id))).toMatchObject({ outcome: 'superseded' });
  expect(applied).toEqual([]);
  expect(await stage.nats.jsm.streams.getMessage('RESULTS', { last_by_subj: resultSubjects('note', tenant, job.id) })).toBeNull();
  expect(await callRpc(stage.nats, 'jobSettle', { tenant, jobId: job.id, claimId: 'another:1' })).toEqual({ proceed: true, reason: 'OK' });
});
