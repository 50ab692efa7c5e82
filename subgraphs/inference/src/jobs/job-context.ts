import type { PatientRecordOnFile, RpcReply, RpcRequest } from '@dra/events';
import { callRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { Transact } from '@dra/pg-store';
import { retry, ServiceError } from '@dra/service';
import { languageOfVisit } from '../clinic-speech.ts';
import type { ClinicSpeech } from '../clinic-speech.ts';
import type { Job } from '../domain/job.ts';
import { jobEntity } from '../store/job-entity.ts';

type Context = RpcReply<'jobContext'>;

const nothing: Context = { granted: false, record: null, prescriptions: null, vocabulary: [], language: null };
/** What each kind of job may know of the record: no more than it uses. */
const partsOf: Partial<Record<Job['kind'], RpcRequest<'patientRecord'>['parts']>> = {
  note: ['ALLERGIES', 'MEDICINES', 'CONDITIONS'],
  transcription: ['MEDICINES'],
};
const timeoutMs = 1_500;
const twice = { baseMs: 200, maxMs: 200, attempts: 2 };

/**
 * What the holder of a job's claim may know beside its input, asked of its owners at this moment. A record that cannot be
 * read holds nothing up: the draft comes and says that it was not compared. Nothing of it is kept here.
 */
export async function jobContext(nats: Nats, transact: Transact, clinic: ClinicSpeech, { tenant, jobId, claimId }: RpcRequest<'jobContext'>): Promise<Context> {
  const job = await transact({ tenant }, (tx) => tx.manager.getRepository(jobEntity).findOneBy({ tenant, id: jobId }));
  const parts = job && partsOf[job.kind];
  if (!job || !parts || job.status !== 'RUNNING' || job.claimId !== claimId) return nothing;
  const known = await recordOf(nats, job, parts);
  return {
    granted: true,
    record: known?.record ?? null,
    prescriptions: known && (await prescriptionsOf(nats, job, known.records)),
    vocabulary: job.kind === 'transcription' ? [...clinic.vocabularyOf(tenant)] : [],
    language: languageOfVisit(clinic.languageOf(tenant), known?.record.language ?? null),
  };
}

async function recordOf(nats: Nats, job: Job, parts: RpcRequest<'patientRecord'>['parts']): Promise<{ record: PatientRecordOnFile; records: string[] } | null> {
  const { tenant, patientId, requestedBy, id: jobId } = job;
  const answer = await asked(nats, job, 'patient', () => callRpc(nats, 'patientRecord', { tenant, patientId, parts, jobId, requestedBy }, { timeoutMs }));
  return answer?.record ? { record: answer.record, records: answer.records } : null;
}

async function prescriptionsOf(nats: Nats, job: Job, records: string[]): Promise<Context['prescriptions']> {
  const { tenant, encounterId: exceptEncounterId, requestedBy, id: jobId } = job;
  const answer = await asked(nats, job, 'prescription', () => callRpc(nats, 'prescriptionsInForce', { tenant, records, exceptEncounterId, jobId, requestedBy }, { timeoutMs }));
  // Some of them are not all of them.
  return answer?.complete ? answer.medicines : null;
}

/** Null, and a line in the log, where nobody answers: neither a record nor "none". */
async function asked<T>(nats: Nats, { id: jobId }: Job, owner: string, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await retry(ask, twice);
  } catch (error) {
    nats.logger.warn({ jobId, owner, code: error instanceof ServiceError ? error.code : 'UNKNOWN' }, 'what is on file could not be read for a job');
    return null;
  }
}
