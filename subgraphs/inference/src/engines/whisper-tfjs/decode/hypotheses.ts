import { createNumbers } from './seeded-numbers.ts';
import { drawn, likeliest, logSumExp, summary } from './log-probabilities.ts';
import type { TokenRules } from './token-rules.ts';

/** How tokens are chosen, and how many rows a window has for that. */
export type Search =
  | { kind: 'greedy'; rows: 1 }
  /** Keeps the `rows` likeliest beginnings. */
  | { kind: 'beam'; rows: number }
  /** `rows` independent draws, the likeliest of which counts. */
  | { kind: 'draw'; rows: number; temperature: number };

export type Decoded = {
  /** Without prompt and end of text. */
  tokens: number[];
  /** Natural logarithm of each token's probability, and of the end's where it came. */
  logProbabilities: number[];
  /** Their mean. */
  averageLogProbability: number;
  noSpeechProbability: number;
};

type Row = { tokens: number[]; logProbabilities: number[]; sum: number; ended: boolean };

export type Hypotheses = {
  /** Chooses the next token of each row; `parents` says which row each goes on from. Scores are changed. */
  extend(scores: readonly Float32Array[], rules: TokenRules): { parents: number[]; next: number[] };
  ended(): boolean;
  best(): Omit<Decoded, 'noSpeechProbability'>;
};

/** One window's beginnings of a text. */
export function createHypotheses(search: Search, seed: number, end: number): Hypotheses {
  return search.kind === 'beam' ? beams(search.rows, end) : independent(search, seed, end);
}

const empty = (): Row => ({ tokens: [], logProbabilities: [], sum: 0, ended: false });
const mean = (row: Row) => row.sum / Math.max(1, row.logProbabilities.length);

function outcomeOf(row: Row): Omit<Decoded, 'noSpeechProbability'> {
  return { tokens: row.tokens, logProbabilities: row.logProbabilities, averageLogProbability: mean(row) };
}

function extended(row: Row, token: number, logProbability: number, end: number): Row {
  const ended = token === end;
  return { tokens: ended ? row.tokens : [...row.tokens, token], logProbabilities: [...row.logProbabilities, logProbability], sum: row.sum + logProbability, ended };
}

function independent(search: Exclude<Search, { kind: 'beam' }>, seed: number, end: number): Hypotheses {
  const rows = Array.from({ length: search.rows }, empty);
  const numbers = createNumbers(seed);
  return {
    extend(scores, rules) {
      const next = rows.map((row, at) => {
        if (row.ended) return end;
        const mine = scores[at]!;
        rules.apply(mine, row.tokens);
        const all = summary(mine);
        const token = search.kind === 'greedy' ? all.likeliest : drawn(mine, search.temperature, numbers.uniform());
        const logProbability = mine[token]! - all.logSumExp;
        row.logProbabilities.push(logProbability);
        row.sum += logProbability;
        if (token === end) row.ended = true;
        else row.tokens.push(token);
        return token;
      });
      return { parents: rows.map((_, at) => at), next };
    },
    ended: () => rows.every((row) => row.ended),
    best: () => outcomeOf(rows.reduce((best, row) => (mean(row) > mean(best) ? row : best))),
  };
}

function beams(width: number, end: number): Hypotheses {
  let rows: Row[] = [empty()];
  const finished: Row[] = [];
  return {
    extend(scores, rules) {
      const candidates = rows.flatMap((row, parent) => {
        const mine = scores[parent]!;
        rules.apply(mine, row.tokens);
        const total = logSumExp(mine);
        return likeliest(mine, width + 1).map((token) => ({ parent, token, logProbability: mine[token]! - total, sum: row.sum + mine[token]! - total }));
      });
      candidates.sort((a, b) => b.sum - a.sum);
      const kept: { parent: number; token: number; row: Row }[] = [];
      for (const { parent, token, logProbability } of candidates) {
        const row = extended(rows[parent]!, token, logProbability, end);
        if (row.ended) {
          if (finished.length < width) finished.push(row);
        } else kept.push({ parent, token, row });
        if (kept.length === width) break;
      }
      if (kept.length > 0) rows = kept.map(({ row }) => row);
      // A window keeps its number of rows; those beyond the kept ones repeat the last and are not looked at.
      const at = (index: number) => kept[Math.min(index, kept.length - 1)];
      return {
        parents: Array.from({ length: width }, (_, index) => at(index)?.parent ?? 0),
        next: Array.from({ length: width }, (_, index) => at(index)?.token ?? end),
      };
    },
    ended: () => finished.length >= width,
    best: () => outcomeOf((finished.length > 0 ? finished : rows).reduce((best, row) => (mean(row) > mean(best) ? row : best))),
  };
}
