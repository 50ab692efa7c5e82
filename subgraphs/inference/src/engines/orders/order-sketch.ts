import type { OrderDraft } from '@dra/events';
import { undecided } from './decision.ts';
import type { DrugMention } from './drug-mentions.ts';
import type { IntentReading } from './intent.ts';
import type { SaidStrength } from './said-strength.ts';
import type { SigPiece } from '@dra/sig';
import type { Turn } from './turns.ts';

export type PlacedPiece = { turn: Turn; piece: SigPiece };

/** An order while it is being heard: the drug, the intent, and pieces of directions in the order they were said. */
export type OrderSketch = {
  intent: OrderDraft['intent'];
  /** Where the drug was named. */
  turn: Turn;
  mention: DrugMention;
  /** Of a thought: what it was about doing. */
  thought: OrderDraft['intent'] | null;
  cue: { turn: Turn; from: number; to: number } | null;
  pieces: PlacedPiece[];
  /** The product's strength, where it was said as no dose is. */
  strength: SaidStrength | null;
  indication: { turn: Turn; from: number; to: number } | null;
  flags: Set<string>;
  /** Fields that somebody has to confirm before they count. */
  doubts: Set<string>;
};

export const newSketch = (turn: Turn, mention: DrugMention, intent: OrderDraft['intent']): OrderSketch => ({
  intent,
  turn,
  mention,
  thought: null,
  cue: null,
  pieces: [],
  strength: null,
  indication: null,
  flags: new Set(),
  doubts: new Set(),
});

/** What the words that gave an order's intent say about it; `offset` is where their sentence begins. */
export const applyReading = (sketch: OrderSketch, reading: IntentReading, turn: Turn, offset: number): void => {
  sketch.cue = { turn, from: offset + reading.from, to: offset + reading.to };
  sketch.thought = reading.thought ?? null;
  // The one gate: no order without a decision.
  if (sketch.intent !== 'HYPOTHETICAL' && undecided(turn, sketch.cue, offset, reading)) {
    sketch.thought = sketch.intent;
    sketch.intent = 'HYPOTHETICAL';
  }
  if (reading.refill) sketch.flags.add('REFILL');
  if (reading.soft) {
    sketch.flags.add('SAID_AS_ADVICE');
    sketch.doubts.add('intent');
  }
  if (turn.speaker === 'UNKNOWN') {
    sketch.flags.add('SPEAKER_UNKNOWN');
    sketch.doubts.add('drug').add('dose');
  }
};
