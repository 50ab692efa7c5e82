/**
 * A job's message, or its result, that nobody could handle: the job ends as FAILED, so that a visit never waits for
 * something that lies among the dead letters. The dead letter itself stays there for people: a replayed result ends the
 * job as SUCCEEDED after all.
 */
import { serviceActor } from '@dra/access';
import { filters, jobRequested, jobSucceeded } from '@dra/events';
import type { DeadLetter } from '@dra/events';
import { consume } from '@dra/messaging';
import type { Consumption, Nats } from '@dra/messaging';
import { endJob } from '../domain/run-job.ts';
import type { InTransaction } from '../domain/work.ts';

export function consumeDeadLetters(nats: Nats, deps: { inTransaction: InTransaction }): Promise<Consumption> {
  return consume<DeadLetter>(nats, {
    stream: 'DLQ',
    durable: 'inference-dead-letters',
    filterSubjects: [filters.deadLetters('results.*.succeeded.>'), filters.deadLetters('jobs.>')],
    maxDeliver: -1,
    handler: async ({ payload: letter, id }) => {
      const isResult = letter.subject.startsWith('results.');
      // A worker that buries a job's message says itself how the job ended.
      if (!isResult && letter.code !== 'MAX_DELIVERIES') return;
      const about = jobOf(letter);
      // A payload that names no job is a person's matter.
      if (!about) return;
      const code = isResult ? 'RESULT_REJECTED' : 'JOB_LOST';
      await endJob(deps, serviceActor('svc.inference', about.tenant, id), about.jobId, { kind: 'failed', code, retryable: true, attempt: null });
    },
  });
}

function jobOf(letter: DeadLetter): { tenant: string; jobId: string } | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(letter.payload, 'base64').toString('utf8'));
    return (letter.subject.startsWith('results.') ? jobSucceeded.pick({ tenant: true, jobId: true }) : jobRequested).safeParse(payload).data ?? null;
  } catch {
    // Not JSON: it names no job.
    return null;
  }
}
