import type { PlacedPiece } from './order-sketch.ts';
import { takesBack } from './corrections.ts';

/** What several sayings of one field come to. */
export type Resolved<T> = { kind: 'none' } | { kind: 'value'; value: T; at: PlacedPiece; corrected: boolean } | { kind: 'conflict'; at: PlacedPiece };

/**
 * The same thing said twice is one; a correction ("ten, no, twenty") lets the later one win; two that differ without a
 * correction are a conflict, and no value.
 */
export const resolveField = <T>(
  said: readonly { value: T; at: PlacedPiece }[],
  same: (a: T, b: T) => boolean,
  around: readonly PlacedPiece[] = [],
): Resolved<T> => {
  const [first, ...others] = said;
  if (!first) return { kind: 'none' };
  let current = first;
  let corrected = false;
  for (const next of others) {
    if (same(current.value, next.value)) continue;
    if (!corrects(current.at, next.at, around)) return { kind: 'conflict', at: next.at };
    current = next;
    corrected = true;
  }
  return { kind: 'value', value: current.value, at: current.at, corrected };
};

/** Is the later saying a correction of the earlier one? Words of correction between (other pieces aside), or "instead" after. */
const corrects = (earlier: PlacedPiece, later: PlacedPiece, around: readonly PlacedPiece[]): boolean => {
  if (earlier.turn !== later.turn) return false;
  const { text } = later.turn.phrase;
  let between = text.slice(earlier.piece.to, later.piece.from);
  for (const { turn, piece } of around) {
    if (turn !== later.turn || piece.from < earlier.piece.to || piece.to > later.piece.from) continue;
    between = between.replace(text.slice(piece.from, piece.to), ',');
  }
  return takesBack(between) || /^(?: a day| daily)? instead\b/.test(text.slice(later.piece.to));
};
