import type { EntitySchema, FindOptionsWhere } from '@dra/pg-store';
import { In, IsNull } from '@dra/pg-store';
import type { Allergy, CareTeamMember, Consent } from '../domain/model.ts';
import { allergyEntity, careTeamEntity, consentEntity } from '../store/entities/index.ts';
import { idsByFile, personsCte } from './person-records.ts';
import type { ReadTx } from './read-session.ts';

type OfPatient = { id: string; patientId: string };

/** Short lists, whole, for many patients in one statement. */
async function listsOf<T extends OfPatient>(
  tx: ReadTx,
  entity: EntitySchema<T>,
  patientIds: readonly string[],
  options: { action: string; type: string; where?: object; order: object },
): Promise<Map<string, T[]>> {
  const rows = await tx.manager.getRepository(entity).find({
    where: { tenant: tx.tenant, patientId: In([...patientIds]), ...options.where } as unknown as FindOptionsWhere<T>,
    order: options.order,
  });
  const lists = new Map<string, T[]>(patientIds.map((id) => [id, []]));
  for (const row of rows) lists.get(row.patientId)?.push(row);
  for (const [patientId, list] of lists) {
    tx.shown({ action: options.action, patientId, resource: { type: options.type }, outcome: 'ALLOWED', detail: { ids: list.map((row) => row.id) } });
  }
  return lists;
}

/** Of all records of each person: whoever looks at the list sees what a safety check sees. */
export async function readAllergies(tx: ReadTx, patientIds: readonly string[]): Promise<Map<string, Allergy[]>> {
  const persons = await tx.query<{ root: string; id: string }>(`${personsCte} SELECT root, id FROM person`, [tx.tenant, patientIds]);
  const rows = await tx.manager.getRepository(allergyEntity).find({ where: { tenant: tx.tenant, patientId: In([...new Set(persons.map(({ id }) => id))]) }, order: { createdAt: 'ASC', id: 'ASC' } });
  const lists = new Map<string, Allergy[]>(patientIds.map((root) => [root, rows.filter((row) => persons.some((one) => one.root === root && one.id === row.patientId))]));
  for (const [root, list] of lists) {
    for (const [file, ids] of idsByFile(root, list)) tx.shown({ action: 'allergies.read', patientId: file, resource: { type: 'AllergyIntolerance' }, outcome: 'ALLOWED', detail: { ids } });
  }
  return lists;
}

export const readConsents = (tx: ReadTx, patientIds: readonly string[]): Promise<Map<string, Consent[]>> =>
  listsOf(tx, consentEntity, patientIds, { action: 'consents.read', type: 'Consent', order: { givenAt: 'DESC', id: 'DESC' } });

export const readCareTeams = (tx: ReadTx, patientIds: readonly string[]): Promise<Map<string, CareTeamMember[]>> =>
  listsOf(tx, careTeamEntity, patientIds, { action: 'careteam.read', type: 'CareTeam', where: { until: IsNull() }, order: { since: 'ASC', id: 'ASC' } });
