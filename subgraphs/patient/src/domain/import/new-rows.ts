import { isActiveAllergy } from '../allergy-rules.ts';
import type { Patient } from '../model.ts';
import { changeEvent, edited, tellSaved } from '../saved-change.ts';
import type { RecordKind, RecordKinds } from '../saved-change.ts';
import type { Work } from '../work.ts';

export type NewRows = { [K in RecordKind]: RecordKinds[K][] };

export const noRows = (): NewRows => ({ patient: [], encounter: [], allergy: [], condition: [], observation: [], medication: [], consent: [] });

/** Writes what a slice becomes, each kind in one statement, parents first, with the events of each thing and one audit event for each patient. */
export async function insertNewRows(work: Work, rows: NewRows, importId: string): Promise<void> {
  if (rows.patient.length > 0) await work.patients.insert(rows.patient);
  if (rows.encounter.length > 0) await work.encounters.insert(rows.encounter);
  if (rows.allergy.length > 0) await work.allergies.insert(rows.allergy);
  if (rows.condition.length > 0) await work.conditions.insert(rows.condition);
  if (rows.observation.length > 0) await work.observations.insert(rows.observation);
  if (rows.medication.length > 0) await work.medications.insert(rows.medication);
  if (rows.consent.length > 0) await work.consents.insert(rows.consent);

  const ofPatient = new Map<string, string[]>();
  for (const kind of Object.keys(rows) as RecordKind[]) {
    for (const row of rows[kind]) {
      work.tell(changeEvent(work, kind, row as never));
      const patientId = kind === 'patient' ? row.id : (row as { patientId: string }).patientId;
      ofPatient.set(patientId, [...(ofPatient.get(patientId) ?? []), row.id]);
    }
  }
  for (const [patientId, ids] of ofPatient) {
    work.audit({ action: 'record.imported', patientId, resource: { type: 'FhirImport', id: importId }, outcome: 'ALLOWED', detail: { ids } });
    work.notice({ type: 'Patient', id: patientId, encounterId: null });
  }
}

/**
 * "No known allergies" and allergies that came with a slice, on patients who were here before: the assertion is dated
 * to the import, and an active allergy withdraws an earlier assertion, as when a person records it.
 */
export async function settleAssertions(work: Work, asserted: ReadonlySet<string>, rows: NewRows): Promise<void> {
  const created = new Set(rows.patient.map((patient) => patient.id));
  const contradicted = new Set(rows.allergy.filter(isActiveAllergy).map((allergy) => allergy.patientId));
  for (const patientId of [...new Set([...asserted, ...contradicted])].filter((id) => !created.has(id)).sort()) {
    const patient = await work.patients.lock(patientId);
    if (!patient) continue;
    const next = nextAssertion(work, patient, asserted.has(patientId) && !contradicted.has(patientId));
    if (next) {
      await work.patients.save(next);
      tellSaved(work, 'patient', next.noKnownAllergiesAssertedAt ? 'no-known-allergies-asserted' : 'no-known-allergies-withdrawn', next);
    }
  }
}

function nextAssertion(work: Work, patient: Patient, asserts: boolean): Patient | null {
  if (asserts) return edited(patient, { noKnownAllergiesAssertedAt: work.now, noKnownAllergiesAssertedBy: work.actor.userId }, work);
  return patient.noKnownAllergiesAssertedAt ? edited(patient, { noKnownAllergiesAssertedAt: null, noKnownAllergiesAssertedBy: null }, work) : null;
}
