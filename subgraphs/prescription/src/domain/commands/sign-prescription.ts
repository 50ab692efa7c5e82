import { requireScope, type Actor } from '@dra/access';
import { ServiceError } from '@dra/service';
import { auditOverrides, auditRefusal } from '../audit-refusal.ts';
import { lockAtVersion } from '../locked.ts';
import type { Prescription, SafetyOverride, Signature } from '../model.ts';
import { recordNotInUse, refused, saved, type Outcome } from '../outcome.ts';
import { checkNow, keepCheck, othersInForce, type Checked } from '../safety/check-now.ts';
import type { SafetyCheck } from '../safety/model.ts';
import { sameVersions, versionsById, type CheckResult } from '../safety/run-check.ts';
import { edited, tellSaved } from '../saved-change.ts';
import { contentHashOf } from '../sign-content.ts';
import { whyBlocked, whyNotSignable } from '../signable.ts';
import type { Deps, Work } from '../work.ts';

export type SignPrescription = {
  clientMutationId: string;
  prescriptionId: string;
  expectedVersion: number;
  /** Of the check that the signer saw. */
  inputsHash: string | null;
  attestation: string;
  overrides: SafetyOverride[];
};

type Signing = Pick<Deps, 'inTransaction' | 'readPatientRecord' | 'findPatient'>;
/** What a signature would rest on: the check, and whether the record is still in use. */
type Grounds = { checked: Checked; inUse: boolean };
const mostAttempts = 4;

/**
 * Checks again on the record as it is now, and signs if nothing stands against it that was not overridden. The same input
 * twice yields the same signature once; a lost race is a conflict. Two signatures for one patient do not pass each other
 * by: what the other one put in force meanwhile is checked too.
 */
export async function signPrescription(deps: Signing, actor: Actor, input: SignPrescription): Promise<Outcome> {
  requireScope(actor, 'prescription:sign');
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const grounds = await groundsFor(deps, actor, input);
    const outcome = await deps.inTransaction(actor, (work) => attemptToSign(work, input, grounds));
    if (outcome !== 'stale') return outcome;
  }
  throw new ServiceError('DEPENDENCY_UNAVAILABLE', "The patient's prescriptions are being changed: try again.");
}

/** Null where it cannot come to a signature (the rule then says why). */
async function groundsFor(deps: Signing, actor: Actor, input: SignPrescription): Promise<Grounds | null> {
  const before = await deps.inTransaction(actor, async (work) => {
    const prescription = await work.prescriptions.byId(input.prescriptionId);
    if (!prescription || prescription.version !== input.expectedVersion || whyNotSignable(prescription, input).length > 0) return null;
    return prescription;
  });
  if (!before) return null;
  const [checked, patient] = await Promise.all([checkNow(deps, actor, before), deps.findPatient(before.tenant, before.patientId)]);
  return { checked, inUse: patient.found && patient.active };
}

async function attemptToSign(work: Work, input: SignPrescription, grounds: Grounds | null): Promise<Outcome | 'stale'> {
  const result = grounds?.checked.result ?? null;
  if (grounds) {
    const { checked } = grounds;
    const prescription = await work.prescriptions.byId(input.prescriptionId);
    if (prescription) {
      // Sorted: two signatures for one person meet the locks of the person's records in the same order.
      for (const record of checked.records) await work.prescriptions.lockSigning(record);
      if (!sameVersions(checked.result.inputs.prescriptions, versionsById(await othersInForce(work, prescription, checked.records)))) return 'stale';
    }
  }
  return work.once(input.clientMutationId, { mutation: 'signPrescription', ...input }, async () => {
    const found = await lockAtVersion(work, input);
    if ('outcome' in found) return found.outcome;
    const { prescription } = found;
    const unsignable = whyNotSignable(prescription, input);
    if (unsignable.length > 0) return deny(work, prescription, refused(unsignable));
    if (!grounds || !result) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The prescription is being changed: try again.');
    if (!grounds.inUse) return deny(work, prescription, refused(recordNotInUse('prescriptionId')));

    const seen = input.inputsHash ?? (await hashOnShow(work, prescription, result));
    const check = await keepCheck(work, prescription, result);
    if (seen !== null && seen !== check.inputsHash) {
      const fault = { code: 'SAFETY_CHANGED' as const, message: 'What the check was based on has changed since you saw it: read the new one.', path: ['inputsHash'] };
      return deny(work, prescription, refused(fault, prescription.id));
    }
    const blocked = whyBlocked(check, input.overrides);
    if (blocked.length > 0) return deny(work, prescription, refused(blocked, prescription.id));
    // Nobody signs what was never checked before their eyes: also a check without alerts says what it did not look at.
    // One that could not be done was seen by whoever overrode it.
    if (seen === null && check.status !== 'UNAVAILABLE') {
      const fault = { code: 'SAFETY_CHANGED' as const, message: 'No check of this order was on show yet: read it, with what it did not look at, and sign again.', path: ['inputsHash'] };
      return deny(work, prescription, refused(fault, prescription.id));
    }
    return sign(work, prescription, input, check);
  });
}

/** Whoever does not say which check they saw, saw the newest one of this drug, if any; one that could not be done showed nothing. */
async function hashOnShow(work: Work, prescription: Prescription, result: CheckResult): Promise<string | null> {
  const newest = await work.checks.newestOf(prescription.id);
  return newest && newest.status !== 'UNAVAILABLE' && newest.drugKey === result.drugKey ? newest.inputsHash : null;
}

async function sign(work: Work, prescription: Prescription, { attestation, overrides }: SignPrescription, check: SafetyCheck): Promise<Outcome> {
  const next = edited(prescription, { status: 'SIGNED', intent: 'ORDER' }, work);
  const signature: Signature = {
    signer: work.actor.userId,
    at: work.now.toISOString(),
    version: next.version,
    contentHash: contentHashOf(next),
    attestation: attestation.trim(),
    overrides,
    safetyCheckId: check.id,
  };
  await work.prescriptions.save({ ...next, signature });
  auditOverrides(work, next, overrides, check.id);
  tellSaved(work, 'signed', next, { check: check.id, contentHash: signature.contentHash });
  return saved(next.id);
}

const deny = (work: Work, prescription: Prescription, outcome: Outcome): Outcome => auditRefusal(work, 'prescription.sign', prescription, outcome);
