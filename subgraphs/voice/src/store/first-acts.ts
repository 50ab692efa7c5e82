import type { Actor } from '@dra/access';
import type { Tx } from '@dra/pg-store';

/**
 * Of these recordings, those with which this person does this for the first time since it began: a device that sends chunks,
 * or somebody who watches a visit being heard, does one thing, not one each second.
 */
export async function firstActs(tx: Pick<Tx, 'query' | 'tenant'>, { userId }: Pick<Actor, 'userId'>, action: string, recordingIds: readonly string[]): Promise<Set<string>> {
  if (recordingIds.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO recording_act (tenant, recording_id, actor, action) SELECT $1, id, $3, $4 FROM unnest($2::uuid[]) AS one (id)
     ON CONFLICT DO NOTHING RETURNING recording_id AS id`,
    [tx.tenant, recordingIds, userId, action],
  );
  return new Set(rows.map(({ id }) => id));
}
