import type { RpcReply } from '@dra/events';
import { callRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { ServiceError, retry } from '@dra/service';
import type { TranscriptionHints } from '../engines/contract.ts';
import type { RecordOnFile } from '../engines/extractive-note/record-to-compare.ts';
import type { HearableInput } from '../live/hearing-input.ts';
import type { HeldJob } from './held-job.ts';

type Context = RpcReply<'jobContext'>;

/** Its owners are asked twice each by the one that answers. */
const timeoutMs = 7_000;

/**
 * What the engine reads: the job's input, and what is known of the patient and the clinic at the moment of the claim. It
 * lives in this process for as long as the job. A context that cannot be had holds no job up: a note says that it was not
 * compared, a recogniser goes without hints.
 */
export async function withContext(nats: Nats, held: Pick<HeldJob, 'job' | 'claimId' | 'input'>): Promise<unknown> {
  const { job, input } = held;
  if (job.kind === 'prescription') return input;
  // Each look into the record is put on record: a visit's steps, one every few seconds, look once.
  if (job.kind === 'transcription' && job.hearing?.kind === 'step' && job.hearing.after) {
    const told = await input;
    if ((told as HearableInput).hints) return told;
  }
  const [read, context] = await Promise.all([input, contextOf(nats, held)]);
  return { ...(read as object), ...(job.kind === 'note' ? { record: recordOf(context) } : { hints: await hintsOf(context) }) };
}

async function contextOf(nats: Nats, { job: { tenant, jobId }, claimId }: Pick<HeldJob, 'job' | 'claimId'>): Promise<Context | null> {
  try {
    const context = await retry(() => callRpc(nats, 'jobContext', { tenant, jobId, claimId }, { timeoutMs }), { baseMs: 200, maxMs: 200, attempts: 2 });
    return context.granted ? context : null;
  } catch (error) {
    nats.logger.warn({ jobId, code: error instanceof ServiceError ? error.code : 'UNKNOWN' }, 'what is known of the patient and the clinic could not be read');
    return null;
  }
}

const recordOf = (context: Context | null): RecordOnFile => ({ record: context?.record ?? null, prescriptions: context?.prescriptions ?? null });

const mostMedicines = 30;

async function hintsOf(context: Context | null): Promise<TranscriptionHints> {
  if (!context) return {};
  // The formulary is large, and the other pools' main threads do without it.
  const { spokenName } = await import('./spoken-name.ts');
  const medicines = [...(context.prescriptions ?? []), ...(context.record?.medicines ?? [])].map(({ text }) => spokenName(text));
  const known = [...new Set(medicines)].filter((name) => name !== '').slice(0, mostMedicines);
  return {
    ...(context.language === null ? {} : { language: context.language }),
    vocabulary: context.vocabulary,
    ...(context.record ? { medicines: known } : {}),
  };
}
