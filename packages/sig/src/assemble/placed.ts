import type { PieceField, PieceOf, SigPiece } from '../grammar/piece.ts';

/** A piece with the phrase text it stands in; two pieces stand in the same words when `text` is the same string. */
export type Placed<T extends SigPiece = SigPiece> = { piece: T; text: string };

export const isField = <F extends PieceField>(field: F) => (placed: Placed): placed is Placed<PieceOf<F>> => placed.piece.field === field;

/** The words between two pieces; null when they stand in different phrases. */
export const between = (earlier: Placed, later: Placed): string | null => (earlier.text === later.text ? earlier.text.slice(earlier.piece.to, later.piece.from) : null);
