import type { PlacedPiece } from './order-sketch.ts';
import { isPiece } from '@dra/sig';

/**
 * "Thirty capsules, no refills" is what to dispense, "two capsules" what to take. A number of pieces is a quantity when refills
 * follow it, or when it is ten or more, and nothing tells the patient to take it.
 */
export const withQuantities = (pieces: readonly PlacedPiece[]): PlacedPiece[] =>
  pieces.map((placed, at) => {
    const { piece, turn } = placed;
    if (piece.field !== 'dose' || piece.unit === null || !isPiece(piece.unit) || piece.min !== piece.max || !/^\d+$/.test(piece.min)) return placed;
    const { text } = turn.phrase;
    if (/\b(?:take|taking|use|chew|swallow|give|insert|place)(?: (?:you|about|up to))?$/.test(text.slice(0, piece.from).trimEnd())) {
      if (!/\bgive(?: you)?$/.test(text.slice(0, piece.from).trimEnd())) return placed;
    }
    const next = pieces[at + 1];
    const refillsNext = next?.turn === turn && next.piece.field === 'refills' && next.piece.from - piece.to <= 12;
    if (piece.ambiguous || (!refillsNext && Number(piece.min) < 10)) return placed;
    return { turn, piece: { field: 'quantity', from: piece.from, to: piece.to, value: piece.min, unit: piece.unit, certain: refillsNext } };
  });
