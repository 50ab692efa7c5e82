import type { DrugMention } from './drug-mentions.ts';
import type { IntentReading } from './intent.ts';
import type { OrderSketch, PlacedPiece } from './order-sketch.ts';
import type { SigPiece } from '@dra/sig';
import { findSigPieces } from './spoken-pieces.ts';
import type { Sentence, Turn } from './turns.ts';

/** A medicine where it was named. */
export type Named = { turn: Turn; mention: DrugMention };
export type Asked = 'CONTINUE' | 'STOP' | 'START' | 'REFILL' | 'ABOUT';

/** What the conversation so far lets the next words mean. */
export type Memory = {
  /** Orders that a sentence without a drug may add to. */
  open: OrderSketch[];
  age: number;
  /** What "it" means, for a few sentences. */
  lastDrug: (Named & { age: number }) | null;
  /** An order whose drug is still to come: "I'll start you on something new. It's called..." */
  pending: IntentReading | null;
  /** A medicine that was named and nothing more: "Amoxicillin." Directions right behind it order it. */
  bare: (Named & { age: number }) | null;
  /** What the last sentence that named a medicine ordered. */
  last: { turn: Turn; reading: IntentReading } | null;
  /** Medicines that somebody said are taken, with the numbers said of each. */
  taken: Map<string, ReadonlySet<string>>;
  /** Directions that somebody said a medicine is taken by: "keep taking that" is by those. */
  reported: (Named & { said: { turn: Turn; from: number; to: number }; age: number }) | null;
  /** The same of each medicine: "continue the metoprolol" goes by what was said of it before. */
  reports: Map<string, { turn: Turn; from: number; to: number }>;
  /** What the clinician asked about by naming it with numbers ("atorvastatin forty?"): a yes reports it. */
  checked: (Named & { from: number; to: number }) | null;
  /** Directions that somebody else asked about ("still in the morning?"): a yes takes them up. */
  proposed: { turn: Turn; pieces: readonly SigPiece[] } | null;
  /** Each medicine that was named, where it was named last. */
  spoken: Map<string, Named>;
  /** "No, wait, your kidneys.": what is said next takes the place of what was said. */
  correcting: boolean;
  /** Medicines that were ordered in this conversation. */
  ordered: Set<string>;
  /** Medicines that a new prescription was asked for. */
  wanted: Set<string>;
  /** What the last speaker asked about: a "yes" answers it. */
  asked: { what: Asked; of: readonly Named[] } | null;
  /** What the clinician asked or offered: an "okay, I'll send that in" takes it up. */
  offered: { what: 'START' | 'REFILL'; of: readonly Named[]; age: number } | null;
  /** "I'll renew your meds": those that are named are taken. */
  renewing: boolean;
  /** Something was ordered: the plan has begun. */
  begun: boolean;
  /** The list of what is taken is being gone through: a medicine with its dose is history, not an order. */
  review: boolean;
};

export const newMemory = (): Memory => ({
  open: [], age: 0, lastDrug: null, pending: null, bare: null, last: null, taken: new Map(), reported: null, reports: new Map(), checked: null, proposed: null, correcting: false, spoken: new Map(), ordered: new Set(), wanted: new Set(), asked: null, offered: null, renewing: false, begun: false, review: false,
});

export const keyOf = ({ drug }: DrugMention): string => (drug.ingredients.length === 0 ? `? ${drug.name}` : drug.ingredients.map(({ name }) => name).sort().join('|'));
export const sameDrug = (a: DrugMention, b: DrugMention): boolean => keyOf(a) === keyOf(b);

const numbersIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/[#%](\d+(?:\.\d+)?)/g)].map((match) => match[1] ?? ''));

export const remember = (memory: Memory, mention: DrugMention, about: string): void => {
  const key = keyOf(mention);
  memory.taken.set(key, new Set([...(memory.taken.get(key) ?? []), ...numbersIn(about)]));
};

/** Keeps where somebody reports directions, for the next sentences. */
export const report = (memory: Memory, turn: Turn, sentence: Sentence, named: Named, from: number, to: number): void => {
  if (!sentence.question && /[#%]\d|\b(?:daily|once|twice|every|night|morning)\b/.test(turn.phrase.text.slice(from, to))) keep(memory, turn, named, from, to);
};

const keep = (memory: Memory, turn: Turn, named: Named, from: number, to: number): void => {
  memory.reported = { ...named, said: { turn, from, to }, age: 0 };
  memory.reports.set(keyOf(named.mention), { turn, from, to });
};

/** A yes to what the clinician asked by naming it with its numbers. */
export const reportChecked = (memory: Memory): void => {
  const { checked } = memory;
  if (!checked) return;
  keep(memory, checked.turn, checked, checked.from, checked.to);
  remember(memory, checked.mention, checked.turn.phrase.text.slice(checked.from, checked.to));
  memory.checked = null;
};

const asTaken = new Set(['dose', 'strength', 'frequency', 'time', 'prn', 'route']);
/** The directions that were reported. */
export const reportedPieces = ({ turn, from, to }: { turn: Turn; from: number; to: number }): PlacedPiece[] => {
  const bare = /^(?: (?:at|,|the|of|about|you're|you are|he's|she's|on|taking|still|currently|succinate|tartrate|xr|er|xl|sr))* ([#%](\d+(?:\.\d+)?))(?![\d.])(?! ?(?:years?|months?|weeks?|days?|times|percent|or|to|over|-))/.exec(turn.phrase.text.slice(from, to));
  const pieces = findSigPieces(turn.phrase.text, from, to).filter(({ field }) => asTaken.has(field));
  const end = from + (bare?.[0].length ?? 0);
  if (bare?.[1] && bare[2] && !pieces.some((piece) => piece.from < end && piece.to > end - (bare[1]?.length ?? 0))) pieces.unshift({ field: 'dose', from: end - bare[1].length, to: end, min: bare[2], max: bare[2], unit: null, ambiguous: bare[1].startsWith('%'), mass: true });
  return pieces.map((piece) => ({ turn, piece }));
};
