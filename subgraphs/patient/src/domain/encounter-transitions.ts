import type { Encounter, EncounterStatus } from './model.ts';

const next: Record<EncounterStatus, readonly EncounterStatus[]> = {
  PLANNED: ['ARRIVED', 'IN_PROGRESS', 'CANCELLED', 'ENTERED_IN_ERROR'],
  ARRIVED: ['IN_PROGRESS', 'CANCELLED', 'ENTERED_IN_ERROR'],
  IN_PROGRESS: ['FINISHED', 'ENTERED_IN_ERROR'],
  FINISHED: ['ENTERED_IN_ERROR'],
  CANCELLED: ['ENTERED_IN_ERROR'],
  ENTERED_IN_ERROR: [],
};

export function mayMove(from: EncounterStatus, to: EncounterStatus): boolean {
  return next[from].includes(to);
}

/** The times that a step sets. */
export function timesAfter(encounter: Pick<Encounter, 'startedAt' | 'finishedAt' | 'sortAt'>, to: EncounterStatus, now: Date): Pick<Encounter, 'startedAt' | 'finishedAt' | 'sortAt'> {
  if (to === 'IN_PROGRESS') return { startedAt: now, finishedAt: null, sortAt: now };
  if (to === 'FINISHED') return { ...pick(encounter), finishedAt: now };
  return pick(encounter);
}

const pick = ({ startedAt, finishedAt, sortAt }: Pick<Encounter, 'startedAt' | 'finishedAt' | 'sortAt'>) => ({ startedAt, finishedAt, sortAt });
