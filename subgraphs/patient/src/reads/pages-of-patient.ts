import type { EntitySchema, FindOptionsWhere } from '@dra/pg-store';
import { In } from '@dra/pg-store';
import type { Tracked } from '../domain/model.ts';
import { conditionEntity, encounterEntity, medicationEntity, observationEntity } from '../store/entities/index.ts';
import { idsByFile, personsCte } from './person-records.ts';
import type { ReadTx } from './read-session.ts';

/** The place after which a page begins: the ordering instant (ISO) and the id of the row before it. */
export type Position = { at: string; id: string };

export type PageRequest = { patientId: string; after: Position | null };

/** A long list of a patient's, newest first. `filter` is SQL over the table `r`, with its parameters from $6 on. */
export type PagedList<T> = { entity: EntitySchema<T>; sortColumn: string; sortField: keyof T & string; action: string; type: string };

type Row = Tracked & { patientId: string };

export const pagedLists = {
  conditions: { entity: conditionEntity, sortColumn: 'sort_at', sortField: 'sortAt', action: 'conditions.read', type: 'Condition' },
  medications: { entity: medicationEntity, sortColumn: 'sort_at', sortField: 'sortAt', action: 'medications.read', type: 'MedicationStatement' },
  observations: { entity: observationEntity, sortColumn: 'effective_at', sortField: 'effectiveAt', action: 'observations.read', type: 'Observation' },
  encounters: { entity: encounterEntity, sortColumn: 'sort_at', sortField: 'sortAt', action: 'encounters.read', type: 'Encounter' },
} as const;

export type PageFilter = { activeOnly?: boolean; code?: string };

/**
 * One page for each of many patients, `first + 1` rows at most, in two statements however many patients: the ids by
 * the list's index, then the rows. A merge moves nothing, so the list is that of all records of the person: the newest of
 * each by the index, and of those the newest. Each file that something is shown of has it on record.
 */
export async function readPages<T extends Row>(tx: ReadTx, list: PagedList<T>, requests: readonly PageRequest[], first: number, filter: PageFilter): Promise<T[][]> {
  const { sql, params } = pagesQuery(tx.tenant, list, requests, first, filter);
  const found = await tx.query<{ ordinal: string; id: string }>(sql, params);
  const rows = await tx.manager.getRepository(list.entity).findBy({ tenant: tx.tenant, id: In(found.map((one) => one.id)) } as FindOptionsWhere<T>);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pages: T[][] = requests.map(() => []);
  for (const { ordinal, id } of found) {
    const row = byId.get(id);
    if (row) pages[Number(ordinal) - 1]?.push(row);
  }
  requests.forEach(({ patientId }, index) => {
    for (const [file, ids] of idsByFile(patientId, pages[index]?.slice(0, first) ?? [])) {
      tx.shown({ action: list.action, patientId: file, resource: { type: list.type }, outcome: 'ALLOWED', detail: { ids } });
    }
  });
  return pages;
}

/** The ids of all pages, in order. Exported for the test of its plan. */
export function pagesQuery<T extends Row>(tenant: string, list: PagedList<T>, requests: readonly PageRequest[], first: number, filter: PageFilter): { sql: string; params: unknown[] } {
  const table = list.entity.options.name;
  const conditions = ['r.tenant = $1', 'r.patient_id = m.id', `(q.at IS NULL OR (r.${list.sortColumn}, r.id) < (q.at, q.id))`];
  const params: unknown[] = [tenant, requests.map((one) => one.patientId), requests.map((one) => one.after?.at ?? null), requests.map((one) => one.after?.id ?? null), first + 1];
  if (filter.activeOnly) conditions.push(`r.status = 'ACTIVE'`);
  if (filter.code !== undefined) conditions.push(`r.primary_code = $${params.push(filter.code)}`);
  const sql = `${personsCte}
     SELECT q.ordinal, p.id
     FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[]) WITH ORDINALITY AS q (patient_id, at, id, ordinal)
     CROSS JOIN LATERAL (
       SELECT e.id, e.sorted FROM person m CROSS JOIN LATERAL (
         SELECT r.id, r.${list.sortColumn} AS sorted FROM ${table} r WHERE ${conditions.join(' AND ')}
         ORDER BY r.${list.sortColumn} DESC, r.id DESC LIMIT $5
       ) e WHERE m.root = q.patient_id ORDER BY e.sorted DESC, e.id DESC LIMIT $5
     ) p ORDER BY q.ordinal, p.sorted DESC, p.id DESC`;
  return { sql, params };
}

/** Where a row stands in its list; the other half of a cursor. */
export function positionOf<T extends Row>(list: PagedList<T>, row: T): [string, string] {
  return [(row[list.sortField] as Date).toISOString(), row.id];
}
