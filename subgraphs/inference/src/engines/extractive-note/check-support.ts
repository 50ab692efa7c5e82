import { countNegations } from './negation.ts';
import { normaliseNumbers, unitForms } from './normalise-numbers.ts';
import { numberWord, readNumber } from './spoken-numbers.ts';
import { spellOut, splitWords } from './words.ts';
import type { Word } from './words.ts';

/** Words that frame what was said; they add no fact. Everything else in a statement must have been said. */
const frame = new Set(
  `patient patient's clinician reports denies states asked about answers others unidentified speaker says that the a an is are was has does to of and their themselves other person duration onset frequency location severity relieved worse with by being i`.split(' '),
);

/** Written forms of what is said in another way. */
const contractedForms: Record<string, string[]> = {
  is: ['am', "i'm", "you're", "it's"], has: ['have', "i've", "you've"], was: ['were'], "isn't": ["aren't", "ain't"], "hasn't": ["haven't"], "doesn't": ["don't"], "wasn't": ["weren't"],
  does: ['do'], goes: ['go'], will: ["i'll", "you'll"], going: ['gonna'], want: ['wanna'],
};
const unitsSaid = Object.entries(unitForms).reduce<Record<string, string[]>>((forms, [said, written]) => {
  (forms[written.toLowerCase()] ??= []).push(said);
  return forms;
}, {});

export type Support = {
  supported: boolean;
  /** What the statement says and its evidence does not. For tests and operators' counts, never shown. */
  faults: ('number' | 'word' | 'negation' | 'no-evidence')[];
};

/**
 * Decides whether a statement may stand on its evidence: every number, every word beyond the frame and every negation
 * must have been said there. It reads the evidence's own text anew, not what the drafter made of it.
 */
export function checkSupport(text: string, evidence: readonly string[]): Support {
  if (evidence.length === 0) return { supported: false, faults: ['no-evidence'] };
  const said = evidence.flatMap((part) => splitWords(part));
  const faults = new Set<Support['faults'][number]>();
  const words = splitWords(text);
  const numbers = numbersIn(said);
  const lowers = new Set(said.flatMap((word) => [word.lower, word.lower.replace(/-$/, ''), ...spellOut(word).map((part) => part.lower)]));
  const stems = new Set([...lowers].map(stem));
  for (const word of words) {
    if (word.kind === 'mark') continue;
    if (/\d/.test(word.text)) {
      if (!lowers.has(word.lower) && !numberParts(word.text).every((part) => numbers.has(part))) faults.add('number');
    } else if (!frame.has(word.lower) && !wasSaid(word.lower, lowers, stems)) faults.add('word');
  }
  if (countNegations(words) > 0 !== countNegations(said) > 0) faults.add('negation');
  return { supported: faults.size === 0, faults: [...faults] };
}

function wasSaid(lower: string, lowers: ReadonlySet<string>, stems: ReadonlySet<string>): boolean {
  if (lowers.has(lower) || stems.has(stem(lower))) return true;
  return [...(contractedForms[lower] ?? []), ...(unitsSaid[lower] ?? [])].some((form) => lowers.has(form));
}

/** Enough to see that "takes" and "taking" are "take"; negations and numbers never pass through it. */
function stem(lower: string): string {
  if (/n't$/.test(lower) || lower.length <= 3) return lower;
  return lower
    .replace(/'s$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?:sses|shes|ches|xes)$/, (end) => end.slice(0, -2))
    .replace(/([^s])s$/, '$1')
    .replace(/([bdglmnprt])\1ing$/, '$1')
    .replace(/ing$/, '')
    .replace(/e$/, '');
}

const numberParts = (text: string) => text.replace(/[-+%]$/, '').split(/[/-]/).filter(Boolean).map(plainNumber);

const plainNumber = (text: string) => (/^\d[\d,]*(?:\.\d+)?$/.test(text) ? String(Number(text.replaceAll(',', ''))) : text.toLowerCase());

/** Every number that the words can be read as, written or spoken. */
function numbersIn(said: readonly Word[]): Set<string> {
  const numbers = new Set<string>();
  for (const reading of [said, normaliseNumbers(said.filter((word) => !/^(?:uh|um|,)$/.test(word.lower)))]) {
    for (const [index, word] of reading.entries()) {
      if (/\d/.test(word.text)) for (const part of [word.lower, ...numberParts(word.text)]) numbers.add(part);
      const single = numberWord(word.lower);
      if (single !== undefined) numbers.add(String(single));
      const spoken = word.kind === 'word' ? readNumber(reading, index) : null;
      if (spoken) numbers.add(plainNumber(spoken.value));
    }
  }
  return numbers;
}
