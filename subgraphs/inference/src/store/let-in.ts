import { In } from '@dra/pg-store';
import type { Tx } from '@dra/pg-store';
import { freePlaces } from '../domain/dispatch-jobs.ts';
import type { Line, TenantWindow } from '../domain/dispatch-jobs.ts';
import type { Job } from '../domain/job.ts';
import { jobEntity } from './job-entity.ts';

/**
 * Lets the tenant's oldest waiting jobs of this kind and class into its window, as many as have a place, and gives them
 * for publishing. One transaction at a time per window: two that end jobs at once do not let in the same one, and two
 * that queue do not overfill it.
 */
export async function letIn(tx: Tx, line: Line, window: TenantWindow): Promise<Job[]> {
  const of = [tx.tenant, line.kind, line.priority];
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'job window', $1::text, $2::text, $3::text), 0))`, of);
  const [inside] = await tx.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM inference_job WHERE tenant = $1 AND kind = $2 AND priority = $3 AND status IN ('QUEUED', 'RUNNING') AND dispatched_at IS NOT NULL`,
    of,
  );
  const places = freePlaces(window, line, inside?.count ?? 0);
  if (places === 0) return [];
  const rows = await tx.query<{ id: string }>(
    // Materialized: a subquery in its place may be run more than once, and lets in its limit each time.
    `WITH next AS MATERIALIZED (
       SELECT id FROM inference_job WHERE tenant = $1 AND kind = $2 AND priority = $3 AND status = 'QUEUED' AND dispatched_at IS NULL
       ORDER BY queued_at, id LIMIT $4 FOR UPDATE SKIP LOCKED
     )
     UPDATE inference_job AS job SET dispatched_at = statement_timestamp(), last_seen_at = statement_timestamp()
     FROM next WHERE job.tenant = $1 AND job.id = next.id RETURNING job.id`,
    [...of, places],
  );
  if (rows.length === 0) return [];
  return tx.manager.getRepository(jobEntity).find({ where: { tenant: tx.tenant, id: In(rows.map((row) => row.id)) }, order: { queuedAt: 'ASC', id: 'ASC' } });
}
