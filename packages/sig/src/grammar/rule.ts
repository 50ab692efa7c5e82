import { doseUnitPattern } from '../vocabulary/dose-units.ts';
import { periodPattern } from '../vocabulary/periods.ts';
import type { SigPiece, Span } from './piece.ts';

/**
 * Directions as people write them (`written`), or anywhere in what people say: there a bare "morning" or "30 days" may be
 * about anything, and only the forms that can mean nothing else count.
 */
export type Mode = 'written' | 'spoken';

export type Rule = {
  pattern: RegExp;
  /** The modes in which the rule counts; both when absent. */
  only?: Mode;
  /** Nothing that the rule matches lacks this: texts without it are passed over. */
  needs?: RegExp;
  /** Takes words up to where they are another's: it may be cut short. */
  open?: true;
  read(match: RegExpExecArray): SigPiece | readonly SigPiece[] | null;
};

/** The whole number: never the 1 of 10, nor the 0 of 0.5. */
export const N = String.raw`[#%](\d+(?:\.\d+)?)(?![\d.])`;
export const n = String.raw`[#%]\d+(?:\.\d+)?(?![\d.])`;
export const U = `(${doseUnitPattern})`;
export const P = `(${periodPattern})`;
/** Between the two ends of a range. */
export const to = String.raw`(?:-|to|or|up to|thru|through)`;
export const per = String.raw`(?:a|per|each|every|in a|in|an|\/)`;
export const day = String.raw`(?:days?|d|#24 hours?|#24 hrs?|#24 h|dys?|daily)`;

export const rule = (source: string, read: Rule['read'], only?: Mode): Rule => ({ pattern: new RegExp(source, 'g'), read, ...(only ? { only } : {}) });
/** The rule, for texts in which `needs` is found; it must be found wherever the rule matches. */
export const needing = (needs: RegExp, one: Rule): Rule => ({ ...one, needs });
export const spanOf = (match: RegExpExecArray): Span => ({ from: match.index, to: match.index + match[0].length });

/** A stretch inside a match, by the last place where its words stand. */
export const within = (match: RegExpExecArray, words: string): Span => {
  const from = match.index + match[0].lastIndexOf(words);
  return { from, to: from + words.length };
};
