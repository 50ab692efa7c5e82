import type { EntitySchema, FindOptionsWhere } from '@dra/pg-store';
import { In } from '@dra/pg-store';
import type { Tracked } from '../domain/model.ts';
import { resourceTypes } from '../domain/saved-change.ts';
import type { RecordKind } from '../domain/saved-change.ts';
import type { ReadTx } from './read-session.ts';

/** Things of one kind by their ids, in one statement. Whoever asks for something that is not there is noted too. */
export async function readByIds<T extends Tracked>(tx: ReadTx, entity: EntitySchema<T>, kind: RecordKind, ids: readonly string[]): Promise<Map<string, T>> {
  const rows = await tx.manager.getRepository(entity).findBy({ tenant: tx.tenant, id: In([...ids]) } as FindOptionsWhere<T>);
  const found = new Map(rows.map((row) => [row.id, row]));
  const type = resourceTypes[kind];
  for (const id of ids) {
    const row = found.get(id);
    if (row) tx.shown({ action: `${kind}.read`, patientId: kind === 'patient' ? row.id : (row as T & { patientId: string }).patientId, resource: { type, id }, outcome: 'ALLOWED' });
    else tx.shown({ action: `${kind}.read`, resource: { type, id }, outcome: 'DENIED', detail: { reason: 'NOT_FOUND' } });
  }
  return found;
}
