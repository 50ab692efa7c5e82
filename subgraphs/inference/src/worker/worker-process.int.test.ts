import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { domainEvent } from '@dra/events';
import { consumeResult, listDeadLetters, publish } from '@dra/messaging';
import type { Consumption } from '@dra/messaging';
import { bundleTestWorker, inferenceStage, until } from '../testing/inference-stage.ts';
import type { Stage } from '../testing/inference-stage.ts';

jest.setTimeout(150_000);

let stage: Stage;
let bundle: Awaited<ReturnType<typeof bundleTestWorker>>;
let owner: Consumption;
const applied: string[] = [];
const children: ChildProcess[] = [];

type Line = { msg?: string; opsPort?: number };

/** The worker as it is shipped: NATS and the object store are all it is told. */
const startProcess = async (env: Record<string, string | undefined> = {}, file = bundle.workerFile) => {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = stage.s3;
  const child = spawn(process.execPath, [file], {
    env: {
      PATH: process.env['PATH'], POOL: 'note', NATS_URL: stage.broker.url, OPS_PORT: '0',
      S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: Line[] = [];
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) if (line.startsWith('{')) lines.push(JSON.parse(line) as Line);
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  return { child, lines, exit, errors: () => errors, ready: () => until(() => lines.find(({ msg }) => msg === 'ready'), 20_000) };
};

beforeAll(async () => {
  [stage, bundle] = await Promise.all([inferenceStage(), bundleTestWorker()]);
  owner = await consumeResult(stage.nats, 'note', 'succeeded', {
    durable: 'clinical-note-results',
    handler: async ({ payload }) => {
      applied.push(payload.jobId);
      const { tenant, patientId, encounterId, requestedBy, jobId } = payload;
      await publish(stage.nats, { id: `drafted:${jobId}`, ...domainEvent('note-drafted.v1', { tenant, patientId, encounterId, requestedBy, jobId, noteId: randomUUID(), version: 1, occurredAt: new Date().toISOString() }) });
    },
  });
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
});
afterAll(async () => {
  await owner.stop();
  await stage.stop();
  await bundle.remove();
});

test('killed in the middle of a job: another worker runs it, and one result is applied', async () => {
  const first = await startProcess();
  await first.ready();
  const { encounterId } = await stage.transcribed('slow 3000');
  await stage.noteJobIs(encounterId, 'RUNNING');
  first.child.kill('SIGKILL');
  await first.exit;
  await startProcess();
  const job = await stage.noteJobIs(encounterId, 'SUCCEEDED', 60_000);
  expect(job.attempt).toBe(2);
  expect(applied.filter((id) => id === job.id)).toHaveLength(1);
});

test('a job that kills its worker\'s whole process ends by itself; the others of its batches are done', async () => {
  const texts = ['ok', 'kill', 'ok', 'ok'];
  const visits: { encounterId: string }[] = [];
  for (const text of texts) visits.push(await stage.transcribed(text));
  for (const { encounterId } of visits) await stage.noteJobIs(encounterId, 'QUEUED');
  let stopped = false;
  // As a supervisor does.
  const supervised = (async () => {
    while (!stopped) {
      const worker = await startProcess();
      await worker.exit;
    }
  })();
  try {
    for (const [index, { encounterId }] of visits.entries()) {
      if (texts[index] === 'ok') expect((await stage.noteJobIs(encounterId, 'SUCCEEDED', 100_000)).losses).toBeLessThanOrEqual(2);
      else expect(await stage.noteJobIs(encounterId, 'FAILED', 100_000)).toMatchObject({ attempt: 7, losses: 7, lossesAlone: 5, failure: { code: 'ATTEMPTS_EXHAUSTED' } });
    }
    const job = await stage.noteJob(visits[1]!.encounterId);
    // Written after the job's end was told, by another hand.
    const letter = await until(async () => (await listDeadLetters(stage.nats)).find(({ subject }) => subject.endsWith(job!.id)), 20_000, () => 'the job is not among the dead letters');
    expect(letter).toMatchObject({ code: 'ATTEMPTS_EXHAUSTED' });
  } finally {
    // Also where it fails: a supervisor left behind would take the next test's jobs.
    stopped = true;
    children.forEach((child) => child.kill('SIGKILL'));
    await supervised;
  }
});

test('SIGTERM while it runs a job: the job is given back at once, and the process ends with 0', async () => {
  const first = await startProcess();
  await first.ready();
  const { encounterId } = await stage.transcribed('slow 30000');
  await stage.noteJobIs(encounterId, 'RUNNING');
  first.child.kill('SIGTERM');
  expect(await first.exit).toEqual([0, null]);
  expect(await stage.noteJob(encounterId)).toMatchObject({ status: 'QUEUED', attempt: 0 });
  const job = await stage.noteJob(encounterId);
  stage.telling.stopWorker(job!.id);
  await stage.change(job!.id, `status = 'CANCELLED', finished_at = now()`);
});

test('answers operations, and says what it measured', async () => {
  const worker = await startProcess();
  const { opsPort } = await worker.ready();
  const { encounterId } = await stage.transcribed('ok');
  await stage.noteJobIs(encounterId, 'SUCCEEDED');
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${opsPort}${path}`);
    return { status: response.status, text: await response.text() };
  };
  expect((await get('/livez')).status).toBe(200);
  expect(JSON.parse((await get('/readyz')).text)).toMatchObject({ ready: true, checks: { nats: 'ok', objects: 'ok' } });
  const metrics = (await get('/metrics')).text;
  expect(metrics).toMatch(/job_duration_seconds_count\{[^}]*pool="note",outcome="succeeded"\} [1-9]/);
  expect(metrics).toMatch(/job_wait_seconds_count\{[^}]*pool="note",priority="live"\} [1-9]/);
  expect(metrics).not.toContain('demo"');
});

test('an engine that cannot run here: the job fails with its code, and the worker lives on', async () => {
  const lacking = await bundleTestWorker('unavailable-engine-thread.ts');
  const worker = await startProcess({}, lacking.workerFile);
  await worker.ready();
  const { encounterId } = await stage.transcribed('ok');
  expect(await stage.noteJobIs(encounterId, 'FAILED')).toMatchObject({ failure: { code: 'TEST_ENGINE_UNAVAILABLE', retryable: true } });
  expect(worker.child.exitCode).toBeNull();
  await lacking.remove();
});

test('the engines that are shipped draft a note and an order from what was said', async () => {
  const shipped = await bundleTestWorker(join('..', 'worker', 'engine-thread.ts'));
  const seen: { kind: string; sourceId: string; result: unknown }[] = [];
  const results = await consumeResult(stage.nats, '*', 'succeeded', {
    durable: 'looks-at-results',
    handler: async ({ payload }) => void seen.push({ kind: payload.kind, sourceId: payload.sourceId, result: await stage.objects.getJson(payload.result) }),
  });
  await Promise.all([startProcess({}, shipped.workerFile), startProcess({ POOL: 'prescription' }, shipped.workerFile)].map(async (worker) => (await worker).ready()));
  const { encounterId, transcriptId } = await stage.transcribed('You have had a headache for two weeks. We will start lisinopril ten milligrams by mouth once a day.');
  await stage.noteJobIs(encounterId, 'SUCCEEDED');
  const of = (kind: string) => until(() => seen.find((one) => one.kind === kind && one.sourceId === transcriptId)?.result);
  expect(await of('note')).toMatchObject({ engine: { id: 'extractive-note' }, template: 'soap', source: { version: 1 } });
  expect(await of('prescription')).toMatchObject({ orders: [{ intent: 'START', drug: { name: 'lisinopril' } }] });
  await results.stop();
  await shipped.remove();
});

test('an environment that is not complete: one sentence, exit code 1', async () => {
  const worker = await startProcess({ POOL: 'poetry', NATS_URL: '' });
  expect(await worker.exit).toEqual([1, null]);
  expect(worker.errors()).toMatch(/^The environment is not complete\. POOL: must be one of transcription, note, prescription; NATS_URL: .+ See \.env\.example\.\n$/);
});

test('the broker killed in the middle of jobs: all of them end, none twice', async () => {
  const worker = await startProcess();
  await worker.ready();
  const visits: { encounterId: string }[] = [];
  for (let index = 0; index < 8; index += 1) visits.push(await stage.transcribed(index % 2 ? 'ok' : 'slow 600'));
  await until(async () => (await stage.noteJob(visits[0]!.encounterId))?.status === 'RUNNING');
  await stage.broker.restart();
  for (const { encounterId } of visits) {
    const job = await stage.noteJobIs(encounterId, 'SUCCEEDED', 90_000);
    expect(applied.filter((id) => id === job.id)).toHaveLength(1);
  }
});

test('the database loses its connections in the middle of jobs: all of them end, none twice', async () => {
  const worker = await startProcess();
  await worker.ready();
  const visits: { encounterId: string }[] = [];
  for (let index = 0; index < 6; index += 1) {
    visits.push(await stage.transcribed('slow 300'));
    if (index % 2) await stage.database.dropConnections();
  }
  for (const { encounterId } of visits) {
    const job = await stage.noteJobIs(encounterId, 'SUCCEEDED', 90_000);
    expect(applied.filter((id) => id === job.id)).toHaveLength(1);
  }
});
