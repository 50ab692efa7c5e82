import { ServiceError } from '@dra/service';
import { decodeId, encodeId } from '@dra/subgraph';
import type { DrugResolvers, FieldEvidenceResolvers, PrescriptionResolvers, SafetyCheckResolvers, SigResolvers, SigStepResolvers } from '../../__generated__/resolvers.ts';
import { scheduleOf } from '../../domain/drug.ts';
import { missingFields } from '../../domain/fields.ts';
import { directionsText } from '../../domain/order-text.ts';
import { drugKeyOf } from '../../domain/safety/known-drug.ts';

export const Prescription: PrescriptionResolvers = {
  __resolveReference: async ({ id }, { reads }) => {
    const found = await reads.prescriptions.load(decodeId('rx', id));
    if (!found) throw new ServiceError('NOT_FOUND', 'There is no such prescription.');
    return found;
  },
  id: ({ id }) => encodeId('rx', id),
  patient: ({ patientId }) => ({ id: encodeId('pat', patientId) }),
  encounter: ({ encounterId }) => (encounterId === null ? null : { id: encodeId('enc', encounterId) }),
  missing: (row) => missingFields(row),
  // A check of another drug is no check of this one.
  safetyCheck: async ({ id, drug }, _, { reads }) => {
    const check = await reads.checks.load(id);
    return check && check.drugKey === drugKeyOf(drug) ? check : null;
  },
  priorPrescription: ({ priorPrescriptionId }, _, { reads }) => (priorPrescriptionId === null ? null : reads.prescriptions.load(priorPrescriptionId)),
};

export const Drug: DrugResolvers = { controlledSchedule: (drug) => scheduleOf(drug) };

/** Rows from before steps and times were kept have none. */
export const Sig: SigResolvers = { timing: ({ timing }) => [...(timing ?? [])], steps: ({ steps }) => [...(steps ?? [])] };
export const SigStep: SigStepResolvers = { timing: ({ timing }) => [...(timing ?? [])], text: (step) => directionsText(step) };

export const FieldEvidence: FieldEvidenceResolvers = {
  evidence: ({ segmentId, startMs, endMs, charStart, charEnd, score }) => ({ segmentId: encodeSegment(segmentId), startMs, endMs, charStart, charEnd, score }),
};

/** Engines name segments `<transcript uuid>.<seq>`; clients `seg_<transcript uuid>.<seq>`. */
const encodeSegment = (segmentId: string): string => (segmentId.startsWith('seg_') ? segmentId : `seg_${segmentId}`);

export const SafetyCheck: SafetyCheckResolvers = { id: ({ id }) => encodeId('chk', id) };
