import { requireScope, type Actor } from '@dra/access';
import { auditOverrides, auditRefusal } from '../audit-refusal.ts';
import { lockAtVersion } from '../locked.ts';
import type { Prescription, PrescriptionStatus, SafetyOverride } from '../model.ts';
import { invalid, recordNotInUse, refused, saved, type Fault, type Outcome } from '../outcome.ts';
import { checkNow, keepCheck, type Checked } from '../safety/check-now.ts';
import { edited, tellSaved } from '../saved-change.ts';
import { faultsOfOverride, whyBlocked } from '../signable.ts';
import { mayBecome } from '../transitions.ts';
import type { Deps, Work } from '../work.ts';

export type ChangeStatus = {
  clientMutationId: string;
  prescriptionId: string;
  expectedVersion: number;
  status: PrescriptionStatus;
  reason: string;
  /** For a resumption only: issues that were not overridden at the signature. */
  overrides: SafetyOverride[];
};

type Changing = Pick<Deps, 'inTransaction' | 'readPatientRecord' | 'findPatient'>;
/** What a resumption rests on: a hold may last for months, and the record is another by then. */
type Grounds = { checked: Checked; inUse: boolean };

const longestReason = 1_000;

/** Hold, resume, stop, complete, cancel, enter in error: each with its reason. What is resumed is checked again first. */
export async function changePrescriptionStatus(deps: Changing, actor: Actor, input: ChangeStatus): Promise<Outcome> {
  requireScope(actor, 'prescription:sign');
  const grounds = input.status === 'ACTIVE' ? await groundsFor(deps, actor, input.prescriptionId) : null;
  return deps.inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'changePrescriptionStatus', ...input }, async () => {
      const found = await lockAtVersion(work, input);
      if ('outcome' in found) return found.outcome;
      const { prescription } = found;
      const reason = input.reason.trim();
      if (reason === '' || reason.length > longestReason) return refused(invalid(`A reason of 1 to ${longestReason} characters.`, 'reason'));
      if (!mayBecome(prescription.status, input.status)) {
        return refused({ code: 'INVALID_TRANSITION', message: `From ${prescription.status} there is no step to ${input.status} here.`, path: ['status'] });
      }
      const resumes = prescription.status === 'ON_HOLD' && input.status === 'ACTIVE';
      if (!resumes && input.overrides.length > 0) return refused(invalid('Only what is resumed is checked: there is nothing to override.', 'overrides'));
      const next = edited(prescription, { status: input.status, statusReason: reason }, work);
      if (resumes) {
        const { against, checkId } = await judgeResumption(work, prescription, input.overrides, grounds);
        if (against.length > 0) return auditRefusal(work, 'prescription.resume', prescription, refused(against, prescription.id));
        auditOverrides(work, next, input.overrides, checkId);
      }
      await work.prescriptions.save(next);
      tellSaved(work, `status-${input.status.toLowerCase().replaceAll('_', '-')}`, next, { from: prescription.status });
      return saved(next.id);
    }),
  );
}

async function groundsFor(deps: Changing, actor: Actor, prescriptionId: string): Promise<Grounds | null> {
  const held = await deps.inTransaction(actor, (work) => work.prescriptions.byId(prescriptionId));
  if (held?.status !== 'ON_HOLD') return null;
  const [checked, patient] = await Promise.all([checkNow(deps, actor, held), deps.findPatient(held.tenant, held.patientId)]);
  return { checked, inUse: patient.found && patient.active };
}

/**
 * What was overridden at the signature stays so; what came since has to be answered for now. No lock as at a signature: what is
 * on hold is in force for every other check, so whoever signs meanwhile meets it there.
 */
async function judgeResumption(work: Work, prescription: Prescription, overrides: readonly SafetyOverride[], grounds: Grounds | null): Promise<{ against: Fault[]; checkId: string }> {
  const unchecked = (...against: Fault[]) => ({ against, checkId: '' });
  // It was not on hold when the grounds were looked for, and is now: whoever put it on hold should be heard first.
  if (!grounds) return unchecked({ code: 'CONFLICT', message: 'It was put on hold in this moment: look again.', path: ['expectedVersion'] });
  if (!grounds.inUse) return unchecked(recordNotInUse('prescriptionId'));
  const faulty = overrides.flatMap(faultsOfOverride);
  if (faulty.length > 0) return unchecked(...faulty);
  const check = await keepCheck(work, prescription, grounds.checked.result);
  const open = new Set(check.issues.map(({ key }) => key));
  const given = new Set(overrides.map(({ issueKey }) => issueKey));
  const atSignature = (prescription.signature?.overrides ?? []).filter(({ issueKey }) => open.has(issueKey) && !given.has(issueKey));
  return { against: whyBlocked(check, [...overrides, ...atSignature]), checkId: check.id };
}
