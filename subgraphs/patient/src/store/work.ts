import { notifyChanged } from '@dra/messaging';
import type { Nats } from '@dra/messaging';
import { IsNull } from '@dra/pg-store';
import type { Transact, Tx } from '@dra/pg-store';
import type { Actor } from '@dra/access';
import { uuidv7 } from 'uuidv7';
import type { InTransaction, Work } from '../domain/work.ts';
import { allergyEntity, careTeamEntity, conditionEntity, consentEntity, encounterEntity, medicationEntity, observationEntity } from './entities/index.ts';
import { importStore } from './import-store.ts';
import { patientStore } from './patient-store.ts';
import { recordStore } from './record-store.ts';

export type Notify = (notice: Parameters<typeof notifyChanged>[1]) => void;

export const notifyThrough = (nats: Nats): Notify => (notice) => notifyChanged(nats, notice);

/** The rules' unit of work, on one transaction. */
export function openWork(tx: Tx, actor: Actor, notify: Notify): Work {
  const { tenant } = tx;
  const consents = tx.manager.getRepository(consentEntity);
  const members = tx.manager.getRepository(careTeamEntity);
  const insertUnlessThere = async (entity: typeof consentEntity | typeof careTeamEntity, row: object) => {
    const result = await tx.manager.createQueryBuilder().insert().into(entity as typeof consentEntity).values(row as never).orIgnore().returning('id').updateEntity(false).execute();
    return (result.raw as unknown[]).length > 0;
  };
  return {
    actor,
    now: new Date(),
    newId: uuidv7,
    patients: patientStore(tx),
    allergies: {
      ...recordStore(tx, allergyEntity),
      ofPatient: (patientId) => tx.manager.getRepository(allergyEntity).findBy({ tenant, patientId }),
    },
    conditions: recordStore(tx, conditionEntity),
    medications: recordStore(tx, medicationEntity),
    observations: recordStore(tx, observationEntity),
    encounters: recordStore(tx, encounterEntity),
    consents: {
      ...recordStore(tx, consentEntity),
      activeOf: (patientId, type) => consents.findOneBy({ tenant, patientId, type, status: 'ACTIVE' }),
      insertActive: (consent) => insertUnlessThere(consentEntity, consent),
    },
    careTeam: {
      activeMember: (patientId, userId) => members.findOneBy({ tenant, patientId, userId, until: IsNull() }),
      add: (member) => insertUnlessThere(careTeamEntity, member),
      end: async ({ id, until, removedBy }) => void (await members.update({ tenant, id }, { until, removedBy })),
    },
    imports: importStore(tx),
    audit: (event) => tx.audit(event),
    tell: (message) => tx.outbox(message),
    notice: (change) => tx.afterCommit(() => notify({ tenant, ...change })),
    once: (clientMutationId, input, work) => tx.idempotent(clientMutationId, input, work),
  };
}

export function createInTransaction(transact: Transact, notify: Notify, deadline?: number): InTransaction {
  return (actor, run) => transact(actor, (tx) => run(openWork(tx, actor, notify)), deadline === undefined ? {} : { deadline });
}
