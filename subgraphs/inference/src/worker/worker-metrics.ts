import type { JobKind } from '@dra/events';
import type { Nats } from '@dra/messaging';
import type { Logger, Metrics } from '@dra/service';
import { durablesOf } from './job-durables.ts';
import type { WorkerObserver } from './run-worker.ts';

const lookEveryMs = 10_000;

/** What autoscaling and people read of a worker. */
export function createWorkerMetrics(metrics: Metrics, kind: JobKind): WorkerObserver & { restarted(reason: string): void; watchQueue(nats: Nats, logger: Logger): { stop(): void } } {
  const duration = metrics.histogram('job_duration_seconds', 'From the claim of a job to its answer', ['pool', 'outcome']);
  const waited = metrics.histogram('job_wait_seconds', 'From the publishing of a job to its delivery to this worker', ['pool', 'priority']);
  const sizes = metrics.histogram('job_batch_size', 'Jobs run at once', ['pool'], [1, 2, 4, 8, 16, 32, 64]);
  const realtime = metrics.histogram('transcription_realtime_factor', 'Seconds of work for a second of speech', [], [0.01, 0.03, 0.1, 0.3, 0.6, 1, 2, 5]);
  const sound = metrics.counter('transcription_sound_seconds_total', 'Seconds of sound that were transcribed', []);
  const busy = metrics.counter('engine_busy_seconds_total', 'Seconds in which the engine worked on a batch: its rate is the share of a worker that is used', ['pool']);
  const tokens = metrics.counter('engine_tokens_total', 'Tokens that a model made', ['pool']);
  const restarts = metrics.counter('engine_restarts_total', 'Engine threads that were lost or ended', ['pool', 'reason']);
  const depth = metrics.gauge('job_queue_depth', 'Messages of the pool that no worker has yet', ['pool', 'priority']);
  const inHand = metrics.gauge('job_queue_unacknowledged', 'Messages of the pool that workers have', ['pool', 'priority']);

  return {
    taken: (deliveries) => {
      for (const { subject, storedAt } of deliveries) waited.observe({ pool: kind, priority: subject.split('.')[2] ?? 'none' }, Math.max(0, Date.now() - storedAt) / 1_000);
    },
    batch: (size) => sizes.observe({ pool: kind }, size),
    ended: ({ job, startedAt }, outcome) => {
      const seconds = (Date.now() - startedAt.getTime()) / 1_000;
      duration.observe({ pool: kind, outcome }, seconds);
      if (job.kind !== 'transcription' || outcome !== 'succeeded' || !job.durationMs) return;
      realtime.observe((seconds * 1_000) / job.durationMs);
      sound.inc({}, job.durationMs / 1_000);
    },
    busy: (seconds) => busy.inc({ pool: kind }, seconds),
    tokens: (count) => tokens.inc({ pool: kind }, count),
    restarted: (reason) => restarts.inc({ pool: kind, reason }),
    watchQueue: (nats, logger) => {
      const look = async () => {
        for (const [priority, durable] of Object.entries(durablesOf(kind))) {
          const info = await nats.jsm.consumers.info('JOBS', durable);
          depth.set({ pool: kind, priority }, info.num_pending);
          inHand.set({ pool: kind, priority }, info.num_ack_pending);
        }
      };
      const timer = setInterval(() => void look().catch((error: unknown) => logger.debug({ error }, 'the queue could not be measured')), lookEveryMs);
      return { stop: () => clearInterval(timer) };
    },
  };
}
