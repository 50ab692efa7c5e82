import { bodyParts } from './lexicon/body-parts.ts';
import type { Person } from './person.ts';
import type { Word } from './words.ts';

const auxiliaries = /^(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would)$/;
const pronouns = /^(?:it|that|they|there|this|he|she|those|these)$/;

/**
 * A yes-or-no question about something other than the patient, turned into what a yes or a no to it says: "did they
 * prescribe any medications" + no -> "they did not prescribe any medications". Null where the subject is not plain.
 * @param words without fillers and question mark
 */
export function statementOf(words: readonly Word[], polarity: 'yes' | 'no', person: Person): { text: string }[] | null {
  const spoken = words.filter(({ text }) => text !== '?');
  const [auxiliary, first] = spoken;
  if (!auxiliary || !first || !auxiliaries.test(auxiliary.lower) || spoken.length > 22) return null;
  let end = 2;
  if (first.lower === 'your' || first.lower === 'the') {
    while (spoken[end] && (bodyParts.has(spoken[end]!.lower) || /^(?:left|right|pain|symptoms)$/.test(spoken[end - 1]!.lower) || /^(?:left|right)$/.test(spoken[end]!.lower))) end += 1;
    if (end === 2) {
      if (!/^(?:pain|symptoms|cough|rash|swelling|headaches?)$/.test(spoken[2]?.lower ?? '')) return null;
      end = 3;
    }
  } else if (!pronouns.test(first.lower)) return null;
  const rest = spoken.slice(end);
  if (rest.length === 0 || rest.some(({ lower, text }) => /^(?:you|you're|you've|i|i'm|we|do|does|did|what|how|or)$/.test(lower) || (text === ',' && rest.length > 8))) return null;
  const subject = spoken.slice(1, end).map((word) => ({ text: word.lower === 'your' ? 'the' : word.text }));
  const told = rest.map((word) => ({ text: word.lower === 'your' ? person.possessive : word.text }));
  const auxiliaryText = { text: auxiliary.lower };
  return polarity === 'no' ? [...subject, auxiliaryText, { text: 'not' }, ...told] : [...subject, auxiliaryText, ...told];
}
