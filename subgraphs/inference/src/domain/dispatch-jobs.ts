import type { JobKind, JobPriority } from '@dra/events';
import type { Job } from './job.ts';

/**
 * Fairness between tenants. A tenant has at most so many jobs of a kind and class with the broker or with workers at
 * once; the rest of its jobs waits in the database, oldest first, and each end lets the next one in. A tenant's flood
 * therefore never stands before another's job by more than one window, and tenants with full windows take turns: each
 * job that is let in queues up behind the others'. The cap holds whatever the number of workers and of processes that
 * queue, since it is kept where the job's state is; nothing is delivered only to be refused.
 */
export type TenantWindow = Readonly<Record<JobPriority, number>>;

export const defaultTenantWindow: TenantWindow = { live: 64, normal: 32, bulk: 16 };

export type Line = { kind: JobKind; priority: JobPriority };

/** Whether a job that is written so changes who may be let in next: it left its place, or it waits for one. */
export function touchesWindow(job: Pick<Job, 'status' | 'dispatchedAt'>): boolean {
  return job.status === 'QUEUED' ? job.dispatchedAt === null : job.status !== 'RUNNING';
}

/** How many may be let in now. */
export function freePlaces(window: TenantWindow, { priority }: Line, dispatched: number): number {
  return Math.max(0, window[priority] - dispatched);
}
