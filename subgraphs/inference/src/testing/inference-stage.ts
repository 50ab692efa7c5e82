import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serviceActor } from '@dra/access';
import { domainEvent } from '@dra/events';
import type { JobPriority, RpcReply, RpcRequest, TranscriptDocument } from '@dra/events';
import { connectNats, ensureStreams, publish, serveRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import type { ObjectStore } from '@dra/objects';
import { createRelay, createTransact, openDataSource, runMigrations } from '@dra/pg-store';
import type { DataSource, Transact } from '@dra/pg-store';
import { createLogger, ServiceError } from '@dra/service';
import { testNats, testPostgres, testS3 } from '@dra/testkit';
import type { Job, JobStatus } from '../domain/job.ts';
import type { ClinicSpeech } from '../clinic-speech.ts';
import { consentsOver } from '../jobs/consents.ts';
import { startJobs } from '../jobs/start-jobs.ts';
import { tellingOver } from '../jobs/telling.ts';
import type { TenantWindow } from '../domain/dispatch-jobs.ts';
import { migrations } from '../migrations/index.ts';
import { entities, jobEntity } from '../store/job-entity.ts';
import { bundleWorker } from './bundle-worker.ts';

export const tenant = 'demo';

/**
 * The inference subgraph on real servers, without its GraphQL door: consumers, answers to workers, relay and reaper. The
 * patient subgraph's answer about consent, and the owner that applies results, are played by the stage.
 */
export async function inferenceStage(options: { reapEveryMs?: number; window?: TenantWindow; clinic?: ClinicSpeech } = {}) {
  const logger = createLogger({ name: 'stage', level: 'silent' });
  const [broker, database, s3] = await Promise.all([testNats(), testPostgres(), testS3()]);
  const password = 'stage-password';
  await runMigrations({ ownerUrl: database.ownerUrl, schema: 'inference', role: 'dra_inference', password, migrations });
  const dataSource = await openDataSource({ url: database.urlFor('dra_inference', password), schema: 'inference', entities, poolSize: 8 });
  const nats = await connectNats({ url: broker.url, name: 'stage', logger });
  await ensureStreams(nats);
  const objects = createObjectStore(s3);

  const relay = createRelay({ dataSource, publish: async (message) => void (await publish(nats, message)), logger });
  const transact = createTransact(dataSource, { onOutbox: () => relay.nudge(), logger });
  const telling = tellingOver(nats);
  const consents = consentsOver(nats, 1_000);
  const jobs = await startJobs({ nats, dataSource, transact, consents, telling, logger, window: options.window, clinic: options.clinic, ...(options.reapEveryMs ? { reapEveryMs: options.reapEveryMs } : {}) });
  const patients = playPatientSubgraph(nats);

  return {
    logger, broker, database, s3, nats, objects, transact, telling, consents, patients,
    ...visits(nats, objects),
    ...looks(transact, dataSource),
    stop: async () => {
      await jobs.stop();
      await patients.stop();
      await relay.stop();
      await nats.close();
      await dataSource.destroy();
      objects.close();
      await Promise.all([broker.stop(), database.stop()]);
    },
  };
}

export type Stage = Awaited<ReturnType<typeof inferenceStage>>;

function playPatientSubgraph(nats: Nats) {
  let active = true;
  let served: { stop(): Promise<void> }[] = [];
  const patients = {
    asked: 0,
    /** What is on file, by default nothing; null: it cannot be read. And what was asked of it. */
    onFile: undefined as RpcReply<'patientRecord'> | null | undefined,
    prescriptions: undefined as RpcReply<'prescriptionsInForce'> | null | undefined,
    recordsAsked: [] as (RpcRequest<'patientRecord'> | RpcRequest<'prescriptionsInForce'>)[],
    consent: (given: boolean) => {
      active = given;
    },
    away: async () => {
      await Promise.all(served.map((one) => one.stop()));
      served = [];
    },
    back: () => {
      const away = () => new ServiceError('DEPENDENCY_UNAVAILABLE', 'The database is away.');
      served = [
        serveRpc(nats, 'consentStatus', async () => {
          patients.asked += 1;
          return { active, consentId: null, since: null };
        }),
        serveRpc(nats, 'patientRecord', async (request) => {
          patients.recordsAsked.push(request);
          if (patients.onFile === null) throw away();
          return patients.onFile ?? { records: [request.patientId], record: { language: null, allergies: null, medicines: [], conditions: [], complete: true, readAt: new Date().toISOString() } };
        }),
        serveRpc(nats, 'prescriptionsInForce', async (request) => {
          patients.recordsAsked.push(request);
          if (patients.prescriptions === null) throw away();
          return patients.prescriptions ?? { medicines: [], complete: true };
        }),
      ];
    },
    stop: () => patients.away(),
  };
  patients.back();
  return patients;
}

/** A transcript in the object store, and the event that says so. */
function visits(nats: Nats, objects: ObjectStore) {
  return {
    transcribed: async (text: string, visit: { priority?: JobPriority; id?: string; patientId?: string; jobId?: string; tenant?: string } = {}) => {
      const ids = { transcriptId: randomUUID(), encounterId: randomUUID(), patientId: visit.patientId ?? randomUUID() };
      const document: TranscriptDocument = {
        ...ids, recordingId: null, version: 1, timing: 'NONE', language: 'en', engine: { id: 'human', version: '1', tier: 'HUMAN' },
        segments: [{ id: `${ids.transcriptId}.0`, seq: 0, speaker: 'CLINICIAN', startMs: null, endMs: null, text, confidence: null }],
      };
      const transcript = await objects.putJson(`transcripts/${ids.transcriptId}.json`, document);
      const event = domainEvent('transcript-created.v1', {
        ...ids, tenant: visit.tenant ?? tenant, requestedBy: 'dr.test', occurredAt: new Date().toISOString(), recordingId: null, version: 1, transcript, jobId: visit.jobId ?? null, priority: visit.priority ?? 'live',
      });
      await publish(nats, { id: visit.id ?? randomUUID(), ...event });
      return { ...ids, transcript, event };
    },
  };
}

function looks(transact: Transact, dataSource: DataSource) {
  const jobsOf = (encounterId: string, of = tenant): Promise<Job[]> =>
    transact({ tenant: of }, (tx) => tx.manager.getRepository(jobEntity).find({ where: { tenant: of, encounterId }, order: { kind: 'ASC' } }));
  const noteJob = async (encounterId: string) => (await jobsOf(encounterId)).find((job) => job.kind === 'note');
  return {
    jobsOf,
    noteJob,
    /** Waits until the visit's note job has this state. */
    noteJobIs: async (encounterId: string, status: JobStatus, ms = 20_000): Promise<Job> => {
      let last: JobStatus | undefined;
      return until(async () => {
        const job = await noteJob(encounterId);
        last = job?.status;
        return job?.status === status ? job : null;
      }, ms, () => `the note job is ${last} and not ${status}`);
    },
    change: (jobId: string, set: string) => transact({ tenant }, (tx) => tx.query(`UPDATE inference_job SET ${set} WHERE tenant = $1 AND id = $2`, [tenant, jobId])),
    audited: (jobId: string): Promise<string[]> =>
      transact({ tenant }, async (tx) => (await tx.query<{ action: string }>(`SELECT action FROM audit_event WHERE tenant = $1 AND resource_id = $2 ORDER BY seq`, [tenant, jobId])).map((row) => row.action)),
    dataSource,
  };
}

export async function until<T>(look: () => Promise<T | null | false | undefined> | T | null | false | undefined, ms = 20_000, why: () => string = () => 'it did not happen in time'): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(why());
    await sleep(15);
  }
}

export const clinician = (name = 'dr.test', of = tenant) => ({ ...serviceActor(name, of, randomUUID()), roles: ['PRESCRIBER' as const], scopes: new Set(['job:read' as const, 'job:control' as const]) });

/** Bundles the worker as it is shipped, with a test engine in place of the real ones. */
export async function bundleTestWorker(thread = 'test-engine-thread.ts'): Promise<{ folder: string; threadFile: string; workerFile: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dra-worker-'));
  await bundleWorker(join(__dirname, '../../../..'), folder, { worker: join(__dirname, '..', 'worker', 'worker.ts'), engineThread: join(__dirname, thread) });
  return { folder, threadFile: join(folder, 'engine-thread.cjs'), workerFile: join(folder, 'worker.cjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}
