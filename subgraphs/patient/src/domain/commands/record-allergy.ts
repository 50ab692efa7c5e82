import { isActiveAllergy } from '../allergy-rules.ts';
import { command } from '../command.ts';
import { faultsOfConcept } from '../concept-rules.ts';
import { lockWritablePatient } from '../find-patient.ts';
import type { Allergy, CodeableConcept, Patient } from '../model.ts';
import { conflict, notFound, refused, saved } from '../outcome.ts';
import type { Fault } from '../outcome.ts';
import { edited, tellSaved, tracked } from '../saved-change.ts';
import type { Work } from '../work.ts';

export type RecordAllergy = {
  patientId: string;
  code: CodeableConcept;
  category: Allergy['category'];
  criticality: Allergy['criticality'];
  verificationStatus: Allergy['verificationStatus'];
  reactions: Allergy['reactions'];
};

const faultsOfReactions = (reactions: Allergy['reactions']): Fault[] =>
  reactions.flatMap((reaction, index) => faultsOfConcept(reaction.manifestation, 'reactions', String(index), 'manifestation'));

/** An active allergy ends an earlier "no known allergies": the two cannot both be true. The patient is locked first. */
async function withdrawAssertion(work: Work, patient: Patient, allergy: Allergy): Promise<void> {
  if (!isActiveAllergy(allergy) || !patient.noKnownAllergiesAssertedAt) return;
  const next = edited(patient, { noKnownAllergiesAssertedAt: null, noKnownAllergiesAssertedBy: null }, work);
  await work.patients.save(next);
  tellSaved(work, 'patient', 'no-known-allergies-withdrawn', next);
}

export const recordAllergy = command<RecordAllergy>('recordAllergy', async (work, input) => {
  const found = await lockWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const faults = [...faultsOfConcept(input.code, 'code'), ...faultsOfReactions(input.reactions)];
  if (input.verificationStatus === 'ENTERED_IN_ERROR') faults.push({ code: 'VALIDATION', message: 'A new entry is not an error yet.', path: ['verificationStatus'] });
  if (faults.length > 0) return refused(faults);
  const { patientId, code, category, criticality, verificationStatus, reactions } = input;
  const allergy: Allergy = { ...tracked(work), patientId, code, category, criticality, verificationStatus, reactions, clinicalStatus: 'ACTIVE' };
  await work.allergies.insert([allergy]);
  await withdrawAssertion(work, found.patient, allergy);
  tellSaved(work, 'allergy', 'recorded', allergy);
  return saved(allergy.id);
});

export type UpdateAllergy = {
  allergyId: string;
  expectedVersion: number;
  criticality?: Allergy['criticality'] | undefined;
  clinicalStatus?: Allergy['clinicalStatus'] | undefined;
  verificationStatus?: Allergy['verificationStatus'] | undefined;
  reactions?: Allergy['reactions'] | undefined;
};

export const updateAllergy = command<UpdateAllergy>('updateAllergy', async (work, input) => {
  // The patient before the allergy, as everywhere: locks in one order.
  const known = await work.allergies.byId(input.allergyId);
  if (!known) return notFound('allergy', 'allergyId');
  const patient = await work.patients.lock(known.patientId);
  const allergy = await work.allergies.lock(input.allergyId);
  if (!allergy || !patient) return notFound('allergy', 'allergyId');
  if (allergy.version !== input.expectedVersion) return conflict(allergy.id);
  if (allergy.verificationStatus === 'ENTERED_IN_ERROR') {
    return refused({ code: 'INVALID_TRANSITION', message: 'It was entered in error: record a new one.', path: ['allergyId'] });
  }
  const faults = faultsOfReactions(input.reactions ?? []);
  if (faults.length > 0) return refused(faults);
  const { criticality, clinicalStatus, verificationStatus, reactions } = input;
  const next = edited(allergy, { criticality, clinicalStatus, verificationStatus, reactions }, work);
  await work.allergies.save(next);
  await withdrawAssertion(work, patient, next);
  tellSaved(work, 'allergy', next.verificationStatus === 'ENTERED_IN_ERROR' ? 'entered-in-error' : 'updated', next);
  return saved(next.id);
});

/** "Asked, and there are none known." Said again, it is dated anew. */
export const assertNoKnownAllergies = command<{ patientId: string }>('assertNoKnownAllergies', async (work, input) => {
  const found = await lockWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  if ((await work.allergies.ofPatient(input.patientId)).some(isActiveAllergy)) {
    return refused({ code: 'INVALID_TRANSITION', message: 'An active allergy is on file: correct that entry first.', path: ['patientId'] });
  }
  const next = edited(found.patient, { noKnownAllergiesAssertedAt: work.now, noKnownAllergiesAssertedBy: work.actor.userId }, work);
  await work.patients.save(next);
  tellSaved(work, 'patient', 'no-known-allergies-asserted', next);
  return saved(next.id);
});
