import { assemble } from './assemble/assemble.ts';
import type { Placed } from './assemble/placed.ts';
import { flagKind, type Flag } from './flags.ts';
import { findPieces } from './grammar/find-pieces.ts';
import type { SigPiece } from './grammar/piece.ts';
import { namesSeveral } from './safety/several-medicines.ts';
import { writtenForms } from './safety/written-forms.ts';
import { emptyFields, type SigReading } from './sig.ts';
import { readClockTokens } from './text/clock-tokens.ts';
import { readPhrase, type Phrase } from './text/phrase.ts';
import { readShorthand } from './text/shorthand.ts';
import { mendSpelling } from './text/spelling.ts';
import { translate } from './text/spanish.ts';
import type { Token } from './text/tokens.ts';
import { leftOver } from './unparsed.ts';

/** Nobody writes longer directions; what is behind this is left unread and flagged, so that a line's cost is bounded. */
const longest = 2_000;

/**
 * Directions as written on a prescription, as data. Never throws; the same text gives the same reading. `isMedicine` knows the
 * words of medicines' names, which directions may repeat; without it they are left over.
 */
export const parseSig = (text: string, isMedicine: (word: string) => boolean = () => false): SigReading => {
  const read = text.length > longest ? text.slice(0, longest) : text;
  const flags = new Set<Flag>(writtenForms(read));
  const prepare = (tokens: Token[]): Token[] => {
    const timed = readClockTokens(spokenMarks(tokens));
    const english = translate(timed);
    if (english !== timed) flags.add('TRANSLATED');
    const mended = mendSpelling(readShorthand(english));
    if (mended.corrected) flags.add('SPELLING_CORRECTED');
    return mended.tokens;
  };
  const phrase = readPhrase(read, prepare);
  if (phrase.tokens.length === 0) return { text, parsed: { ...emptyFields(), sequence: [] }, flags: text.trim() === '' ? ['EMPTY'] : ['NOT_UNDERSTOOD'], confidence: 0, unparsed: text.trim() === '' ? null : text.trim().slice(0, longest) };
  const pieces = findPieces(phrase.text, 0, phrase.text.length, 'written');
  const words = (_at: Placed, from: number, to: number): string => {
    const { start, end } = phrase.source(from, to);
    return read.slice(start, end).replace(/\s+/g, ' ').trim();
  };
  const { parsed: assembled, flags: found, unheld } = assemble(pieces.map((piece) => ({ piece, text: phrase.text })), words, surfaceOf(phrase));
  for (const flag of found) flags.add(flag);
  const several = namesSeveral(phrase, pieces, isMedicine);
  if (several) flags.add('SEVERAL_MEDICINES');
  const parsed = several ? { ...emptyFields(), sequence: [] } : assembled;
  // A patch that nobody counted is still a patch.
  if (!several && /\bpatch(?:es)?\b(?! (?:test|of))/.test(phrase.text)) for (const fields of [parsed, ...parsed.sequence]) if (fields.route === 'topical' || (fields.route === null && !found.has('CONFLICTING_ROUTE') && fields.dose?.unit !== 'tablet')) fields.route = 'transdermal';
  if (ambiguous(pieces, read) || [...phrase.text.matchAll(/[#%]([\d.]+) \( [#%]([\d.]+) \) (?!mg|mcg|g\b|ml)/g)].some(([, word, figure]) => word !== figure)) flags.add('AMBIGUOUS_NUMBER');
  if ([parsed, ...parsed.sequence].some(({ dose }) => dose !== null && dose.unit === null && dose.max > 12)) flags.add('DOSE_UNUSUAL');
  const over = leftOver(phrase, pieces, unheld, read, isMedicine);
  if (over.words > 0) flags.add('NOT_UNDERSTOOD');
  let { unparsed } = over;
  if (text.length > longest) {
    flags.add('TEXT_TOO_LONG');
    unparsed = [unparsed, '…'].filter((part) => part !== null).join(' ');
  }
  const said = parsed.dose !== null || parsed.frequency !== null || parsed.sequence.length > 0 || parsed.timing !== null || flags.has('AS_DIRECTED');
  return { text, parsed, flags: [...flags].sort(), confidence: confidence(flags, over.share, said), unparsed };
};

/** Dictation writes the comma out. */
const spokenMarks = (tokens: readonly Token[]): readonly Token[] => (tokens.some(({ text }) => text === 'comma' || text === 'semicolon') ? tokens.map((token) => (token.text === 'comma' || token.text === 'semicolon' ? { ...token, text: ',', kind: 'mark' as const } : token)) : tokens);

/** "Apply" says that it goes on the skin, where no other place is named. */
const surfaceOf = (phrase: Phrase): 'topical' | null => (/\b(?:apply|applied|rub|lather|shampoo|wash affected|spread)\b/.test(phrase.text) ? 'topical' : null);

const ambiguous = (pieces: readonly SigPiece[], text: string): boolean =>
  pieces.some((piece) => piece.field === 'strength' && piece.ambiguous) || (/\b\d\s?-\s?\d\/\d\b/.test(text) && pieces.some((piece) => piece.field === 'dose' && /\.(?:5|25|75)/.test(piece.min) && Number(piece.min) > 1));

/** 1 less a tenth for each doubt and what share of the words was not understood; at most 0.3 where neither dose nor time came out. */
const confidence = (flags: ReadonlySet<Flag>, unreadShare: number, said: boolean): number => {
  const doubts = [...flags].filter((flag) => flagKind(flag) === 'doubt').length;
  const dangers = [...flags].filter((flag) => flagKind(flag) === 'danger').length;
  const value = Math.max(0, 1 - 0.15 * doubts - 0.05 * dangers - 0.8 * unreadShare);
  return Math.round((said ? value : Math.min(value, 0.3)) * 100) / 100;
};
