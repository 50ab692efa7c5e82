import type { PlacedPiece } from './order-sketch.ts';
import { takesBack, beginsByTakingBack } from './corrections.ts';

/** What several sayings of one field come to. */
export type Resolved<T> = { kind: 'none' } | { kind: 'value'; value: T; at: PlacedPiece } | { kind: 'conflict'; said: PlacedPiece[] };

/** The same thing said twice is one; two that differ are a conflict, and no value (corrections are settled before). */
export const resolveField = <T>(said: readonly { value: T; at: PlacedPiece }[], same: (a: T, b: T) => boolean): Resolved<T> => {
  const [first, ...others] = said;
  if (!first) return { kind: 'none' };
  return others.every((next) => same(first.value, next.value)) ? { kind: 'value', value: first.value, at: first.at } : { kind: 'conflict', said: said.map(({ at }) => at) };
};

/** The pieces without those that were taken back ("ten, no, twenty"), and the fields where that happened. */
export const withoutTakenBack = (pieces: readonly PlacedPiece[]): { pieces: PlacedPiece[]; corrected: Set<string> } => {
  const corrected = new Set<string>();
  const units = new Map<PlacedPiece, PlacedPiece>();
  const kept = pieces.filter((earlier, at) => {
    const later = pieces.slice(at + 1).find((other) => isSameKind(earlier, other));
    if (!later || !corrects(earlier, later, pieces)) return true;
    corrected.add(earlier.piece.field === 'time' ? 'frequency' : earlier.piece.field);
    units.set(later, earlier);
    return false;
  });
  // "forty milligrams ... make that twenty": the unit stays.
  const whole = kept.map((one): PlacedPiece => {
    const before = units.get(one)?.piece;
    const { piece } = one;
    return piece.field === 'dose' && piece.unit === null && before?.field === 'dose' ? { turn: one.turn, piece: { ...piece, unit: before.unit, mass: before.mass } } : one;
  });
  return { pieces: whole, corrected };
};

/** An amount is taken back by an amount, a number of pieces by a number of pieces; how often by either way of saying it. */
const isSameKind = ({ piece: a }: PlacedPiece, { piece: b }: PlacedPiece): boolean => {
  if (a.field === 'dose' && b.field === 'dose') return a.mass === b.mass || a.unit === null || b.unit === null;
  // "No, with food" says nothing of how often.
  if (b.field === 'time' && a.field === 'frequency' && /^(?:C|AC|PC)[MDV]?$/.test(b.time)) return false;
  if (a.field === 'time' || a.field === 'frequency') return b.field === 'time' || b.field === 'frequency';
  return a.field === b.field;
};

/** Is the later saying a correction of the earlier one? Words of correction between (other pieces aside), or "instead" after. */
const corrects = (earlier: PlacedPiece, later: PlacedPiece, around: readonly PlacedPiece[]): boolean => {
  const { text } = later.turn.phrase;
  if (earlier.turn !== later.turn) return beginsByTakingBack(text.slice(Math.max(0, later.piece.from - 80), later.piece.from));
  let between = text.slice(earlier.piece.to, later.piece.from);
  if (between.length > 160) return false;
  for (const { turn, piece } of around) {
    if (turn !== later.turn || piece.from < earlier.piece.to || piece.to > later.piece.from) continue;
    between = between.replace(text.slice(piece.from, piece.to), ',');
  }
  return takesBack(between) || /^(?: a day| daily)? instead\b/.test(text.slice(later.piece.to));
};
