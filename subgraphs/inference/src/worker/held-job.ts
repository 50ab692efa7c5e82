import { cancelSubject, jobCancel, jobProgress, progressSubject } from '@dra/events';
import type { JobRequested } from '@dra/events';
import type { Delivery, Nats } from '@dra/messaging';
import { heartbeatMs } from './job-durables.ts';

/** A job in this worker's hands, from its delivery to its answer. */
export type HeldJob = {
  job: JobRequested;
  delivery: Delivery;
  /** Names this delivery to this worker, for the claim. */
  claimId: string;
  /** Aborts when the job is cancelled, or another worker has it. */
  cancelled: AbortSignal;
  /** Another worker runs the job: nothing is to be said for it from here. */
  superseded: boolean;
  /** What the engine will read, on its way since consent was found to hold: the claim is asked for meanwhile. */
  input: Promise<unknown>;
  /** Set when the claim is granted: from now on progress is told. */
  claimed(attempt: number, lastAttempt: boolean, alone: boolean): void;
  attempt: number;
  lastAttempt: boolean;
  /** Nothing else may be run, or held claimed, while it runs. */
  alone: boolean;
  startedAt: Date;
  /** Told on at most once a second, and each few seconds as a sign of life. */
  progress(fraction: number): void;
  /** No more heartbeats: it was answered, or another worker has it. */
  letGo(): void;
  /** False once it was let go. */
  open: boolean;
};

const tellEveryMs = 1_000;

/**
 * Takes hold of a delivery: heartbeats to the queue, signs of life to the inference subgraph, an ear for the cancel. The
 * main thread does nothing that blocks, so they go out whatever the engine does.
 */
export function holdJob(nats: Nats, job: JobRequested, delivery: Delivery, workerId: string): HeldJob {
  const cancelling = new AbortController();
  let fraction = 0;
  let toldAt = 0;
  const tell = () => {
    if (held.attempt === 0 || nats.nc.isClosed()) return;
    toldAt = Date.now();
    const sign = jobProgress.parse({ jobId: job.jobId, tenant: job.tenant, attempt: held.attempt, progress: fraction, at: new Date().toISOString() });
    nats.nc.publish(progressSubject(job.tenant, job.jobId), JSON.stringify(sign));
  };
  const heartbeat = setInterval(() => {
    delivery.working();
    tell();
  }, heartbeatMs);
  const ear = nats.nc.subscribe(cancelSubject(job.jobId), {
    callback: (error, message) => {
      const upTo = error ? undefined : upToAttempt(message.string());
      if (upTo === undefined || (upTo !== null && (held.attempt === 0 || held.attempt > upTo))) return;
      if (upTo !== null) held.superseded = true;
      cancelling.abort();
    },
  });

  const held: HeldJob = {
    job,
    delivery,
    claimId: `${workerId}:${delivery.streamSequence}:${delivery.deliveries}`,
    cancelled: cancelling.signal,
    superseded: false,
    open: true,
    input: Promise.reject(new Error('the input was not asked for')),
    claimed: (attempt, lastAttempt, alone) => {
      // A job of milliseconds tells no progress: the claim was its sign of life.
      toldAt = Date.now();
      Object.assign(held, { attempt, lastAttempt, alone, startedAt: new Date() });
    },
    attempt: 0,
    lastAttempt: false,
    alone: false,
    startedAt: new Date(),
    progress: (now) => {
      fraction = Math.max(fraction, Math.min(1, now));
      if (Date.now() - toldAt >= tellEveryMs) tell();
    },
    letGo: () => {
      held.open = false;
      clearInterval(heartbeat);
      if (!ear.isClosed()) ear.unsubscribe();
    },
  };
  held.input.catch(() => undefined);
  return held;
}

/** Which runs are to stop; null: every one; undefined: it says nothing that we understand. */
function upToAttempt(text: string): number | null | undefined {
  if (text === '') return null;
  try {
    return jobCancel.safeParse(JSON.parse(text)).data?.upToAttempt;
  } catch {
    // Not JSON: not our word.
    return undefined;
  }
}

/** The recording or the transcript that the job reads. */
export function sourceIdOf(job: JobRequested): string {
  return job.kind === 'transcription' ? job.recordingId : job.transcriptId;
}
