import { spelledAlike } from './spelled-alike.ts';

export type WordErrors = { words: number; substituted: number; left: number; added: number; drugs: number; drugsWrong: number; drugWords: number; drugWordsWrong: number };

/** A drug's name as words, e.g. ["insulin", "glargine"]. */
export type DrugNames = { has(words: readonly string[], at: number): number };

/** @returns for a position in a text how many words of it are a drug's name, 0 for none; the longest name wins */
export function drugNames(names: Iterable<string>): DrugNames {
  const known = new Set<string>();
  let longest = 1;
  for (const name of names) {
    const words = spelledAlike(name);
    if (words.length === 0) continue;
    known.add(words.join(' '));
    longest = Math.max(longest, words.length);
  }
  return {
    has(words, at) {
      for (let count = Math.min(longest, words.length - at); count > 0; count -= 1) if (known.has(words.slice(at, at + count).join(' '))) return count;
      return 0;
    },
  };
}

type Step = 'same' | 'substituted' | 'left' | 'added';

/**
 * Compares what was heard with what was said, word by word (case, punctuation and how a number is written do not count). A drug is wrong when any
 * word of its name in the reference was not heard as it is.
 */
export function wordErrors(reference: string, heard: string, drugs: DrugNames): WordErrors {
  const said = spelledAlike(reference);
  const other = spelledAlike(heard);
  const steps = align(said, other);
  const right: boolean[] = [];
  const count = { same: 0, substituted: 0, left: 0, added: 0 };
  for (const step of steps) {
    count[step] += 1;
    if (step !== 'added') right.push(step === 'same');
  }
  let found = 0;
  let wrong = 0;
  let drugWords = 0;
  let drugWordsWrong = 0;
  for (let at = 0; at < said.length; ) {
    const length = drugs.has(said, at);
    if (length > 0) {
      found += 1;
      const missed = right.slice(at, at + length).filter((one) => !one).length;
      if (missed > 0) wrong += 1;
      drugWords += length;
      drugWordsWrong += missed;
    }
    at += Math.max(1, length);
  }
  return { words: said.length, substituted: count.substituted, left: count.left, added: count.added, drugs: found, drugsWrong: wrong, drugWords, drugWordsWrong };
}

/** A cheapest way from one text to the other. Memory: a byte for each pair of words. */
function align(said: readonly string[], heard: readonly string[]): Step[] {
  const width = heard.length + 1;
  const way = new Uint8Array((said.length + 1) * width);
  let before = Uint32Array.from({ length: width }, (_, at) => at);
  let now = new Uint32Array(width);
  way.fill(2, 1, width);
  for (let i = 1; i <= said.length; i += 1) {
    now[0] = i;
    way[i * width] = 1;
    for (let j = 1; j < width; j += 1) {
      const diagonal = before[j - 1]! + (said[i - 1] === heard[j - 1] ? 0 : 1);
      const left = before[j]! + 1;
      const added = now[j - 1]! + 1;
      const best = Math.min(diagonal, left, added);
      now[j] = best;
      way[i * width + j] = best === diagonal ? 0 : best === left ? 1 : 2;
    }
    [before, now] = [now, before];
  }
  const steps: Step[] = [];
  for (let i = said.length, j = heard.length; i > 0 || j > 0; ) {
    const step = way[i * width + j]!;
    steps.push(step === 1 ? 'left' : step === 2 ? 'added' : said[i - 1] === heard[j - 1] ? 'same' : 'substituted');
    if (step !== 2) i -= 1;
    if (step !== 1) j -= 1;
  }
  return steps.reverse();
}

export type Rates = WordErrors & {
  /** Errors over words, all of them. */
  wer: number;
  /** The same without the words of drug names. */
  werWithoutDrugs: number;
  /** Drug names of which any word was not heard; null where none was said. */
  drugErrorRate: number | null;
};

export function addErrors(all: readonly WordErrors[]): Rates {
  const sum: WordErrors = { words: 0, substituted: 0, left: 0, added: 0, drugs: 0, drugsWrong: 0, drugWords: 0, drugWordsWrong: 0 };
  for (const one of all) for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += one[key];
  const errors = sum.substituted + sum.left + sum.added;
  return { ...sum, wer: errors / Math.max(1, sum.words), werWithoutDrugs: (errors - sum.drugWordsWrong) / Math.max(1, sum.words - sum.drugWords), drugErrorRate: sum.drugs === 0 ? null : sum.drugsWrong / sum.drugs };
}
