import { In } from '@dra/pg-store';
import type { Tx } from '@dra/pg-store';
import type { Patient } from '../domain/model.ts';
import { searchNames } from '../domain/names.ts';
import type { Work } from '../domain/work.ts';
import { patientEntity } from './entities/index.ts';
import { recordStore } from './record-store.ts';

/** Patients with the words they are found by, which follow their names in the same transaction. */
export function patientStore(tx: Tx): Work['patients'] {
  const { tenant } = tx;
  const base = recordStore(tx, patientEntity);
  const rows = tx.manager.getRepository(patientEntity);

  const insertWords = async (patients: readonly Patient[]) => {
    const words = patients.flatMap((patient) => searchNames(patient.names).map((word) => ({ id: patient.id, word })));
    await tx.query(
      `INSERT INTO patient_name (tenant, patient_id, word)
       SELECT $1, w.id, w.word FROM unnest($2::uuid[], $3::text[]) AS w (id, word) ON CONFLICT DO NOTHING`,
      [tenant, words.map((one) => one.id), words.map((one) => one.word)],
    );
  };

  return {
    ...base,
    byMrn: (mrn) => rows.findOneBy({ tenant, mrn }),
    byMrns: (mrns) => rows.findBy({ tenant, mrn: In([...mrns]) }),
    byIds: (ids) => rows.findBy({ tenant, id: In([...ids]) }),
    byBirthDate: (birthDate) => rows.find({ where: { tenant, birthDate }, take: 1_000 }),
    async insert(patients) {
      await base.insert(patients);
      await insertWords(patients);
    },
    async insertNew(patient) {
      // Waits for a rival who is inserting the same MRN, and then knows.
      const result = await tx.manager.createQueryBuilder().insert().into(patientEntity).values(patient as never).orIgnore().returning('id').updateEntity(false).execute();
      if ((result.raw as unknown[]).length === 0) return false;
      await insertWords([patient]);
      return true;
    },
    async save(next) {
      await base.save(next);
      await tx.query('DELETE FROM patient_name WHERE tenant = $1 AND patient_id = $2', [tenant, next.id]);
      await insertWords([next]);
    },
  };
}
