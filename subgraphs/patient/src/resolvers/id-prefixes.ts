import type { RecordKind } from '../domain/saved-change.ts';

/** Of global ids. */
export const idPrefixes: Record<RecordKind, string> = {
  patient: 'pat',
  allergy: 'alg',
  condition: 'cnd',
  medication: 'med',
  observation: 'obs',
  encounter: 'enc',
  consent: 'con',
};
