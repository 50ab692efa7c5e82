import { safetyObservations } from '@dra/fhir';
import { In } from '@dra/pg-store';
import { ServiceError } from '@dra/service';
import type { Allergy, Medication, Observation, Patient } from '../domain/model.ts';
import { allergyEntity, medicationEntity, observationEntity, patientEntity } from '../store/entities/index.ts';
import { personCte } from './person-records.ts';
import type { ReadTx } from './read-session.ts';

export type SafetySnapshot = { patient: Patient; allergies: Allergy[]; medications: Medication[]; observations: Observation[]; readAt: Date };

/** A patient with the allergies on file, where they were read already. */
export type AllergiesOf = { patient: Patient; allergies?: Allergy[] };

const codeGroups = Object.entries(safetyObservations).flatMap(([group, codes]) => codes.map((code) => ({ group, code })));
const mostAttempts = 5;

/**
 * What a safety check reads, by one moment's truth. The rows come in several statements, and somebody may save between
 * two of them; so one last statement, which sees one moment, names all ids and versions again: if they are what was
 * read, then all of it was true at that moment, else it is read anew.
 * @throws ServiceError DEPENDENCY_UNAVAILABLE when the record does not hold still
 */
export async function readSafetySnapshot(tx: ReadTx, patientId: string): Promise<SafetySnapshot | null> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const moment = await stampOf(tx, patientId);
    if (!moment) {
      tx.shown({ action: 'safety-snapshot.read', resource: { type: 'Patient', id: patientId }, outcome: 'DENIED', detail: { reason: 'NOT_FOUND' } });
      return null;
    }
    const snapshot = await rowsOf(tx, patientId, moment);
    const after = await stampOf(tx, patientId);
    if (!snapshot || !after || !same(moment, after) || !isOf(snapshot, after)) continue;
    const rows = [...snapshot.allergies, ...snapshot.medications, ...snapshot.observations];
    // On each file that was looked into, the twins' too.
    for (const file of new Set([patientId, ...rows.map((row) => row.patientId)])) {
      tx.shown({
        action: 'safety-snapshot.read',
        patientId: file,
        resource: { type: 'Patient', id: file },
        outcome: 'ALLOWED',
        detail: { ids: rows.filter((row) => row.patientId === file).map((row) => row.id) },
      });
    }
    return { ...snapshot, readAt: after.readAt };
  }
  throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The record is being changed: try again.');
}

type Stamp = { readAt: Date; patient: number; allergies: Record<string, number>; medications: Record<string, number>; observations: Record<string, number> };

/**
 * Ids and versions of everything that counts, at one moment. A merge moves nothing, so what is on the file of a twin is
 * the same person's: an allergy must not vanish from the check because two records became one.
 */
async function stampOf(tx: ReadTx, patientId: string): Promise<Stamp | null> {
  const [stamp] = await tx.query<Stamp>(
    `${personCte}
     SELECT statement_timestamp() AS "readAt", p.version AS patient,
       coalesce((SELECT jsonb_object_agg(id, version) FROM allergy_intolerance WHERE tenant = $1 AND patient_id IN (SELECT id FROM person)), '{}') AS allergies,
       coalesce((SELECT jsonb_object_agg(id, version) FROM medication_statement
                 WHERE tenant = $1 AND patient_id IN (SELECT id FROM person) AND status IN ('ACTIVE', 'ON_HOLD', 'UNKNOWN')), '{}') AS medications,
       coalesce((SELECT jsonb_object_agg(latest.id, latest.version) FROM (
          SELECT DISTINCT ON (g.name) o.id, o.version
          FROM unnest($3::text[], $4::text[]) AS g (name, code)
          JOIN observation o ON o.tenant = $1 AND o.patient_id IN (SELECT id FROM person) AND o.primary_code = g.code
          WHERE o.status <> 'ENTERED_IN_ERROR' ORDER BY g.name, o.effective_at DESC, o.id DESC) latest), '{}') AS observations
     FROM patient p WHERE p.tenant = $1 AND p.id = $2`,
    [tx.tenant, patientId, codeGroups.map((one) => one.group), codeGroups.map((one) => one.code)],
  );
  return stamp ?? null;
}

async function rowsOf(tx: ReadTx, patientId: string, stamp: Stamp): Promise<Omit<SafetySnapshot, 'readAt'> | null> {
  const { tenant, manager } = tx;
  const these = (versions: Record<string, number>) => ({ tenant, id: In(Object.keys(versions)) });
  const patient = await manager.getRepository(patientEntity).findOneBy({ tenant, id: patientId });
  const allergies = await manager.getRepository(allergyEntity).find({ where: these(stamp.allergies), order: { createdAt: 'ASC', id: 'ASC' } });
  const medications = await manager.getRepository(medicationEntity).find({ where: these(stamp.medications), order: { sortAt: 'DESC', id: 'DESC' } });
  const observations = await manager.getRepository(observationEntity).find({ where: these(stamp.observations), order: { effectiveAt: 'DESC', id: 'DESC' } });
  return patient && { patient, allergies, medications, observations };
}

const lists = ['allergies', 'medications', 'observations'] as const;

function isOf(snapshot: Omit<SafetySnapshot, 'readAt'>, stamp: Stamp): boolean {
  return (
    snapshot.patient.version === stamp.patient &&
    lists.every((list) => snapshot[list].length === Object.keys(stamp[list]).length && snapshot[list].every((row) => stamp[list][row.id] === row.version))
  );
}

const same = (a: Stamp, b: Stamp): boolean =>
  a.patient === b.patient && lists.every((list) => Object.keys(a[list]).length === Object.keys(b[list]).length && Object.entries(a[list]).every(([id, version]) => b[list][id] === version));
