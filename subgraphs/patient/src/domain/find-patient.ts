import type { Patient } from './model.ts';
import { notFound, refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { whyNotWritable } from './patient-rules.ts';
import type { Work } from './work.ts';

/** The patient that a new entry is for, or the answer that says why it cannot be. */
export async function findWritablePatient(work: Work, patientId: string): Promise<{ patient: Patient } | { outcome: Outcome }> {
  const patient = await work.patients.byId(patientId);
  if (!patient) return { outcome: notFound('patient', 'patientId') };
  const fault = whyNotWritable(patient);
  return fault ? { outcome: refused(fault) } : { patient };
}

/** The same, locked: for what depends on the patient's own row. */
export async function lockWritablePatient(work: Work, patientId: string): Promise<{ patient: Patient } | { outcome: Outcome }> {
  const patient = await work.patients.lock(patientId);
  if (!patient) return { outcome: notFound('patient', 'patientId') };
  const fault = whyNotWritable(patient);
  return fault ? { outcome: refused(fault) } : { patient };
}

/** A visit named as the place of an entry must exist and be the same patient's. */
export async function faultOfEncounter(work: Work, encounterId: string | null, patientId: string): Promise<Outcome | null> {
  if (encounterId === null) return null;
  const encounter = await work.encounters.byId(encounterId);
  return encounter && encounter.patientId === patientId ? null : notFound('encounter of this patient', 'encounterId');
}
