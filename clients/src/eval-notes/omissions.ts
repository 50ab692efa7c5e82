import { rougeTokens } from '../../../subgraphs/inference/src/engines/extractive-note/corpora/rouge.ts';
import type { DraftedRow } from './draft-row.ts';

const empty = new Set(
  `a about also an and any are as at be been but by can did do does doing for from had has have he her him his i if in is it its just like me my no not of on or our patient reports report denies states so some that the their them then there these they this to today up us was we well were what when which who will with would you your she`.split(' '),
);
const matters = (text: string) => new Set(rougeTokens(text).filter((token) => token.length > 1 && !empty.has(token)));

/** A fact is said where this share of its words stands. */
const share = 0.6;

/**
 * The reference's facts (its sentences of at least two words that matter) which the dialogue says within two
 * neighbouring lines and no statement of the note says: how many there are, and how many `unmentioned` names.
 */
export function countOmissions(dialogue: string, reference: string, { statements, unmentioned }: DraftedRow): { omitted: number; listed: number } {
  const lines = dialogue.split('\n');
  const windows = lines.map((line, index) => matters(`${line} ${lines[index + 1] ?? ''}`));
  const written = statements.map(({ text, evidence }) => matters([text, ...evidence.map(({ line, start, end }) => lines[line]!.slice(start, end))].join(' ')));
  const left = unmentioned.map(({ text }) => matters(text));
  const counts = { omitted: 0, listed: 0 };
  for (const sentence of reference.split(/\n|(?<=[.;])\s+/)) {
    const fact = matters(sentence);
    if (fact.size < 2 || !isIn(fact, windows) || isIn(fact, written)) continue;
    counts.omitted += 1;
    if (isIn(fact, left)) counts.listed += 1;
  }
  return counts;
}

const isIn = (fact: ReadonlySet<string>, places: readonly ReadonlySet<string>[]) => places.some((words) => [...fact].filter((word) => words.has(word)).length >= share * fact.size);
