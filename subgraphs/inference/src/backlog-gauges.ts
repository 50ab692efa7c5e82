import type { DataSource } from '@dra/pg-store';
import { outboxBacklog } from '@dra/pg-store';
import type { Metrics } from '@dra/service';
import { jobBacklog } from './store/job-reads.ts';

const everyMs = 5_000;

/** Depth and age of the queues by kind and priority, and the age of the outbox: what autoscaling and alarms read. */
export function watchBacklogs(metrics: Metrics, dataSource: DataSource): { stop(): void } {
  const jobs = metrics.gauge('inference_jobs', 'Jobs that have not ended', ['kind', 'priority', 'status']);
  const oldest = metrics.gauge('inference_oldest_job_seconds', 'Age of the oldest job that has not ended', ['kind', 'priority', 'status']);
  const outbox = metrics.gauge('outbox_oldest_seconds', 'Age of the oldest message that waits to be published');
  const look = async () => {
    const [backlog, { oldestSeconds }] = await Promise.all([jobBacklog(dataSource), outboxBacklog(dataSource)]);
    jobs.reset();
    oldest.reset();
    for (const { kind, priority, status, jobs: count, oldestSeconds: age } of backlog) {
      jobs.set({ kind, priority, status }, count);
      oldest.set({ kind, priority, status }, age);
    }
    outbox.set(oldestSeconds);
  };
  // A database that is away shows in /readyz; the gauges keep their last values.
  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
  return { stop: () => clearInterval(timer) };
}
