import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { jobMessage } from '@dra/events';
import type { TranscriptDocument } from '@dra/events';
import { connectNats, ensureStreams, publish, serveRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import { createLogger } from '@dra/service';
import { testNats, testS3 } from '@dra/testkit';
import type { TestNats } from '@dra/testkit';
import { bundleTestWorker, until } from '../testing/inference-stage.ts';

jest.setTimeout(150_000);

let broker: TestNats;
let nats: Nats;
let bundle: Awaited<ReturnType<typeof bundleTestWorker>>;

beforeAll(async () => {
  [broker, bundle] = await Promise.all([testNats(), bundleTestWorker()]);
  nats = await connectNats({ url: broker.url, name: 'memory', logger: createLogger({ name: 'memory', level: 'silent' }) });
  await ensureStreams(nats);
});
afterAll(async () => {
  await nats.close();
  await broker.stop();
  await bundle.remove();
});

test('a worker holds no more after a thousand jobs than after the first ones', async () => {
  const s3 = await testS3();
  const objects = createObjectStore(s3);
  const ids = { transcriptId: randomUUID(), encounterId: randomUUID(), patientId: randomUUID() };
  const document: TranscriptDocument = {
    ...ids, recordingId: null, version: 1, timing: 'NONE', language: 'en', engine: { id: 'human', version: '1', tier: 'HUMAN' },
    segments: [{ id: `${ids.transcriptId}.0`, seq: 0, speaker: 'CLINICIAN', startMs: null, endMs: null, text: `ok ${'word '.repeat(2_000)}`, confidence: null }],
  };
  const transcript = await objects.putJson(`transcripts/${ids.transcriptId}.json`, document);
  // Patient and inference, who say yes to everything.
  const answers = [
    serveRpc(nats, 'consentStatus', async () => ({ active: true, consentId: null, since: null })),
    serveRpc(nats, 'jobClaim', async () => ({ proceed: true, reason: 'OK' as const, attempt: 1, lastAttempt: false })),
    serveRpc(nats, 'jobSettle', async () => ({ proceed: true, reason: 'OK' as const })),
  ];
  // A small heap is collected often: what stays then is held.
  const child = spawn(process.execPath, ['--max-old-space-size=48', '--max-semi-space-size=1', bundle.workerFile], {
    env: {
      PATH: process.env['PATH'], POOL: 'note', NATS_URL: broker.url, OPS_PORT: '0', ENGINE_HEAP_MB: '64',
      S3_ENDPOINT: s3.endpoint, S3_REGION: s3.region, S3_BUCKET: s3.bucket, S3_ACCESS_KEY_ID: s3.accessKeyId, S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let opsPort = 0;
  child.stdout.on('data', (chunk: Buffer) => (opsPort ||= Number(/"opsPort":(\d+)/.exec(chunk.toString())?.[1] ?? 0)));
  try {
    const ended = async () => (await nats.jsm.streams.info('RESULTS')).state.messages;
    const work = async (count: number) => {
      const before = await ended();
      for (let index = 0; index < count; index += 1) {
        const jobId = randomUUID();
        await publish(nats, { id: jobId, ...jobMessage({ kind: 'note', jobId, tenant: 'demo', requestedBy: 'dr.test', queuedAt: new Date().toISOString(), transcript, template: 'soap', ...ids }, 'live') });
      }
      await until(async () => (await ended()) === before + count, 90_000);
    };
    const read = async (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? ([\\d.e+]+)$`, 'm').exec(await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text())?.[1]);
    await until(() => opsPort > 0);
    await work(400);
    const first = await read('process_resident_memory_bytes');
    await work(1_000);
    const later = await read('process_resident_memory_bytes');
    expect(first).toBeGreaterThan(20e6);
    // Each transcript has 10 kB, and passes through twice: what was held of them would be 20 MB and more.
    expect(later - first).toBeLessThan(15e6);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await Promise.all(answers.map((one) => one.stop()));
    objects.close();
  }
});
