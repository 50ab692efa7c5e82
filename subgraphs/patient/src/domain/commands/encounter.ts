import { command } from '../command.ts';
import { faultsOfConcept } from '../concept-rules.ts';
import { mayMove, timesAfter } from '../encounter-transitions.ts';
import { findWritablePatient } from '../find-patient.ts';
import type { CodeableConcept, Encounter, EncounterClass, EncounterStatus } from '../model.ts';
import { conflict, notFound, refused, saved } from '../outcome.ts';
import { edited, tellSaved, tracked } from '../saved-change.ts';

export type CreateEncounter = { patientId: string; class: EncounterClass; reason: CodeableConcept | null; start: boolean };

/** Whoever opens the visit is its clinician. */
export const createEncounter = command<CreateEncounter>('createEncounter', async (work, input) => {
  const found = await findWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const faults = input.reason ? faultsOfConcept(input.reason, 'reason') : [];
  if (faults.length > 0) return refused(faults);
  const encounter: Encounter = {
    ...tracked(work),
    patientId: input.patientId,
    class: input.class,
    reason: input.reason,
    clinician: work.actor.userId,
    status: input.start ? 'IN_PROGRESS' : 'PLANNED',
    startedAt: input.start ? work.now : null,
    finishedAt: null,
    sortAt: work.now,
  };
  await work.encounters.insert([encounter]);
  tellSaved(work, 'encounter', input.start ? 'started' : 'planned', encounter);
  return saved(encounter.id);
});

export type ChangeEncounterStatus = { encounterId: string; expectedVersion: number; status: EncounterStatus };

export const changeEncounterStatus = command<ChangeEncounterStatus>('changeEncounterStatus', async (work, input) => {
  const encounter = await work.encounters.lock(input.encounterId);
  if (!encounter) return notFound('encounter', 'encounterId');
  if (encounter.version !== input.expectedVersion) return conflict(encounter.id);
  if (!mayMove(encounter.status, input.status)) {
    return refused({ code: 'INVALID_TRANSITION', message: `A visit that is ${encounter.status} does not become ${input.status}.`, path: ['status'] });
  }
  const next = edited(encounter, { status: input.status, ...timesAfter(encounter, input.status, work.now) }, work);
  await work.encounters.save(next);
  tellSaved(work, 'encounter', input.status.toLowerCase().replaceAll('_', '-'), next);
  return saved(next.id);
});
