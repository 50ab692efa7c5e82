import type { JobPriority, JobRequested } from '@dra/events';

/** A delivery as far as its choice for a batch goes. */
export type Candidate = {
  priority: JobPriority;
  /** How many its run may hold: few where a worker was lost with it. */
  mostShare: number;
  /** In the kind's unit; null when the message cannot be read. */
  length: number | null;
  /** Batches that were filled without it since it came. */
  passed: number;
};

const ranks: Readonly<Record<JobPriority, number>> = { live: 0, normal: 1, bulk: 2 };
/** After being passed over so often it leads, whatever its class. */
const patience = 2;
const bytesPerMs = 2;

/** How long a job is, in what its engine's time follows: milliseconds of sound, bytes of text. */
export function lengthOf(job: JobRequested): number {
  return job.kind === 'transcription' ? (job.durationMs ?? job.audio.bytes / bytesPerMs) : job.transcript.bytes;
}

/** Within a bucket the longest is four times the shortest at most: no short job waits for a long one's end. */
export const bucketOf = (length: number): number => Math.floor(Math.log2(Math.max(1, length)) / 2);

/** Who leads the next batch: the most urgent class, the longest waiting of it; who was passed over too often goes first. */
export function leaderOf(candidates: readonly Candidate[]): number {
  let leader = 0;
  candidates.forEach((one, index) => {
    const best = candidates[leader] as Candidate;
    const [overdue, bestOverdue] = [one.passed >= patience, best.passed >= patience];
    if (overdue !== bestOverdue ? overdue : !overdue && ranks[one.priority] < ranks[best.priority]) leader = index;
  });
  return leader;
}

/** Whether one may join the leader's batch: of like length, and what workers were lost with keeps to itself. */
export function joins(leader: Candidate, one: Candidate): boolean {
  if (leader.length === null || one.length === null || leader.mostShare !== one.mostShare || leader.mostShare === 1) return false;
  return bucketOf(leader.length) === bucketOf(one.length);
}
