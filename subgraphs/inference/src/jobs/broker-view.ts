import { jobNoSpeech, jobSubject, resultSubjects } from '@dra/events';
import type { Nats } from '@dra/messaging';
import type { Job } from '../domain/job.ts';
import type { BrokerView } from '../domain/reap-job.ts';

/** What the broker holds of a job: exact, by the job's own subjects. */
export const brokerViewOver =
  (nats: Nats) =>
  async (job: Job): Promise<BrokerView> => {
    const [queued, result] = await Promise.all([
      nats.jsm.streams.getMessage('JOBS', { last_by_subj: jobSubject(job.kind, job.priority, job.tenant, job.id) }),
      nats.jsm.streams.getMessage('RESULTS', { last_by_subj: resultSubjects(job.kind, job.tenant, job.id) }),
    ]);
    // An older run's failure is no word on this one.
    const attempt = result ? jobNoSpeech.safeParse(result.json()).data?.attempt : undefined;
    return { queued: queued !== null, result: attempt !== undefined && attempt >= Math.max(1, job.attempt) };
  };
