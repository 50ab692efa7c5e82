/** Knows how long a running batch will still take: by its own progress, else by what such lengths took before. */
export type BatchClock = {
  /** A batch begins; `lengths` of its jobs in the kind's unit (milliseconds of sound, bytes of text). */
  begin(lengths: readonly number[], now: number): RunningBatch;
};

export type RunningBatch = {
  /** Of one job, 0..1. */
  progress(index: number, fraction: number): void;
  /** Milliseconds until its end, as far as is known; Infinity where it is not. */
  restMs(now: number): number;
  end(now: number): void;
};

/** Progress below this says little about the rest. */
const leastProgress = 0.1;
/** Weight of the newest batch in the learned pace. */
const newest = 0.3;

export function createBatchClock(): BatchClock {
  /** Milliseconds a unit of length. */
  let pace: number | null = null;
  return {
    begin: (lengths, began) => {
      const total = Math.max(1, lengths.reduce((sum, one) => sum + one, 0));
      const fractions = lengths.map(() => 0);
      return {
        progress: (index, fraction) => {
          fractions[index] = Math.max(fractions[index] ?? 0, fraction);
        },
        restMs: (now) => {
          const elapsed = Math.max(0, now - began);
          const mean = fractions.reduce((sum, one) => sum + one, 0) / Math.max(1, fractions.length);
          if (mean >= leastProgress) return (elapsed * (1 - mean)) / mean;
          return pace === null ? Number.POSITIVE_INFINITY : Math.max(0, pace * total - elapsed);
        },
        end: (now) => {
          const measured = Math.max(0, now - began) / total;
          pace = pace === null ? measured : pace + newest * (measured - pace);
        },
      };
    },
  };
}
