import type { Actor } from '@dra/access';
import { In } from '@dra/pg-store';
import type { AuditEvent, Transact, Tx } from '@dra/pg-store';
import { createListLoader, createLoader } from '@dra/subgraph';
import DataLoader from 'dataloader';
import type { Prescription, PrescriptionStatus } from '../domain/model.ts';
import type { SafetyCheck } from '../domain/safety/model.ts';
import { prescriptionEntity, safetyCheckEntity } from '../store/entities/index.ts';

export type PatientPage = { patientId: string; status: readonly PrescriptionStatus[] | null; before: string | null; limit: number };

/**
 * One request's reads, batched: a list's things cost as many statements as one's. What is shown, and what was asked for in
 * vain, is on record before anybody sees it.
 */
export type Reads = ReturnType<typeof createReads>;

export function createReads(transact: Transact, actor: Actor, deadline?: number) {
  const options = deadline === undefined ? {} : { deadline };
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transact(actor, work, options);

  const prescriptions = createLoader<Prescription>((ids) =>
    read(async (tx) => {
      const rows = await tx.manager.getRepository(prescriptionEntity).findBy({ tenant: tx.tenant, id: In([...ids]) });
      const found = new Map(rows.map((row) => [row.id, row]));
      for (const event of eventsOf(rows, ids.filter((id) => !found.has(id)))) tx.audit(event);
      return found;
    }),
  );
  const ofEncounter = createListLoader<string>((encounterIds) =>
    read(async (tx) => {
      const rows = await tx.query<{ encounter: string; id: string }>(
        `SELECT encounter_id AS encounter, id FROM prescription WHERE tenant = $1 AND encounter_id = ANY ($2::uuid[]) ORDER BY id`,
        [tx.tenant, encounterIds],
      );
      return grouped(rows.map(({ encounter, id }) => [encounter, id]));
    }),
  );
  const pages = new DataLoader<PatientPage, string[], string>((wanted) => read((tx) => readPages(tx, wanted)), { cacheKeyFn: (page) => JSON.stringify(page) });
  const checks = createLoader<SafetyCheck>((prescriptionIds) => read((tx) => readNewestChecks(tx, prescriptionIds)));

  return {
    prescriptions,
    ofEncounter,
    pages,
    checks,
    /** After a change: what was read before it is stale. */
    forget(): void {
      for (const loader of [prescriptions, ofEncounter, pages, checks]) loader.clearAll();
    },
  };
}

/** Ids of one page for each of many patients, newest first, in one statement. */
async function readPages(tx: Tx, wanted: readonly PatientPage[]): Promise<string[][]> {
  const rows = await tx.query<{ ordinal: string; id: string }>(
    `SELECT q.ordinal, p.id
     FROM jsonb_to_recordset($2::jsonb) AS q (ordinal int, patient uuid, before uuid, status text[], size int)
     CROSS JOIN LATERAL (
       SELECT r.id FROM prescription r
       WHERE r.tenant = $1 AND r.patient_id = q.patient AND (q.before IS NULL OR r.id < q.before) AND (q.status IS NULL OR r.status = ANY (q.status))
       ORDER BY r.id DESC LIMIT q.size
     ) p ORDER BY q.ordinal, p.id DESC`,
    [tx.tenant, JSON.stringify(wanted.map(({ patientId, before, status, limit }, ordinal) => ({ ordinal, patient: patientId, before, status, size: limit })))],
  );
  const pages: string[][] = wanted.map(() => []);
  for (const { ordinal, id } of rows) pages[Number(ordinal)]?.push(id);
  return pages;
}

async function readNewestChecks(tx: Tx, prescriptionIds: readonly string[]): Promise<Map<string, SafetyCheck>> {
  const newest = await tx.query<{ id: string }>(
    `SELECT c.id FROM unnest($2::uuid[]) AS q (prescription_id)
     CROSS JOIN LATERAL (SELECT id FROM safety_check s WHERE s.tenant = $1 AND s.prescription_id = q.prescription_id ORDER BY id DESC LIMIT 1) c`,
    [tx.tenant, prescriptionIds],
  );
  if (newest.length === 0) return new Map();
  const rows = await tx.manager.getRepository(safetyCheckEntity).findBy({ tenant: tx.tenant, id: In(newest.map((row) => row.id)) });
  return new Map(rows.map((row) => [row.prescriptionId, row]));
}

/** One entry a patient and one for what is not there: a list of a hundred is no hundred entries. */
function eventsOf(rows: readonly Prescription[], absent: readonly string[]): AuditEvent[] {
  const byPatient = grouped(rows.map((row) => [row.patientId, row.id]));
  const shown = [...byPatient].map(([patientId, ids]): AuditEvent => ({ action: 'prescription.read', patientId, resource: { type: 'Prescription' }, outcome: 'ALLOWED', detail: { ids } }));
  if (absent.length === 0) return shown;
  return [...shown, { action: 'prescription.read', resource: { type: 'Prescription' }, outcome: 'DENIED', detail: { reason: 'NOT_FOUND', ids: absent } }];
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}
