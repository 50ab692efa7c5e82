import { command } from '../command.ts';
import { conflict, notFound, refused, saved } from '../outcome.ts';
import type { Fault, Outcome } from '../outcome.ts';
import { edited, tellSaved } from '../saved-change.ts';

const step = (message: string, ...path: string[]): Outcome => refused({ code: 'INVALID_TRANSITION', message, path } satisfies Fault);

/** Links a twin to the record that counts. Nothing is moved or lost, so it can be taken back. */
export const mergePatient = command<{ patientId: string; expectedVersion: number; intoPatientId: string }>('mergePatient', async (work, input) => {
  if (input.patientId === input.intoPatientId) return refused({ code: 'VALIDATION', message: 'A record is not its own twin.', path: ['intoPatientId'] });
  // Both rows in the order of their ids: two merges of the same pair cannot wait for each other.
  const [low, high] = [input.patientId, input.intoPatientId].sort() as [string, string];
  const rows = new Map([
    [low, await work.patients.lock(low)],
    [high, await work.patients.lock(high)],
  ]);
  const twin = rows.get(input.patientId);
  const target = rows.get(input.intoPatientId);
  if (!twin) return notFound('patient', 'patientId');
  if (!target) return notFound('patient', 'intoPatientId');
  if (twin.version !== input.expectedVersion) return conflict(twin.id);
  if (twin.mergedInto) return step('It is merged already.', 'patientId');
  if (target.mergedInto) return step('That record was merged itself: use the one in its `mergedInto`.', 'intoPatientId');
  const next = edited(twin, { mergedInto: target.id, active: false }, work);
  await work.patients.save(next);
  tellSaved(work, 'patient', 'merged', next);
  work.audit({ action: 'patient.twin-merged', patientId: target.id, resource: { type: 'Patient', id: twin.id }, outcome: 'ALLOWED' });
  return saved(next.id);
});

export const unmergePatient = command<{ patientId: string; expectedVersion: number }>('unmergePatient', async (work, input) => {
  const twin = await work.patients.lock(input.patientId);
  if (!twin) return notFound('patient', 'patientId');
  if (twin.version !== input.expectedVersion) return conflict(twin.id);
  if (!twin.mergedInto) return step('It is not merged.', 'patientId');
  const next = edited(twin, { mergedInto: null, active: true }, work);
  await work.patients.save(next);
  tellSaved(work, 'patient', 'unmerged', next);
  return saved(next.id);
});
