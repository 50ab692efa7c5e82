import type { Hearing, JobKind, JobPriority, ObjectRef } from '@dra/events';

export type JobStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'NO_SPEECH' | 'FAILED' | 'CANCELLED';

/** What the job reads, by reference. */
export type JobInput =
  | { kind: 'transcription'; audio: ObjectRef; mediaType: string; durationMs: number | null; hearing?: Hearing | undefined }
  | { kind: 'note'; transcript: ObjectRef; template: string }
  | { kind: 'prescription'; transcript: ObjectRef };

/** One piece of work for a machine, from its queueing to its end. */
export type Job = {
  id: string;
  tenant: string;
  kind: JobKind;
  priority: JobPriority;
  status: JobStatus;
  patientId: string;
  encounterId: string;
  /** The recording (transcription) or the transcript (note, prescription) that the job reads. */
  sourceId: string;
  /** The transcript's version; 1 for a recording, and more for a step of hearing one that goes on (live/steps.ts). Source, version and kind name a job: the same event again makes no other. */
  sourceVersion: number;
  input: JobInput;
  requestedBy: string;
  /** 0..1 */
  progress: number;
  /** Runs so far, counted when a worker's claim is granted. */
  attempt: number;
  /** No claim is granted beyond it; a person's retry raises it, and so does a run whose worker was lost. */
  attemptLimit: number;
  /** Runs since it was queued whose worker was lost: killed, or out of reach. Theirs are limits of their own. */
  losses: number;
  /** Of these, the runs that it shared with no other job: those may be its own doing. */
  lossesAlone: number;
  /** The run that holds the claim is shared with no other job. */
  alone: boolean;
  /** The worker's hold on a RUNNING job. */
  claimId: string | null;
  workerId: string | null;
  engine: { id: string; version: string } | null;
  failure: { code: string; retryable: boolean } | null;
  queuedAt: Date;
  /** When its message was handed to the broker; null while it waits for a place in its tenant's window. */
  dispatchedAt: Date | null;
  /** When its worker was given leave to publish the result of the run that holds the claim: no cancel after that. */
  settledAt: Date | null;
  /** Of the last run. */
  startedAt: Date | null;
  finishedAt: Date | null;
  /** When its worker, or its queue, last showed life. */
  lastSeenAt: Date;
  /** How often the reaper put it into the queue again. */
  requeues: number;
};

/** A step of hearing a visit that goes on: one of hundreds, of which no person is told one by one. */
export const isStep = ({ kind, sourceVersion }: Pick<Job, 'kind' | 'sourceVersion'>): boolean => kind === 'transcription' && sourceVersion > 1;
/** The visit's first. */
export const isFirstStep = (job: Pick<Job, 'kind' | 'sourceVersion'>): boolean => isStep(job) && job.sourceVersion === 2;

export const attemptsPerQueueing = 3;
/**
 * Workers are killed for reasons that are no job's fault, more often than engines fail. So what was lost with others is run
 * again with few, then with nobody: a batch that a worker was killed with is soon done, and one that kills workers is soon
 * alone. Then so many losses are its own.
 */
export const mostLossesAlone = 5;
export const mostShareAfter = (losses: number): number => (losses === 0 ? Number.POSITIVE_INFINITY : losses === 1 ? 4 : 1);
/** Whatever they were: there is an end to it. */
export const mostLosses = 20;

export function hasEnded(status: JobStatus): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}
