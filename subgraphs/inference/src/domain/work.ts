import type { Actor } from '@dra/access';
import type { AuditEvent } from '@dra/pg-store';
import type { Job } from './job.ts';

/** A rule's unit of work: its change, its audit and its messages commit together or not at all. */
export type Work = {
  now: Date;
  newId(): string;
  jobs: {
    /** The job, held until the commit; null when this tenant has none of that id. */
    lock(id: string): Promise<Job | null>;
    /**
     * False when its source has a job of this kind already: then nothing was written. What is inserted or saved as QUEUED
     * goes to the broker when its tenant's window has a place, in this transaction or in that of an end (dispatch-jobs.ts).
     */
    insert(job: Job): Promise<boolean>;
    save(job: Job): Promise<void>;
    /** Ids of the patient's jobs that have not ended. */
    activeOfPatient(patientId: string): Promise<string[]>;
    /** Of the steps that hear this recording, those that have not ended. */
    activeSteps(recordingId: string): Promise<string[]>;
    /** What ran the step before this one that ran at all. */
    engineBefore(step: Job): Promise<Job['engine']>;
    /** Deletes the recording's steps that have ended; with `before`, those that came before that one. */
    forgetSteps(recordingId: string, before?: Job): Promise<void>;
  };
  audit(event: AuditEvent): void;
  /** The job's message for its pool of workers, once more: the broker has lost it. The first one follows from `insert` or `save`. */
  publish(job: Job): void;
  /** After the commit: tells watchers. */
  changed(job: Job): void;
  /** After the commit: tells the worker that runs it, if one does, to stop. */
  stopWorker(jobId: string): void;
  once<T>(clientMutationId: string, input: unknown, work: () => Promise<T>): Promise<T>;
};

export type InTransaction = <T>(actor: Actor, run: (work: Work) => Promise<T>) => Promise<T>;

/**
 * Whether the patient consents to AI processing now.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when that cannot be found out: neither a yes nor a no
 */
export type ConsentToProcessing = (tenant: string, patientId: string) => Promise<boolean>;

/** How an audit event names a job. */
export const ofJob = (job: Job): Pick<AuditEvent, 'patientId' | 'resource'> => ({ patientId: job.patientId, resource: { type: 'InferenceJob', id: job.id } });
