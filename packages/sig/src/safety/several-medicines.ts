import type { SigPiece } from '../grammar/piece.ts';
import type { Phrase } from '../text/phrase.ts';

/** Names that stand so close are one medicine: a brand and what is in it, the two of a combination. */
const oneName = 4;

/**
 * Whether directions of more than one medicine stand in one line ("brimonidine 1 drop tid; timolol 1 drop qam"): two different
 * names, each followed by a time of its own. Names in advice, limits and reasons do not count.
 */
export const namesSeveral = (phrase: Phrase, pieces: readonly SigPiece[], isMedicine: (word: string) => boolean): boolean => {
  const aside = pieces.filter(({ field }) => field === 'remark' || field === 'prn' || field === 'indication' || field === 'max');
  const heads: { word: string; token: number; from: number }[] = [];
  for (const [token, { text, kind }] of phrase.tokens.entries()) {
    const from = phrase.starts[token] ?? 0;
    if (kind !== 'word' || !isMedicine(text) || aside.some((piece) => piece.from <= from && from < piece.to)) continue;
    const last = heads.at(-1);
    if (last && token - last.token <= oneName && !pieces.some((piece) => (piece.field === 'frequency' || piece.field === 'time') && piece.from >= last.from && piece.to <= from)) last.token = token;
    else heads.push({ word: text, token, from });
  }
  const own = heads.filter(({ from }, at) => pieces.some((piece) => (piece.field === 'frequency' || piece.field === 'time' || piece.field === 'count') && piece.from >= from && piece.from < (heads[at + 1]?.from ?? Infinity)));
  return new Set(own.map(({ word }) => word)).size > 1;
};
