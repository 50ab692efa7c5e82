import { formulary } from '@dra/formulary';
import { countNegations } from '../../../subgraphs/inference/src/engines/extractive-note/negation.ts';
import { numberWord, readNumber } from '../../../subgraphs/inference/src/engines/extractive-note/spoken-numbers.ts';
import { spellOut, splitWords } from '../../../subgraphs/inference/src/engines/extractive-note/words.ts';
import type { Word } from '../../../subgraphs/inference/src/engines/extractive-note/words.ts';
import type { DraftedRow, Place } from './draft-row.ts';

export type Unsaid = { kind: 'number' | 'drug' | 'negation'; what: string; text: string };

const drugNames = new Set([...formulary.names()].map(({ name }) => name).filter((name) => /^[a-z]{4,}$/.test(name)));

/**
 * Numbers and drugs of the statements that occur nowhere in the dialogue, and negated statements whose evidence negates
 * nothing. Reads statements and dialogue anew and knows nothing of the drafter's own check.
 */
export function findUnsaid(dialogue: string, { statements }: Pick<DraftedRow, 'statements'>): Unsaid[] {
  const lines = dialogue.split('\n');
  const spoken = splitWords(dialogue).flatMap(spellOut);
  const numbers = numbersOf(spoken);
  const said = new Set(spoken.map(({ lower }) => lower));
  return statements.flatMap(({ text, evidence }) => {
    const words = splitWords(text);
    const found: Unsaid[] = [];
    for (const number of text.match(/\d+(?:\.\d+)?/g) ?? []) if (!numbers.has(String(Number(number)))) found.push({ kind: 'number', what: number, text });
    for (const { lower } of words) if (drugNames.has(lower) && !said.has(lower)) found.push({ kind: 'drug', what: lower, text });
    if (countNegations(words) > 0 && countNegations(evidence.flatMap((place) => wordsAt(lines, place))) === 0) found.push({ kind: 'negation', what: 'negated', text });
    return found;
  });
}

const wordsAt = (lines: readonly string[], { line, start, end }: Place) => splitWords(lines[line]!.slice(start, end)).flatMap(spellOut);

/** Every number that the words can be read as: digits, and each run of number words from each of its beginnings. */
function numbersOf(words: readonly Word[]): Set<string> {
  const numbers = new Set<string>();
  for (const [index, { text, lower }] of words.entries()) {
    for (const digits of text.match(/\d+(?:\.\d+)?/g) ?? []) numbers.add(String(Number(digits)));
    const plain = numberWord(lower);
    if (plain !== undefined) numbers.add(String(plain));
    const reading = readNumber(words, index);
    if (reading) numbers.add(String(Number(reading.value)));
  }
  return numbers;
}
