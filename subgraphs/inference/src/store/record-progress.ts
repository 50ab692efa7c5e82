import type { Actor } from '@dra/access';
import type { JobProgress } from '@dra/events';
import type { Transact } from '@dra/pg-store';
import type { Telling } from './work.ts';

/**
 * A worker's sign of life. Not audited and not a new state: it says how far a run is and that it is alive. A worker that
 * still works on a job that has ended (its cancel was lost on the way) is told again to stop; so is one that was taken
 * for dead, whose job another worker runs by now.
 */
export async function recordProgress(transact: Transact, telling: Telling, actor: Actor, progress: JobProgress): Promise<void> {
  const { jobId, attempt } = progress;
  const seen = await transact(actor, async (tx) => {
    const [running] = await tx.query<{ encounterId: string; moved: boolean }>(
      `UPDATE inference_job AS job SET progress = greatest(job.progress, $4::real), last_seen_at = clock_timestamp()
       FROM (SELECT id, progress FROM inference_job WHERE tenant = $1 AND id = $2 FOR UPDATE) AS before
       WHERE job.tenant = $1 AND job.id = before.id AND job.status = 'RUNNING' AND job.attempt = $3
       RETURNING job.encounter_id AS "encounterId", job.progress > before.progress AS moved`,
      [tx.tenant, jobId, attempt, progress.progress],
    );
    if (running) return { kind: 'running' as const, ...running };
    const [other] = await tx.query<{ status: string; attempt: number }>(`SELECT status, attempt FROM inference_job WHERE tenant = $1 AND id = $2`, [tx.tenant, jobId]);
    if (other?.status === 'RUNNING' && other.attempt > attempt) return { kind: 'superseded' as const };
    return { kind: other && other.status !== 'RUNNING' && other.status !== 'QUEUED' ? ('ended' as const) : ('waiting' as const) };
  });
  if (seen.kind === 'running' && seen.moved) telling.changed({ tenant: actor.tenant, id: jobId, encounterId: seen.encounterId });
  if (seen.kind === 'superseded') telling.stopWorker(jobId, attempt);
  if (seen.kind === 'ended' && progress.progress < 1) telling.stopWorker(jobId);
}
