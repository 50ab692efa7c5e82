/** What workers ask and tell: leave to run a job, what is known of its patient, a job given back, and signs of life. */
import { serviceActor } from '@dra/access';
import { filters, jobProgress } from '@dra/events';
import { serveRpc } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import type { Transact } from '@dra/pg-store';
import { claimJob, releaseJob, settleJob } from '../domain/run-job.ts';
import type { InTransaction } from '../domain/work.ts';
import type { ClinicSpeech } from '../clinic-speech.ts';
import { recordProgress } from '../store/record-progress.ts';
import type { Telling } from '../store/work.ts';
import { jobContext } from './job-context.ts';

export function answerWorkers(nats: Nats, deps: { inTransaction: InTransaction; transact: Transact; telling: Telling; clinic: ClinicSpeech }): { stop(): Promise<void> } {
  const actorOf = (tenant: string, requestId: string) => serviceActor('svc.inference', tenant, requestId);
  const claims = serveRpc(nats, 'jobClaim', (request) => claimJob(deps, actorOf(request.tenant, request.claimId), request));
  const contexts = serveRpc(nats, 'jobContext', (request) => jobContext(nats, deps.transact, deps.clinic, request));
  const settles = serveRpc(nats, 'jobSettle', (request) => settleJob(deps, actorOf(request.tenant, request.claimId), request));
  const releases = serveRpc(nats, 'jobRelease', (request) => releaseJob(deps, actorOf(request.tenant, request.claimId), request));
  const progress = nats.nc.subscribe(filters.progress, {
    queue: 'inference-progress',
    callback: (error, message) => {
      if (error) {
        nats.logger.error({ error }, 'the subscription to progress failed');
        return;
      }
      void heard(message.string());
    },
  });

  /** A sign of life that cannot be recorded is replaced by the next one. */
  async function heard(text: string): Promise<void> {
    try {
      const sign = jobProgress.parse(JSON.parse(text));
      await recordProgress(deps.transact, deps.telling, actorOf(sign.tenant, `progress:${sign.jobId}`), sign);
    } catch (error) {
      nats.logger.warn({ error }, 'a sign of life could not be recorded');
    }
  }

  return {
    stop: async () => {
      if (!progress.isClosed() && !nats.nc.isClosed()) await progress.drain();
      await Promise.all([claims.stop(), contexts.stop(), settles.stop(), releases.stop()]);
    },
  };
}
