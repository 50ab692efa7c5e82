import type { OrderDraft } from '@dra/events';
import type { DrugMention } from './drug-mentions.ts';
import type { SigPiece } from '@dra/sig';
import type { Turn } from './turns.ts';

export type PlacedPiece = { turn: Turn; piece: SigPiece };

/** An order while it is being heard: the drug, the intent, and pieces of directions in the order they were said. */
export type OrderSketch = {
  intent: OrderDraft['intent'];
  /** Where the drug was named; `words` for a name that the formulary does not know. */
  turn: Turn;
  mention: DrugMention | null;
  unknownName: { from: number; to: number } | null;
  cue: { turn: Turn; from: number; to: number } | null;
  pieces: PlacedPiece[];
  indication: { turn: Turn; from: number; to: number } | null;
  flags: Set<string>;
  /** Fields that somebody has to confirm before they count. */
  doubts: Set<string>;
};

export const newSketch = (turn: Turn, mention: DrugMention | null, intent: OrderDraft['intent']): OrderSketch => ({
  intent,
  turn,
  mention,
  unknownName: null,
  cue: null,
  pieces: [],
  indication: null,
  flags: new Set(),
  doubts: new Set(),
});
