import { z } from 'zod';
import { hearing } from './live-hearing.ts';
import { objectRef, requestedBy, tenantId, timestamp, uuid } from './references.ts';

export * from './live-hearing.ts';

export const jobKind = z.enum(['transcription', 'note', 'prescription']);
export type JobKind = z.infer<typeof jobKind>;

/** live: a patient is waiting; bulk: nobody is. */
export const jobPriority = z.enum(['live', 'normal', 'bulk']);
export type JobPriority = z.infer<typeof jobPriority>;

const jobBase = z.object({
  jobId: uuid,
  tenant: tenantId,
  patientId: uuid,
  encounterId: uuid,
  requestedBy,
  queuedAt: timestamp,
});

/** Work for a pool. Carries references only: the inputs lie in the object store. */
export const jobRequested = z.discriminatedUnion('kind', [
  jobBase.extend({
    kind: z.literal('transcription'),
    recordingId: uuid,
    audio: objectRef,
    mediaType: z.string(),
    /** Null until the sound was decoded. */
    durationMs: z.number().int().nonnegative().nullable(),
    hearing: hearing.optional(),
  }),
  jobBase.extend({ kind: z.literal('note'), transcriptId: uuid, transcript: objectRef, template: z.string() }),
  jobBase.extend({ kind: z.literal('prescription'), transcriptId: uuid, transcript: objectRef }),
]);
export type JobRequested = z.infer<typeof jobRequested>;

const resultBase = z.object({
  jobId: uuid,
  kind: jobKind,
  tenant: tenantId,
  patientId: uuid,
  encounterId: uuid,
  /** The recording (transcription) or the transcript (note, prescription) that the job read. */
  sourceId: uuid,
  requestedBy,
  attempt: z.number().int().positive(),
  engine: z.object({ id: z.string(), version: z.string() }).nullable(),
  startedAt: timestamp,
  finishedAt: timestamp,
});

/** What a worker says at the end of a job. The output lies in the object store. */
export const jobSucceeded = resultBase.extend({ result: objectRef });
export const jobNoSpeech = resultBase;
export const jobFailed = resultBase.extend({
  /** Null when no run had begun: the job was refused before its claim. */
  attempt: z.number().int().positive().nullable(),
  code: z.string(),
  retryable: z.boolean(),
});
export type JobSucceeded = z.infer<typeof jobSucceeded>;
export type JobNoSpeech = z.infer<typeof jobNoSpeech>;
export type JobFailed = z.infer<typeof jobFailed>;

/** Core NATS, not kept: the next one replaces a lost one. */
export const jobProgress = z.object({
  jobId: uuid,
  tenant: tenantId,
  attempt: z.number().int().positive(),
  /** 0..1 */
  progress: z.number().min(0).max(1),
  at: timestamp,
});
export type JobProgress = z.infer<typeof jobProgress>;

/** Core NATS, on a job's cancel subject: its run is to stop. */
export const jobCancel = z.object({
  /** Runs up to this one only: another worker runs the job now. Null: the job has ended. */
  upToAttempt: z.number().int().positive().nullable(),
});
export type JobCancel = z.infer<typeof jobCancel>;
