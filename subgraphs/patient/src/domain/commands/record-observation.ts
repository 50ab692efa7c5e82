import { command } from '../command.ts';
import { faultOfEncounter, findWritablePatient } from '../find-patient.ts';
import type { Observation } from '../model.ts';
import { faultsOfObservation, primaryCodeOf } from '../observation-rules.ts';
import type { NewObservation } from '../observation-rules.ts';
import { conflict, invalid, notFound, refused, saved } from '../outcome.ts';
import { edited, tellSaved, tracked } from '../saved-change.ts';

export type RecordObservation = NewObservation & { patientId: string; encounterId: string | null; category: Observation['category'] };

export const recordObservation = command<RecordObservation>('recordObservation', async (work, input) => {
  const found = await findWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const elsewhere = await faultOfEncounter(work, input.encounterId, input.patientId);
  if (elsewhere) return elsewhere;
  const faults = faultsOfObservation(input, work.now);
  if (faults.length > 0) return refused(faults);
  const { patientId, encounterId, category, code, effectiveAt, value, valueConcept, components } = input;
  const observation: Observation = {
    ...tracked(work),
    patientId,
    encounterId,
    category,
    code,
    primaryCode: primaryCodeOf(code),
    status: 'FINAL',
    effectiveAt,
    value: value?.value ?? null,
    unit: value?.unit ?? null,
    valueConcept,
    components,
  };
  await work.observations.insert([observation]);
  tellSaved(work, 'observation', 'recorded', observation);
  return saved(observation.id);
});

/** A value is never rewritten: a wrong one is marked, and a right one recorded. */
export const updateObservation = command<{ observationId: string; expectedVersion: number; status: Observation['status'] }>('updateObservation', async (work, input) => {
  const observation = await work.observations.lock(input.observationId);
  if (!observation) return notFound('observation', 'observationId');
  if (observation.version !== input.expectedVersion) return conflict(observation.id);
  if (observation.status === 'ENTERED_IN_ERROR') {
    return refused({ code: 'INVALID_TRANSITION', message: 'It was entered in error: record a new one.', path: ['observationId'] });
  }
  if (input.status === 'PRELIMINARY') return refused(invalid('A reported value does not become preliminary again.', 'status'));
  const next = edited(observation, { status: input.status }, work);
  await work.observations.save(next);
  tellSaved(work, 'observation', next.status === 'ENTERED_IN_ERROR' ? 'entered-in-error' : 'updated', next);
  return saved(next.id);
});
