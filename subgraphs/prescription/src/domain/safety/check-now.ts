import type { Actor } from '@dra/access';
import type { Prescription } from '../model.ts';
import type { Deps, Work } from '../work.ts';
import type { OwnPrescription, SafetyCheck } from './model.ts';
import { runCheck, unavailableCheck, type CheckResult } from './run-check.ts';

/** A check, and the records whose prescriptions it looked at. */
export type Checked = { result: CheckResult; records: readonly string[] };

/** Our own prescriptions that count beside this one, on whichever record of the person they stand. */
export const othersInForce = async (work: Pick<Work, 'prescriptions'>, prescription: Prescription, records: readonly string[]): Promise<OwnPrescription[]> =>
  (await work.prescriptions.inForce(records)).filter((other) => other.id !== prescription.id).map(({ id, version, drug }) => ({ id: `rx_${id}`, version, drug }));

/**
 * The rules on the record as it is now. A record that cannot be read gives UNAVAILABLE, never "no issues". The other
 * subgraph is asked outside of a transaction: no lock waits for the network.
 */
export async function checkNow({ inTransaction, readPatientRecord }: Pick<Deps, 'inTransaction' | 'readPatientRecord'>, actor: Actor, prescription: Prescription): Promise<Checked> {
  const renews = prescription.priorPrescriptionId === null ? null : `rx_${prescription.priorPrescriptionId}`;
  const answer = await readPatientRecord(prescription.patientId);
  const records = [...new Set([prescription.patientId, ...(answer.kind === 'record' ? answer.records : [])])].sort();
  const prescriptions = await inTransaction(actor, (work) => othersInForce(work, prescription, records));
  const inputs = { drug: prescription.drug, renews, prescriptions };
  return { records, result: answer.kind === 'record' ? runCheck({ ...inputs, record: answer.record }) : unavailableCheck(inputs, answer.reason) };
}

/** Keeps a check for good and tells of it. */
export async function keepCheck(work: Work, prescription: Prescription, result: CheckResult): Promise<SafetyCheck> {
  const check: SafetyCheck = {
    ...result,
    tenant: prescription.tenant,
    id: work.newId(),
    prescriptionId: prescription.id,
    patientId: prescription.patientId,
    prescriptionVersion: prescription.version,
    checkedAt: work.now,
    checkedBy: work.actor.userId,
  };
  await work.checks.insert(check);
  work.audit({
    action: 'prescription.checked',
    patientId: prescription.patientId,
    resource: { type: 'Prescription', id: prescription.id },
    outcome: 'ALLOWED',
    detail: { check: check.id, status: check.status, issues: check.issues.length, version: prescription.version },
  });
  work.notice({ type: 'Prescription', id: prescription.id, encounterId: prescription.encounterId });
  return check;
}
