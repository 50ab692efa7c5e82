import type { Job } from './job.ts';

/** How jobs of a kind went of late, over all tenants. */
export type Pace = {
  /** How many it was measured on; 0: nothing is known. */
  ended: number;
  /** Seconds from claim to a result that can be read. */
  meanSeconds: number | null;
  /** The same for a minute of sound; null where the jobs are not of sound or its length was not known. */
  secondsPerMinuteOfSound: number | null;
  running: number;
  /** With the broker, waiting for a worker. */
  waiting: { live: number; normal: number };
};

/** Progress below this says little about the rest. */
const leastProgress = 0.05;

/**
 * Whole seconds until the job's end, from what was measured: its own progress, else the pace of such jobs of late, in
 * as many lanes as run now. Null where nothing was measured: no number is better than an invented one.
 *
 * @param before jobs of its kind and class that go before it
 */
export function estimateSecondsLeft(job: Job, pace: Pace, before: number, now: Date): number | null {
  if (job.status === 'RUNNING') {
    if (!job.startedAt) return null;
    const elapsed = Math.max(0, (now.getTime() - job.startedAt.getTime()) / 1_000);
    if (job.progress >= leastProgress) return whole((elapsed * (1 - job.progress)) / job.progress);
    const lasts = ownSeconds(job, pace);
    // It takes longer than such jobs did: how much longer, nobody measured.
    return lasts === null || elapsed > lasts ? null : whole(lasts - elapsed);
  }
  if (job.status !== 'QUEUED' || pace.meanSeconds === null) return null;
  const own = ownSeconds(job, pace);
  if (own === null) return null;
  const urgent = (job.priority === 'live' ? 0 : pace.waiting.live) + (job.priority === 'bulk' ? pace.waiting.normal : 0);
  return whole(((before + urgent) * pace.meanSeconds) / Math.max(1, pace.running) + own);
}

function ownSeconds({ input }: Job, pace: Pace): number | null {
  if (input.kind === 'transcription' && input.durationMs && pace.secondsPerMinuteOfSound !== null) return (input.durationMs / 60_000) * pace.secondsPerMinuteOfSound;
  return pace.meanSeconds;
}

const whole = (seconds: number) => Math.max(1, Math.ceil(seconds));
