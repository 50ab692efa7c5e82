import { requiredWords, type Clause } from './required-words.ts';

/** Which of the patterns may match a text at all: found in one pass over its letters, for all of them together. */
export type Prefilter = {
  /** The places in the list of all that may match, in their order; what is left out does not match the text. */
  candidates(text: string): number[];
};

/** Words that begin alike, with the clauses that each of them fulfils. */
type Entry = { word: string; clauses: readonly number[] };
const ascii = 128;
/** What lies beyond ASCII counts as one letter, in texts as in words. */
const letter = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code < ascii ? code : 0;
};

export const createPrefilter = (patterns: readonly RegExp[]): Prefilter => {
  const numbers = new Map<string, number>();
  const byWord = new Map<string, number[]>();
  const numberOf = (clause: Clause): number => {
    const key = clause.join('\n');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(key, number);
    for (const word of clause) {
      const list = byWord.get(word);
      if (list) list.push(number);
      else byWord.set(word, [number]);
    }
    return number;
  };
  const required = patterns.map((pattern) => requiredWords(pattern).map(numberOf));

  // By the first two letters of a word; marks are words of one.
  const marks: (readonly number[] | undefined)[] = [];
  const buckets: Entry[][] = [[]];
  const bucketOf = new Uint16Array(ascii * ascii);
  for (const [word, clauses] of byWord) {
    if (word.length === 1) marks[letter(word, 0)] = clauses;
    else {
      const pair = letter(word, 0) * ascii + letter(word, 1);
      if (bucketOf[pair] === 0) bucketOf[pair] = buckets.push([]) - 1;
      buckets[bucketOf[pair] ?? 0]?.push({ word, clauses });
    }
  }
  // The patterns by the clause that tells the most of them; those that ask for nothing are always tried.
  const always: number[] = [];
  const byFirst: number[][] = Array.from({ length: numbers.size }, () => []);
  required.forEach(([first], pattern) => (first === undefined ? always : byFirst[first])?.push(pattern));

  const look = (text: string): Uint8Array => {
    const seen = new Uint8Array(numbers.size);
    const fulfil = (clauses: readonly number[]): void => {
      for (const clause of clauses) seen[clause] = 1;
    };
    let next = letter(text, 0);
    for (let at = 0; at < text.length; at += 1) {
      const here = next;
      const mark = marks[here];
      if (mark) fulfil(mark);
      next = at + 1 < text.length ? letter(text, at + 1) : 0;
      const bucket = bucketOf[here * ascii + next] ?? 0;
      if (bucket !== 0) for (const { word, clauses } of buckets[bucket] ?? []) if (seen[clauses[0] ?? 0] === 0 || clauses.length > 1) if (text.startsWith(word, at)) fulfil(clauses);
    }
    return seen;
  };
  return {
    candidates: (text) => {
      const seen = look(text);
      const out = [...always];
      for (let clause = 0; clause < seen.length; clause += 1) {
        if (seen[clause] === 0) continue;
        for (const pattern of byFirst[clause] ?? []) if (required[pattern]?.every((one) => seen[one] === 1)) out.push(pattern);
      }
      return out.sort((a, b) => a - b);
    },
  };
};
