import { findPieces, type SigPiece } from '@dra/sig';

/** The pieces of directions in a stretch of what was said. */
export const findSigPieces = (text: string, from: number, to: number): SigPiece[] => findPieces(text, from, to, 'spoken');
