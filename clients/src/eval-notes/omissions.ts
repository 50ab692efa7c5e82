import { rougeTokens } from '../../../subgraphs/inference/src/engines/extractive-note/corpora/rouge.ts';
import type { DraftedRow, Place } from './draft-row.ts';

const empty = new Set(
  `a about also an and any are as at be been but by can did do does doing for from had has have he her him his i if in is it its just like me my no not of on or our patient reports report denies states so some that the their them then there these they this to today up us was we well were what when which who will with would you your she`.split(' '),
);
const matters = (text: string) => new Set(rougeTokens(text).filter((token) => token.length > 1 && !empty.has(token)));

/** A fact is said where this share of its words stands. */
const share = 0.6;

/**
 * The reference's facts (its sentences of at least two words that matter) which the dialogue says within two
 * neighbouring lines, and which the statements that rest on those lines do not say: how many there are, and how many
 * are said once what `unmentioned` lists of those lines is read as well; and how many entries of that list say at least
 * half of some fact of the reference, written or not (`apt`).
 */
export function countOmissions(dialogue: string, reference: string, { statements, unmentioned }: DraftedRow): { omitted: number; listed: number; apt: number } {
  const lines = dialogue.split('\n');
  const spoken = lines.map(matters);
  // A statement shows its speech beside it, and so does an omission.
  const shown = (items: readonly { text: string; evidence: readonly Place[] }[]) => {
    const words = lines.map(() => new Set<string>());
    for (const { text, evidence } of items) {
      const all = matters([text, ...evidence.map(({ line, start, end }) => lines[line]!.slice(start, end))].join(' '));
      for (const { line } of evidence) for (const word of all) words[line]!.add(word);
    }
    return words;
  };
  const written = shown(statements);
  const both = shown([...statements, ...unmentioned]);
  const counts = { omitted: 0, listed: 0, apt: 0 };
  const facts: ReadonlySet<string>[] = [];
  for (const sentence of reference.split(/\n|(?<=[.;])\s+/)) {
    const fact = matters(sentence);
    if (fact.size < 2 || sentence === sentence.toUpperCase()) continue;
    facts.push(fact);
    if (!isIn(fact, spoken) || isIn(fact, written)) continue;
    counts.omitted += 1;
    if (isIn(fact, both)) counts.listed += 1;
  }
  for (const { text, evidence } of unmentioned) {
    const words = matters([text, ...evidence.map(({ line, start, end }) => lines[line]!.slice(start, end))].join(' '));
    if (facts.some((fact) => [...fact].filter((word) => words.has(word)).length >= Math.max(2, fact.size / 2))) counts.apt += 1;
  }
  return counts;
}

/** Within two neighbouring lines. */
const isIn = (fact: ReadonlySet<string>, lines: readonly ReadonlySet<string>[]) =>
  lines.some((words, index) => [...fact].filter((word) => words.has(word) || lines[index + 1]?.has(word)).length >= share * fact.size);
