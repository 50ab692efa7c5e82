import type { Actor } from '@dra/access';
import { refused, notFound, saved, type Outcome } from '../outcome.ts';
import type { Prescription } from '../model.ts';
import { tellSaved, tracked } from '../saved-change.ts';
import { renewable } from '../transitions.ts';
import type { Deps } from '../work.ts';

export type RenewPrescription = { clientMutationId: string; prescriptionId: string };

/** A new draft like an earlier one, linked to it. It is checked and signed like any other; nothing of the old signature is kept. */
export async function renewPrescription({ inTransaction }: Pick<Deps, 'inTransaction'>, actor: Actor, input: RenewPrescription): Promise<Outcome> {
  return inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'renewPrescription', ...input }, async () => {
      const prior = await work.prescriptions.byId(input.prescriptionId);
      if (!prior) return notFound('prescription', 'prescriptionId');
      if (!renewable.includes(prior.status)) {
        return refused({ code: 'INVALID_TRANSITION', message: `It is ${prior.status}: only what was signed is renewed.`, path: ['prescriptionId'] });
      }
      const renewal: Prescription = {
        ...prior,
        ...tracked(work),
        encounterId: null,
        status: 'DRAFT',
        intent: 'ORDER',
        origin: 'CLINICIAN',
        evidence: [],
        unconfirmed: [],
        flags: [],
        signature: null,
        priorPrescriptionId: prior.id,
        statusReason: null,
        sourceJobId: null,
        sourceIndex: null,
      };
      await work.prescriptions.insert([renewal]);
      tellSaved(work, 'renewed', renewal, { prior: prior.id });
      return saved(renewal.id);
    }),
  );
}
