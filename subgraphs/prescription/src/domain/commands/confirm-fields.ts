import type { Actor } from '@dra/access';
import { fieldNames } from '../fields.ts';
import { lockDraft } from '../locked.ts';
import { invalid, refused, saved, type Outcome } from '../outcome.ts';
import { edited, tellSaved } from '../saved-change.ts';
import type { Deps } from '../work.ts';

export type ConfirmFields = { clientMutationId: string; prescriptionId: string; expectedVersion: number; fields: readonly string[] };

/** A person has read what a machine heard and stands by it. Confirming what needs no confirmation changes nothing. */
export async function confirmPrescriptionFields({ inTransaction }: Pick<Deps, 'inTransaction'>, actor: Actor, input: ConfirmFields): Promise<Outcome> {
  return inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'confirmPrescriptionFields', ...input }, async () => {
      const found = await lockDraft(work, input);
      if ('outcome' in found) return found.outcome;
      const { prescription } = found;
      if (input.fields.length === 0) return refused(invalid('Name at least one field.', 'fields'));
      const faults = input.fields.flatMap((field, at) => ((fieldNames as readonly string[]).includes(field) ? [] : [invalid('There is no such field.', 'fields', String(at))]));
      if (faults.length > 0) return refused(faults);
      const confirmed = prescription.unconfirmed.filter((field) => input.fields.includes(field));
      if (confirmed.length === 0) return saved(prescription.id);
      const next = edited(prescription, { unconfirmed: prescription.unconfirmed.filter((field) => !confirmed.includes(field)) }, work);
      await work.prescriptions.save(next);
      tellSaved(work, 'fields-confirmed', next, { fields: confirmed });
      return saved(next.id);
    }),
  );
}
