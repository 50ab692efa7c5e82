import type { JobKind, JobPriority, JobRequested } from '@dra/events';
import { jobRequested } from '@dra/events';
import type { Delivery, WeightedTaker } from '@dra/messaging';
import type { Admission } from './admit-job.ts';
import { joins, leaderOf, lengthOf } from './batch-choice.ts';
import type { Candidate } from './batch-choice.ts';
import { eitherSignal, unlessAborted } from './either-signal.ts';
import type { HeldJob } from './held-job.ts';
import { heartbeatMs } from './job-durables.ts';

/** A delivery with its message read; `job` is null where it is not one of ours. */
export type Taken = Candidate & { delivery: Delivery; job: JobRequested | null };

export type Assembling = {
  maxBatch: number;
  maxWaitMs: number;
  /** Resolves when the engine can take a batch. */
  engineFree: Promise<void>;
  /** Claims the job for a run that so many may be lost in, or answers its delivery: then there is nothing to run. Never rejects. */
  admit: (taken: Taken, share: number) => Promise<Admission>;
  stopping: AbortSignal;
};

export type Assembler = {
  /**
   * The next batch, of jobs of like length, led by the most urgent. Filled while the engine is busy and, where running
   * together pays, for `maxWaitMs` more; empty when nothing of it could be run, or when stopping. Jobs that a worker was
   * lost with make batches of their own, and at last each by itself, claimed once the engine is free: what happens there is its own doing.
   */
  assemble(options: Assembling): Promise<HeldJob[]>;
  read(delivery: Delivery): Taken;
  /** Gives back what was taken and not admitted. */
  stop(): void;
};

/**
 * Fills batches from a queue. Takes what the next batch can hold and no more: what does not fit its length leads one of
 * the following, and is kept with heartbeats, unclaimed, so that it shows as queued and costs no attempt.
 */
export function createAssembler(taker: WeightedTaker, options: { kind: JobKind; onTaken?: (deliveries: readonly Delivery[]) => void }): Assembler {
  const waiting: Taken[] = [];
  const heartbeat = setInterval(() => waiting.forEach(({ delivery }) => delivery.working()), heartbeatMs);
  const readOne = (delivery: Delivery): Taken => {
    const job = readJob(delivery, options.kind);
    return { delivery, job, priority: delivery.subject.split('.')[2] as JobPriority, mostShare: Number.POSITIVE_INFINITY, length: job && lengthOf(job), passed: 0 };
  };
  const read = (deliveries: readonly Delivery[]): Taken[] => {
    if (deliveries.length > 0) options.onTaken?.(deliveries);
    return deliveries.map(readOne);
  };

  /** What must share with fewer waits, before the others, to lead a batch of such. */
  const heldOf = (chosen: readonly Taken[], admissions: readonly Admission[]): HeldJob[] => {
    const held: HeldJob[] = [];
    const apart = chosen.filter((one, index) => {
      const admission = admissions[index];
      if (!admission) return false;
      if (!('mostShare' in admission)) held.push(admission);
      else one.mostShare = admission.mostShare;
      return 'mostShare' in admission;
    });
    waiting.unshift(...apart);
    return held;
  };

  return {
    read: readOne,
    assemble: async ({ maxBatch, maxWaitMs, engineFree, admit, stopping }) => {
      waiting.push(...read(await (waiting.length === 0 ? taker.take(maxBatch, stopping) : taker.takeNow(maxBatch - waiting.length))));
      const [leader] = waiting.splice(leaderOf(waiting), 1);
      if (!leader || stopping.aborted) {
        if (leader) waiting.unshift(leader);
        return [];
      }
      if (leader.mostShare === 1) {
        // Kept with heartbeats until then.
        waiting.unshift(leader);
        await unlessAborted(engineFree, stopping);
        if (stopping.aborted) return [];
        waiting.shift();
        for (const one of waiting) one.passed += 1;
        return heldOf([leader], [await admit(leader, 1)]);
      }
      const chosen = [leader];
      const limit = Math.min(maxBatch, leader.mostShare);
      // Claimed while another batch runs, which may take it along.
      const share = Math.max(2, limit);
      const admissions = [admit(leader, share)];
      const choose = (one: Taken): boolean => {
        const fits = chosen.length < limit && joins(leader, one);
        if (fits) {
          chosen.push(one);
          admissions.push(admit(one, share));
        }
        return fits;
      };
      for (const one of waiting.splice(0)) if (!choose(one)) waiting.push(one);

      const lingering = linger(engineFree, maxWaitMs, stopping);
      // An engine that is free already is known to be so before anything more is asked for.
      await Promise.resolve();
      while (chosen.length < limit && waiting.length < maxBatch && !lingering.signal.aborted) {
        for (const one of read(await taker.take(Math.min(limit - chosen.length, maxBatch - waiting.length), lingering.signal))) if (!choose(one)) waiting.push(one);
      }
      lingering.stop();
      for (const one of waiting) one.passed += 1;
      return heldOf(chosen, await Promise.all(admissions));
    },
    stop: () => {
      clearInterval(heartbeat);
      for (const { delivery } of waiting.splice(0)) delivery.nak();
    },
  };
}

/** Aborts when the batch must go: the engine is free, and its first job waited for others as long as it may. */
function linger(engineFree: Promise<void>, maxWaitMs: number, stopping: AbortSignal): { signal: AbortSignal; stop(): void } {
  const over = new AbortController();
  const began = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  void engineFree.then(() => {
    const left = began + maxWaitMs - Date.now();
    if (left <= 0) over.abort();
    else if (!stopped) timer = setTimeout(() => over.abort(), left);
  });
  const either = eitherSignal(over.signal, stopping);
  return {
    signal: either.signal,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      either.release();
    },
  };
}

function readJob(delivery: Delivery, kind: JobKind): JobRequested | null {
  try {
    const job = jobRequested.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(delivery.data))).data;
    return job?.kind === kind ? job : null;
  } catch {
    // Not JSON: who admits it buries it.
    return null;
  }
}
