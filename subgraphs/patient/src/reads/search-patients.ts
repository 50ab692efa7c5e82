import { In } from '@dra/pg-store';
import type { Patient } from '../domain/model.ts';
import { patientEntity } from '../store/entities/index.ts';
import type { ReadTx } from './read-session.ts';

export type PatientSearch = {
  /** Normalised; each must begin one of the patient's names. */
  words: readonly string[];
  birthDate: string | null;
  mrn: string | null;
};

export type SearchPosition = { sortName: string; id: string };

/**
 * Patients in the order of their names, `first + 1` at most. Every comparison is an equality or a range, so that row
 * security leaves the indexes usable. The search, with the ids that it showed, is audited with the searcher, and each
 * patient who was shown with that patient.
 */
export async function searchPatients(tx: ReadTx, search: PatientSearch, first: number, after: SearchPosition | null): Promise<Patient[]> {
  const params: unknown[] = [tx.tenant];
  const bind = (value: unknown) => `$${params.push(value)}`;
  const conditions = ['p.tenant = $1'];
  if (after) conditions.push(`(p.sort_name, p.id) > (${bind(after.sortName)}, ${bind(after.id)}::uuid)`);
  if (search.birthDate !== null) conditions.push(`p.birth_date = ${bind(search.birthDate)}::date`);
  if (search.mrn !== null) conditions.push(`p.mrn = ${bind(search.mrn)}`);
  for (const word of search.words) {
    conditions.push(
      `EXISTS (SELECT FROM patient_name n WHERE n.tenant = $1 AND n.patient_id = p.id AND n.word >= ${bind(word)} AND n.word < ${bind(afterPrefix(word))})`,
    );
  }
  const found = await tx.query<{ id: string }>(
    `SELECT p.id FROM patient p WHERE ${conditions.join(' AND ')} ORDER BY p.sort_name, p.id LIMIT ${bind(first + 1)}`,
    params,
  );
  const rows = await tx.manager.getRepository(patientEntity).findBy({ tenant: tx.tenant, id: In(found.map((one) => one.id)) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const patients = found.flatMap(({ id }) => byId.get(id) ?? []);
  const shown = patients.slice(0, first);
  tx.shown({ action: 'patients.searched', resource: { type: 'Patient' }, outcome: 'ALLOWED', detail: { by: criteria(search), ids: shown.map((patient) => patient.id) } });
  for (const patient of shown) tx.shown({ action: 'patient.found', patientId: patient.id, resource: { type: 'Patient', id: patient.id }, outcome: 'ALLOWED' });
  return patients;
}

/** The first text after all that begin with `prefix`, in code point order. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}

/** Which filters were used, never what was looked for. */
function criteria(search: PatientSearch): string[] {
  return [...(search.words.length > 0 ? ['name'] : []), ...(search.birthDate === null ? [] : ['birthDate']), ...(search.mrn === null ? [] : ['mrn'])];
}
