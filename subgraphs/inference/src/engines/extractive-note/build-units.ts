import type { Scored } from './score-candidates.ts';
import { cuesIn } from './sentence-features.ts';
import type { Person } from './person.ts';
import { optionOf } from './plan/units.ts';
import type { Unit } from './plan/units.ts';
import { wordingsOf } from './wordings.ts';

export type BuiltUnit = Unit & { scored: Scored; supported: boolean };

/** Each scored candidate with the wordings that it may stand in the note in. */
export function buildUnits(scored: readonly Scored[], person: Person): BuiltUnit[] {
  return scored.map((one) => {
    const { candidate, salience } = one;
    const wordings = wordingsOf(candidate, person);
    return {
      scored: one,
      supported: wordings[0]!.supported,
      options: wordings.map(({ text }) => optionOf(text)),
      salience,
      patient: candidate.speaker === 'PATIENT',
      answer: candidate.question !== null,
      position: candidate.position,
      cues: cuesIn([...(candidate.question?.words ?? []), ...candidate.words]).length,
      required: one.required,
    };
  });
}
