import type { Sentence } from '../split-sentences.ts';
import type { Context } from './context.ts';

export type FactKind = 'problem' | 'symptom' | 'medication' | 'allergy' | 'vital' | 'lab' | 'procedure' | 'plan';

/** One thing that was said of someone's health. */
export type Fact = Context & {
  kind: FactKind;
  /** Lower case: the ingredient of a medicine, else the words that were said. */
  name: string;
  /** As said, numbers in digits. Absent where it was not said. */
  attributes: { dose?: string; timesADay?: number; duration?: string; severity?: string; value?: string; reaction?: string };
  speaker: 'CLINICIAN' | 'PATIENT' | 'OTHER' | 'UNKNOWN';
  sources: readonly Sentence[];
};
