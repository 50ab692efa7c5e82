import { countNegations } from './negation.ts';
import { unitForms } from './normalise-numbers.ts';
import { numberWord, readNumber } from './spoken-numbers.ts';
import { spellOut, splitWords } from './words.ts';
import type { Word } from './words.ts';

/** Words that frame what was said; they add no fact. Everything else in a statement must have been said. */
const frame = new Set(
  `patient patient's clinician reports report denies deny states asked about answers answer another unidentified speaker says that the a an is are was has have had do does to of and he him his she her they them their theirs himself herself themselves other person regarding duration onset frequency location severity relieved worse with by being i no not whether guest knowledge advised we will`.split(' '),
);

/** Names of kinds of statement and of body systems before a colon: they order facts and add none. */
const labels = /^(?:Medical Reasoning|Medical Treatment|Patient Education and Counseling|Additional Testing|Specialist Referrals|Constitutional|HENT|Eyes|Neck|Cardiovascular|Respiratory|Gastrointestinal|Genitourinary|Musculoskeletal|Skin|Neurological|Psychiatric|Patient Agreements): /;

/** What a phrase of the note stands for when it was not said in these words. */
const interpretations: readonly { written: RegExp; said: RegExp }[] = [
  { written: /\bagrees with the recommended medical treatment plan\b/i, said: /\b(?:sounds?|works?|fine|agree|can do that|good|great|perfect|okay)\b/i },
];

/** Written forms of what is said in another way. */
const contractedForms = new Map(Object.entries<string[]>({
  they: ['we'], them: ['us'], their: ['our'], theirs: ['ours'], himself: ['yourself', 'myself'], has: ['have', "i've", "you've"], was: ['were'], "isn't": ["aren't", "ain't"], "hasn't": ["haven't"], "doesn't": ["don't"], "wasn't": ["weren't"],
  does: ['do'], goes: ['go'], will: ["i'll", "you'll"], going: ['gonna'], want: ['wanna'],
}));
const unitsSaid = new Map<string, string[]>();
for (const [said, written] of unitForms) unitsSaid.set(written.toLowerCase(), [...(unitsSaid.get(written.toLowerCase()) ?? []), said]);

export type Support = {
  supported: boolean;
  /** What the statement says and its evidence does not. For tests and operators' counts, never shown. */
  faults: ('number' | 'word' | 'negation' | 'no-evidence')[];
};

/**
 * Decides whether a statement may stand on its evidence: every number, every word beyond the frame and every negation
 * must have been said there. It reads the evidence's own text anew, not what the drafter made of it.
 */
export const checkSupport = (text: string, evidence: readonly string[]): Support => supportBy(evidence)(text);

/** The same for several statements on one evidence, which is read once. */
export function supportBy(evidence: readonly string[]): (text: string) => Support {
  if (evidence.length === 0) return () => ({ supported: false, faults: ['no-evidence'] });
  const parts = evidence.map(splitWords);
  const said = parts.flat();
  const lowers = new Set<string>();
  for (const word of said) {
    lowers.add(word.lower);
    if (word.lower.endsWith('-')) lowers.add(word.lower.slice(0, -1));
    for (const part of spellOut(word)) lowers.add(part.lower);
    for (const part of writtenOut(word.lower)) lowers.add(part);
  }
  // Most statements need neither.
  let numbersSaid: ReadonlySet<string> | undefined;
  let stemsSaid: ReadonlySet<string> | undefined;
  const numbers = () => (numbersSaid ??= new Set(parts.flatMap((part) => [...numbersIn(part)])));
  const stems = () => (stemsSaid ??= new Set([...lowers].map(stem)));
  const negated = countNegations(said) > 0;
  return (text) => {
    const faults = new Set<Support['faults'][number]>();
    const words = splitWords(plainText(text, evidence));
    for (const word of words) {
      if (word.kind === 'mark') continue;
      if (/\d/.test(word.text)) {
        if (!lowers.has(word.lower) && !numberParts(word.text).every((part) => numbers().has(part))) faults.add('number');
      } else if (!frame.has(word.lower) && !wasSaid(word.lower, lowers, stems)) faults.add('word');
    }
    if (countNegations(words) > 0 !== negated) faults.add('negation');
    return { supported: faults.size === 0, faults: [...faults] };
  };
}

/** The statement without its label and without phrases that the evidence bears in other words. */
function plainText(text: string, evidence: readonly string[]): string {
  let plain = text.replace(labels, '');
  for (const { written, said } of interpretations) if (said.test(evidence.at(-1)!)) plain = plain.replace(written, '');
  return plain;
}

/** What a contraction stands for: "don't" -> "do", "not"; "it's" -> "it", "is", "has". */
function writtenOut(lower: string): string[] {
  if (lower === "can't") return ['cannot', 'can', 'not'];
  if (lower === "won't") return ['will', 'not'];
  if (lower === 'kinda') return ['kind', 'of'];
  if (!lower.includes("'")) return [];
  if (lower.endsWith("n't")) return [lower.slice(0, -3), 'not'];
  const [, stem, ending] = /^([a-z]+)'(m|re|s|ve|ll|d)$/.exec(lower) ?? [];
  return stem && ending ? [stem, ...endings[ending]!] : [];
}
const endings: Record<string, string[]> = { m: ['am'], re: ['are'], s: ['is', 'has'], ve: ['have'], ll: ['will'], d: ['would', 'had'] };

function wasSaid(lower: string, lowers: ReadonlySet<string>, stems: () => ReadonlySet<string>): boolean {
  if (lowers.has(lower) || stems().has(stem(lower))) return true;
  return [...(contractedForms.get(lower) ?? []), ...(unitsSaid.get(lower) ?? [])].some((form) => lowers.has(form));
}

/** Enough to see that "takes" and "taking" are "take"; negations and numbers never pass through it. */
function stem(lower: string): string {
  if (/n't$/.test(lower) || lower.length <= 3) return lower.replace(/e$/, '');
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

/**
 * Every number that was said: digits as they stand, and each run of number words as a whole. Of "a hundred and forty"
 * 140 was said and 40 was not; of a run that cannot be read nothing was said in digits.
 */
function numbersIn(all: readonly Word[]): Set<string> {
  const said = all.filter(({ lower }) => !/^(?:u+h+|u+m+|,)$/.test(lower));
  const numbers = new Set<string>();
  for (let index = 0; index < said.length; ) {
    const word = said[index]!;
    if (/\d/.test(word.text)) for (const part of [word.lower, ...numberParts(word.text)]) numbers.add(part);
    const length = runAt(said, index);
    if (length === 1 && numberWord(word.lower) !== undefined) numbers.add(String(numberWord(word.lower)));
    else if (length > 1) {
      const reading = readNumber(said, index);
      if (reading?.length === length) numbers.add(plainNumber(reading.value));
    }
    index += Math.max(1, length);
  }
  return numbers;
}

const scales = /^(?:hundred|thousand|million)$/;

/** How many words from here on belong to one spoken number. */
function runAt(words: readonly Word[], from: number): number {
  const isNumeral = (at: number) => words[at]?.kind === 'word' && (numberWord(words[at]!.lower) !== undefined || scales.test(words[at]!.lower));
  if (!isNumeral(from) && !(words[from]?.lower === 'a' && scales.test(words[from + 1]?.lower ?? ''))) return 0;
  let at = from + 1;
  for (;;) {
    const word = words[at];
    if (isNumeral(at)) at += 1;
    else if (word?.lower === 'and' && scales.test(words[at - 1]!.lower) && isNumeral(at + 1)) at += 2;
    else if ((word?.lower === 'point' || word?.text === '.') && (isNumeral(at + 1) || words[at + 1]?.lower === 'oh')) at += 2;
    else return at - from;
  }
}
