import type { Actor } from '@dra/access';
import { drugOf, faultsOfDrug, type DrugWritten } from '../drug.ts';
import type { Prescription, Quantity } from '../model.ts';
import { notFound, recordNotInUse, refused, saved, type Fault, type Outcome } from '../outcome.ts';
import { tellSaved, tracked } from '../saved-change.ts';
import { faultsOfQuantity, faultsOfRefills, faultsOfSig, faultsOfText, plainDecimal } from '../sig-rules.ts';
import type { Deps } from '../work.ts';
import { emptySig, writeSig, type SigWritten } from '../write-sig.ts';

export type CreatePrescription = {
  clientMutationId: string;
  patientId: string;
  encounterId: string | null;
  drug: DrugWritten;
  sig: SigWritten;
  quantity: Quantity | null;
  refills: number | null;
  substitutionAllowed: boolean | null;
  indication: string | null;
};

/** A clinician's own draft. What is not written yet is missing, which is no fault before the signature. */
export async function createPrescription(deps: Pick<Deps, 'inTransaction' | 'findPatient' | 'findEncounter'>, actor: Actor, input: CreatePrescription): Promise<Outcome> {
  const whose = await faultOfWhose(deps, actor, input);
  if (whose) return whose;
  return deps.inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'createPrescription', ...input }, async () => {
      const drug = drugOf(input.drug);
      const sig = writeSig(emptySig, input.sig);
      const quantity = input.quantity && { value: plainDecimal(input.quantity.value) ?? '', unit: input.quantity.unit ?? null };
      const faults = faultsOfOrder({ drug, sig, quantity, refills: input.refills, indication: input.indication }, input.drug);
      if (faults.length > 0) return refused(faults);
      const prescription: Prescription = {
        ...tracked(work),
        patientId: input.patientId,
        encounterId: input.encounterId,
        status: 'DRAFT',
        intent: 'ORDER',
        origin: 'CLINICIAN',
        drug,
        sig,
        quantity,
        refills: input.refills,
        substitutionAllowed: input.substitutionAllowed,
        indication: input.indication,
        evidence: [],
        unconfirmed: [],
        flags: [],
        signature: null,
        priorPrescriptionId: null,
        statusReason: null,
        sourceJobId: null,
        sourceIndex: null,
      };
      await work.prescriptions.insert([prescription]);
      tellSaved(work, 'created', prescription);
      return saved(prescription.id);
    }),
  );
}

/** Another tenant's patient is nobody here; an encounter of another patient is no encounter of this one. */
async function faultOfWhose({ findPatient, findEncounter }: Pick<Deps, 'findPatient' | 'findEncounter'>, { tenant }: Actor, { patientId, encounterId }: CreatePrescription): Promise<Outcome | null> {
  const [patient, encounter] = await Promise.all([findPatient(tenant, patientId), encounterId === null ? null : findEncounter(tenant, encounterId)]);
  if (!patient.found) return notFound('patient', 'patientId');
  if (!patient.active) return refused(recordNotInUse('patientId'));
  if (encounter && (!encounter.found || encounter.patientId !== patientId)) return notFound('encounter', 'encounterId');
  return null;
}

/** Everything about an order that is wrong as written. */
export const faultsOfOrder = (order: Pick<Prescription, 'drug' | 'sig' | 'quantity' | 'refills' | 'indication'>, written?: DrugWritten): Fault[] => [
  ...(written ? faultsOfDrug(written, order.drug) : []),
  ...faultsOfSig(order.sig, order.drug.strength),
  ...faultsOfQuantity(order.quantity),
  ...faultsOfRefills(order.refills),
  // "MS" may be a disease here.
  ...faultsOfText((order.indication ?? '').replace(/\bMS\b/g, ''), 'indication'),
];
