import { resultMessage, resultSubjects } from '@dra/events';
import type { JobKind, JobResult, ObjectRef, RpcReply } from '@dra/events';
import { callRpc, publish, publishDeadLetter } from '@dra/messaging';
import type { FailureReason, Nats } from '@dra/messaging';
import { backoffMs, pause } from '@dra/service';
import { durablesOf } from './job-durables.ts';
import { sourceIdOf } from './held-job.ts';
import type { HeldJob } from './held-job.ts';

export type EngineName = { id: string; version: string } | null;

/** Over a restart of the inference subgraph, and a long one of its database. */
const settlePatienceMs = 10 * 60_000;

/** How a worker answers for a job. Each answer lets go of the job; where the broker does not answer, a redelivery follows. */
export type QueueAnswers = {
  succeeded(held: HeldJob, engine: EngineName, result: ObjectRef): Promise<void>;
  noSpeech(held: HeldJob, engine: EngineName): Promise<void>;
  /** Ends the job. With `bury`, its message is kept among the dead letters for operators. */
  failed(held: HeldJob, engine: EngineName, failure: { code: string; retryable: boolean; bury?: FailureReason }): Promise<void>;
  /**
   * Asks leave to publish a result, as long as it takes. Null: nobody answered before `signal` aborted or our patience
   * ended.
   */
  settle(held: HeldJob, signal: AbortSignal): Promise<RpcReply<'jobSettle'> | null>;
  /** Another worker has the job: lets go without a word, which would be about that one's delivery. */
  abandon(held: HeldJob): void;
  /** Nothing to say: cancelled, ended elsewhere, answered before. */
  drop(held: HeldJob): Promise<void>;
  bury(held: HeldJob, reason: FailureReason): Promise<void>;
  /** Not run: again after a while, here or elsewhere. */
  later(held: HeldJob, delayMs: number): void;
  /** Claimed, and given back. */
  giveBack(held: HeldJob, options: { code: string; countsAsAttempt: boolean; delayMs: number }): Promise<void>;
  /** Whether an earlier delivery was answered and only its ack was lost. */
  answeredBefore(held: HeldJob): Promise<boolean>;
};

export function createQueueAnswers(nats: Nats, kind: JobKind): QueueAnswers {
  const { logger } = nats;
  const durableOf = (held: HeldJob) => durablesOf(kind)[held.delivery.subject.split('.')[2] as 'live' | 'normal' | 'bulk'];

  /** Acks what was answered. A lost ack brings another delivery, which finds the answer. */
  const done = async (held: HeldJob) => {
    held.letGo();
    if (!(await held.delivery.ackConfirmed())) logger.warn({ jobId: held.job.jobId }, 'the ack was not confirmed');
  };
  const later: QueueAnswers['later'] = (held, delayMs) => {
    held.letGo();
    held.delivery.nak(delayMs);
  };
  /** Says it, then acks; what could not be said is delivered again. */
  const answer = async (held: HeldJob, say: () => Promise<unknown>) => {
    try {
      await say();
    } catch (error) {
      logger.error({ error, jobId: held.job.jobId }, 'the result could not be published; the job will be delivered again');
      later(held, 5_000);
      return;
    }
    await done(held);
  };
  const publishResult = (held: HeldJob, result: JobResult) => {
    // One success a job, one failure a run: told twice, the stream keeps one. A refusal before any run is one of the job's
    // message: after a retry it is another refusal, which the stream must not take for the first.
    const run = held.attempt > 0 ? String(held.attempt) : `unclaimed-${held.delivery.streamSequence}`;
    const id = result.outcome === 'failed' ? `${held.job.jobId}:failed:${run}` : `${held.job.jobId}:${result.outcome}`;
    return publish(nats, { id, ...resultMessage(result) }, { deadlineMs: 15_000 });
  };
  const bodyOf = ({ job, attempt, startedAt }: HeldJob, engine: EngineName) => ({
    jobId: job.jobId,
    kind: job.kind,
    tenant: job.tenant,
    patientId: job.patientId,
    encounterId: job.encounterId,
    sourceId: sourceIdOf(job),
    requestedBy: job.requestedBy,
    attempt,
    engine,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
  });

  return {
    succeeded: (held, engine, result) => answer(held, () => publishResult(held, { outcome: 'succeeded', body: { ...bodyOf(held, engine), result } })),
    noSpeech: (held, engine) => answer(held, () => publishResult(held, { outcome: 'no-speech', body: bodyOf(held, engine) })),
    failed: (held, engine, { code, retryable, bury }) =>
      answer(held, async () => {
        if (bury) await publishDeadLetter(nats, durableOf(held), held.delivery, bury);
        await publishResult(held, { outcome: 'failed', body: { ...bodyOf(held, engine), attempt: held.attempt || null, code, retryable } });
      }),
    settle: async (held, signal) => {
      const { jobId, tenant } = held.job;
      for (const giveUp = Date.now() + settlePatienceMs, tries = { count: 0 }; ; tries.count += 1) {
        try {
          return await callRpc(nats, 'jobSettle', { tenant, jobId, claimId: held.claimId }, { timeoutMs: 5_000 });
        } catch (error) {
          if (tries.count === 0) logger.warn({ error, jobId }, 'nobody says whether the result may be published; asking on');
          if (signal.aborted || held.cancelled.aborted || Date.now() > giveUp) return null;
          await pause(backoffMs(Math.min(tries.count + 1, 6), { baseMs: 200, maxMs: 5_000 }), { signal });
        }
      }
    },
    abandon: (held) => {
      logger.warn({ jobId: held.job.jobId, attempt: held.attempt }, 'another worker has this job: it took us for dead');
      held.letGo();
    },
    drop: done,
    bury: (held, reason) => answer(held, () => publishDeadLetter(nats, durableOf(held), held.delivery, reason)),
    later,
    giveBack: async (held, { code, countsAsAttempt, delayMs }) => {
      const { jobId, tenant } = held.job;
      // Without the word the job shows as RUNNING until somebody claims it: no harm, but a lie.
      await callRpc(nats, 'jobRelease', { tenant, jobId, claimId: held.claimId, code, countsAsAttempt }).catch((error: unknown) => logger.warn({ error, jobId }, 'the job could not be released'));
      later(held, delayMs);
    },
    answeredBefore: async (held) => {
      if (held.delivery.deliveries === 1) return false;
      const { job } = held;
      const said = await nats.jsm.streams.getMessage('RESULTS', { last_by_subj: resultSubjects(job.kind, job.tenant, job.jobId) });
      const outcome = said?.subject.split('.')[2];
      return outcome === 'succeeded' || outcome === 'no-speech';
    },
  };
}
