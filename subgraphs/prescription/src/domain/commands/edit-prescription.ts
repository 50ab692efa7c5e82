import type { Actor } from '@dra/access';
import { drugOf, type DrugWritten } from '../drug.ts';
import { lockDraft } from '../locked.ts';
import type { Prescription, Quantity } from '../model.ts';
import { refused, saved, type Outcome } from '../outcome.ts';
import { edited, tellSaved } from '../saved-change.ts';
import { plainDecimal } from '../sig-rules.ts';
import type { Deps } from '../work.ts';
import { fieldsOfSig, takenOver, writeSig, type SigWritten } from '../write-sig.ts';
import { faultsOfOrder } from './create-prescription.ts';

export type EditPrescription = {
  clientMutationId: string;
  prescriptionId: string;
  expectedVersion: number;
  drug: DrugWritten | undefined;
  sig: SigWritten | undefined;
  quantity: Quantity | null | undefined;
  refills: number | null | undefined;
  substitutionAllowed: boolean | null | undefined;
  indication: string | null | undefined;
};

/** Completes or corrects a draft: absent leaves a field as it is, null empties it. What a person writes is confirmed by it. */
export async function editPrescription({ inTransaction }: Pick<Deps, 'inTransaction'>, actor: Actor, input: EditPrescription): Promise<Outcome> {
  return inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'editPrescription', ...input }, async () => {
      const found = await lockDraft(work, input);
      if ('outcome' in found) return found.outcome;
      const { prescription } = found;
      const changes = changesOf(prescription, input);
      const next = edited(prescription, { ...changes, ...takenOver(prescription, writtenFields(input)) }, work);
      const faults = faultsOfOrder(next, input.drug);
      if (faults.length > 0) return refused(faults);
      await work.prescriptions.save(next);
      tellSaved(work, 'edited', next, { fields: writtenFields(input) });
      return saved(next.id);
    }),
  );
}

const changesOf = (before: Prescription, { drug, sig, quantity, refills, substitutionAllowed, indication }: EditPrescription): Partial<Prescription> => ({
  ...(drug ? { drug: drugOf(drug) } : {}),
  ...(sig ? { sig: writeSig(before.sig, sig) } : {}),
  ...(quantity === undefined ? {} : { quantity: quantity && { value: plainDecimal(quantity.value) ?? '', unit: quantity.unit ?? null } }),
  ...(refills === undefined ? {} : { refills }),
  ...(substitutionAllowed === undefined ? {} : { substitutionAllowed }),
  ...(indication === undefined ? {} : { indication }),
});

const writtenFields = ({ drug, sig, quantity, refills, indication }: EditPrescription): string[] => [
  ...(drug ? ['drug', 'strength'] : []),
  ...(sig ? fieldsOfSig(sig) : []),
  ...(quantity === undefined ? [] : ['quantity']),
  ...(refills === undefined ? [] : ['refills']),
  ...(indication === undefined ? [] : ['indication']),
];
