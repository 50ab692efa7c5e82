import { In } from '@dra/pg-store';
import type { Tx } from '@dra/pg-store';
import { inForce, type Prescription } from '../domain/model.ts';
import type { Work } from '../domain/work.ts';
import { prescriptionEntity } from './entities/index.ts';

/** The tenant is named in every statement, though row security would add it: shards are chosen by it. */
export function prescriptionStore(tx: Tx): Work['prescriptions'] {
  const { tenant } = tx;
  const rows = tx.manager.getRepository(prescriptionEntity);
  const keepVersions = (saved: readonly Prescription[]) =>
    tx.query(
      `INSERT INTO prescription_version (tenant, prescription_id, version, content, saved_at, saved_by)
       SELECT $1, v.id, v.version, v.content, v.at, v.by FROM jsonb_to_recordset($2::jsonb) AS v (id uuid, version int, content jsonb, at timestamptz, by text)`,
      [tenant, JSON.stringify(saved.map((row) => ({ id: row.id, version: row.version, content: row, at: row.updatedAt, by: row.updatedBy })))],
    );
  return {
    byId: (id) => rows.findOneBy({ tenant, id }),
    lock: (id) => rows.findOne({ where: { tenant, id }, lock: { mode: 'pessimistic_write' } }),
    inForce: (patientIds) => rows.findBy({ tenant, patientId: In([...patientIds]), status: In([...inForce]) }),
    ofEncounter: (encounterId) => rows.findBy({ tenant, encounterId }),
    async lockSigning(patientId) {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 20252))`, [`${tenant}/${patientId}`]);
    },
    async insert(given) {
      await tx.manager.createQueryBuilder().insert().into(prescriptionEntity).values([...given] as never).updateEntity(false).execute();
      await keepVersions(given);
    },
    async save(next) {
      const { tenant: _tenant, id, ...columns } = next;
      const result = await tx.manager
        .createQueryBuilder()
        .update(prescriptionEntity)
        .set(columns as never)
        .where('tenant = :tenant AND id = :id AND version = :version', { tenant, id, version: next.version - 1 })
        .updateEntity(false)
        .execute();
      // The row was locked when it was read, so this is a fault of ours and not somebody else's save.
      if (result.affected !== 1) throw new Error('a prescription was saved without being locked at its version');
      await keepVersions([next]);
    },
  };
}
