import type { OrderDraft, TranscriptDocument } from '@dra/events';
import { takesBack } from './corrections.ts';
import { findDrugs, type DrugMention } from './drug-mentions.ts';
import { finishOrder, type HeardOrder } from './finish-order.ts';
import { toOrderDraft } from './to-order-draft.ts';
import { readAnaphora, readIntent, type IntentReading } from './intent.ts';
import { newSketch, type OrderSketch } from './order-sketch.ts';
import { findSigPieces } from './spoken-pieces.ts';
import { endOfDirections, findIndication, followsUp, unknownDrug } from './sentence-rules.ts';
import { mergeSketches } from './merge-sketches.ts';
import { turnsOf, type Sentence, type Turn } from './turns.ts';

/** How many sentences a bare "take it twice a day" may stand after the order it belongs to. */
const reach = 3;

/**
 * The orders in a conversation, in the order they were given. Only what the clinician says counts, or a speaker nobody told
 * apart; everything else is heard for what "it" may mean. Pure: the same transcript gives the same orders.
 */
export const hearOrders = (document: Pick<TranscriptDocument, 'segments' | 'engine'>): HeardOrder[] => {
  const sketches: OrderSketch[] = [];
  const memory: Memory = { open: [], age: 0, lastDrug: null };
  for (const turn of turnsOf(document.segments)) {
    const mentions = findDrugs(turn.phrase);
    const orders = turn.speaker === 'CLINICIAN' || turn.speaker === 'UNKNOWN';
    let next = 0;
    for (const sentence of turn.sentences) {
      const here: DrugMention[] = [];
      for (let mention = mentions[next]; mention && mention.from < sentence.to; mention = mentions[(next += 1)]) {
        if (mention.from >= sentence.from && mention.to <= sentence.to) here.push(mention);
      }
      if (orders) readSentence(turn, sentence, here, memory, sketches);
      else if (sentence.text.split(' ').length > 14) memory.age += 1;
      const last = here.at(-1);
      if (last) memory.lastDrug = { turn, mention: last, age: 0 };
      else if (memory.lastDrug) memory.lastDrug.age += 1;
    }
  }
  return mergeSketches(sketches).map((sketch) => finishOrder(sketch, document.engine.tier));
};

/** The same, as the prescription subgraph takes them. */
export const extractOrders = (document: Pick<TranscriptDocument, 'segments' | 'engine'>): OrderDraft[] => hearOrders(document).map(toOrderDraft);

type Memory = {
  /** Orders that a sentence without a drug may add to. */
  open: OrderSketch[];
  age: number;
  /** What "it" means, for a few sentences. */
  lastDrug: { turn: Turn; mention: DrugMention; age: number } | null;
  /** An order whose drug is still to come: "I'll start you on something new. It's called..." */
  pending?: IntentReading | null;
};

const readSentence = (turn: Turn, sentence: Sentence, mentions: readonly DrugMention[], memory: Memory, sketches: OrderSketch[]): void => {
  if (mentions.length === 0) {
    readWithoutDrug(turn, sentence, memory, sketches);
    return;
  }
  const found: OrderSketch[] = [];
  let reachedTo = 0;
  const spoken = dropTakenBack(turn, mentions);
  spoken.forEach((mention, at) => {
    const next = spoken[at + 1];
    const clauseTo = (next?.from ?? sentence.to) - sentence.from;
    const named = readIntent(sentence.text, mention.from - sentence.from, mention.to - sentence.from, sentence.question, clauseTo, reachedTo);
    const reading =
      (named === null || named.intent === 'HYPOTHETICAL' ? goingOn(sentence, mention, clauseTo) : null) ??
      named ??
      (at === 0 && memory.pending && /\b(?:called|it's|it is|that's|known as|name is)\b/.test(sentence.text) ? memory.pending : null);
    if (!reading) {
      restate(turn, sentence, mention, next?.from ?? sentence.to, sketches);
      return;
    }
    reachedTo = mention.to - sentence.from;
    const sketch = newSketch(turn, mention, reading.intent);
    applyReading(sketch, reading, turn, sentence.from);
    if (mention.takenBack) {
      sketch.flags.add('SELF_CORRECTED');
      sketch.doubts.add('drug');
    }
    found.push(sketch);
    sketch.indication = findIndication(turn, mention.to, next?.from ?? sentence.to);
    const zoneFrom = at === 0 ? Math.min(mention.from, sentence.from + Math.min(reading.from, mention.from - sentence.from)) : (spoken[at - 1]?.to ?? sentence.from);
    const pieces = findSigPieces(turn.phrase.text, zoneFrom, endOfDirections(turn.phrase.text, mention.to, next?.from ?? sentence.to));
    for (const piece of pieces) {
      // What stands before the drug is its own only when it leans on it ("20 milligrams of lisinopril").
      const leans = piece.to <= mention.from && leansOn(turn.phrase.text.slice(piece.to, mention.from));
      const nextOwns = next !== undefined && leansOn(turn.phrase.text.slice(piece.to, next.from)) && piece.from > mention.to;
      if ((piece.from >= mention.to && !nextOwns) || (piece.to <= mention.from && (at === 0 || leans))) sketch.pieces.push({ turn, piece });
    }
  });
  memory.pending = null;
  sketches.push(...found);
  const orders = found.filter((sketch) => ['START', 'CHANGE', 'CONTINUE'].includes(sketch.intent));
  memory.open = orders.filter((sketch, at) => !orders.slice(at + 1).some((later) => sketch.mention && later.mention && sameDrug(sketch.mention, later.mention)));
  memory.age = 0;
};

/** "we talked about increasing the Prozac, so we'll increase it to forty": what follows the name may be the order. */
const goingOn = (sentence: Sentence, mention: DrugMention, clauseTo: number): IntentReading | null => {
  const offset = mention.to - sentence.from;
  const reading = readAnaphora(sentence.text.slice(offset, clauseTo), sentence.question);
  return reading && reading.intent !== 'HYPOTHETICAL' ? { ...reading, from: reading.from + offset, to: reading.to + offset } : null;
};

/** "So that's lisinopril, twenty milligrams": no order by itself, but a second saying of one: it completes it or contradicts it. */
const restate = (turn: Turn, sentence: Sentence, mention: DrugMention, to: number, sketches: readonly OrderSketch[]): void => {
  if (sentence.question || !/^(?:(?:so|okay|alright|and|again|,) ?)*(?:that's|that is|that was|it's|this is|again)\b/.test(sentence.text.trim())) return;
  const earlier = sketches.findLast((sketch) => sketch.mention !== null && sameDrug(sketch.mention, mention) && ['START', 'CHANGE'].includes(sketch.intent));
  earlier?.pieces.push(...findSigPieces(turn.phrase.text, mention.to, to).map((piece) => ({ turn, piece })));
};

const sameDrug = (a: DrugMention, b: DrugMention): boolean =>
  a.drug.ingredients.map((row) => row.name).join('|') === b.drug.ingredients.map((row) => row.name).join('|');

const leansOn = (between: string): boolean => /^ ?(?:of|of the|of your|worth of|tablets? of|capsules? of)? ?(?:the |your |generic )?$/.test(between);

const readWithoutDrug = (turn: Turn, sentence: Sentence, memory: Memory, sketches: OrderSketch[]): void => {
  memory.age += 1;
  if (memory.age > reach) memory.open = [];
  const pieces = findSigPieces(turn.phrase.text, sentence.from, sentence.to);
  const unknown = unknownDrug(turn, sentence);
  if (!unknown && memory.open.length > 0 && followsUp(sentence, pieces)) {
    const [only, ...more] = memory.open;
    if (only && more.length === 0) only.pieces.push(...pieces.map((piece) => ({ turn, piece })));
    else for (const sketch of memory.open) sketch.flags.add('AMBIGUOUS_REFERENCE');
    return;
  }
  if (unknown) {
    const sketch = newSketch(turn, null, 'START');
    sketch.unknownName = unknown;
    sketch.flags.add('DRUG_UNKNOWN');
    sketch.doubts.add('drug');
    sketch.pieces.push(...findSigPieces(turn.phrase.text, unknown.to, sentence.to).map((piece) => ({ turn, piece })));
    sketches.push(sketch);
    memory.open = [sketch];
    memory.age = 0;
    return;
  }
  const about = readAnaphora(sentence.text, sentence.question);
  const known = memory.lastDrug && memory.lastDrug.age < reach;
  // A change without a new amount says nothing that could be prescribed.
  const says = about && about.intent !== 'HYPOTHETICAL' && (about.intent !== 'CHANGE' || pieces.some(({ field }) => field === 'dose' || field === 'strength'));
  if (about && says && memory.lastDrug && known) {
    const sketch = newSketch(memory.lastDrug.turn, memory.lastDrug.mention, about.intent);
    applyReading(sketch, about, turn, sentence.from);
    sketch.flags.add('DRUG_FROM_CONTEXT');
    sketch.doubts.add('drug');
    sketch.pieces.push(...pieces.map((piece) => ({ turn, piece })));
    sketches.push(sketch);
    memory.open = [sketch];
    memory.age = 0;
    return;
  }
  memory.pending = pendingOrder(sentence);
};

const applyReading = (sketch: OrderSketch, reading: IntentReading, turn: Turn, offset: number): void => {
  sketch.cue = { turn, from: offset + reading.from, to: offset + reading.to };
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

/** "lisinopril, no, losartan": the first was taken back. */
const dropTakenBack = (turn: Turn, mentions: readonly DrugMention[]): (DrugMention & { takenBack: boolean })[] =>
  mentions.flatMap((mention, at) => {
    const next = mentions[at + 1];
    if (next && takesBack(turn.phrase.text.slice(mention.to, next.from))) return [];
    const previous = mentions[at - 1];
    return [{ ...mention, takenBack: previous !== undefined && takesBack(turn.phrase.text.slice(previous.to, mention.from)) }];
  });

const generic = /\b(?:medications?|medicines?|something|antibiotics?|pills?|inhaler|creams?|ointment|steroids?|drops|spray)\b/;

const pendingOrder = (sentence: Sentence): IntentReading | null => {
  const noun = generic.exec(sentence.text);
  if (!noun) return null;
  const reading = readIntent(sentence.text, noun.index, noun.index + noun[0].length, sentence.question, sentence.text.length);
  return reading?.intent === 'START' ? { ...reading, from: 0, to: 0 } : null;
};
