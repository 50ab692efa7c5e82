import type { OrderDraft, TranscriptDocument } from '@dra/events';
import { takesBack } from './corrections.ts';
import { findDrugs, type DrugMention } from './drug-mentions.ts';
import { finishOrder, type HeardOrder } from './finish-order.ts';
import { toOrderDraft } from './to-order-draft.ts';
import { readAnaphora, readIntent, withdraws, type IntentReading } from './intent.ts';
import { newSketch, type OrderSketch } from './order-sketch.ts';
import { findSigPieces } from './spoken-pieces.ts';
import type { SigPiece } from '@dra/sig';
import { endOfDirections, findIndication, followsUp, unknownDrug } from './sentence-rules.ts';
import { mergeSketches } from './merge-sketches.ts';
import { turnsOf, type Sentence, type Turn } from './turns.ts';

/** How many sentences a bare "take it twice a day" may stand after the order it belongs to. */
const reach = 3;

/**
 * The orders in a conversation, in the order they were given. Only what the clinician says counts, or a speaker nobody told
 * apart; everything else is heard for what "it" may mean. Pure: the same transcript gives the same orders.
 */
export const hearOrders = (document: Pick<TranscriptDocument, 'segments' | 'engine'>, begins?: ReadonlySet<string>): HeardOrder[] => {
  const sketches: OrderSketch[] = [];
  const memory: Memory = { open: [], age: 0, lastDrug: null };
  for (const turn of turnsOf(document.segments, begins)) {
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
      // Another medicine came up since: what follows is not about the order before it.
      if (here.length > 0 && memory.open.some((sketch) => !here.some((mention) => sketch.mention && sameDrug(sketch.mention, mention)))) memory.open = [];
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
  /** What the last sentence that named a medicine ordered. */
  last?: { turn: Turn; reading: IntentReading } | null;
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
      (at === 0 && memory.pending && namesIt(sentence, mention) ? memory.pending : null) ??
      (at === 0 ? carriedOn(turn, sentence, mention, memory) : null) ??
      (at === 0 && spoken.length === 1 ? elliptic(turn, sentence, mention) : null);
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
    if (toMachine.test(sentence.text)) {
      sketch.intent = 'HYPOTHETICAL';
      sketch.flags.add('INSTRUCTION_TO_MACHINE');
    }
    sketch.pieces.push(...beforeName(turn, sentence, mention), ...afterName(turn, mention, next?.from ?? sentence.to));
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
  const lastIntent = found.at(-1)?.intent;
  memory.last = lastIntent && lastIntent !== 'HYPOTHETICAL' ? { turn, reading: { intent: lastIntent, from: 0, to: 0, soft: false, refill: false } } : null;
  const orders = found.filter((sketch) => ['START', 'CHANGE', 'CONTINUE'].includes(sketch.intent));
  memory.open = orders.filter((sketch, at) => !orders.slice(at + 1).some((later) => sketch.mention && later.mention && sameDrug(sketch.mention, later.mention)));
  memory.age = 0;
};

/** "I'll start you on something for it. It's called Mobic." "..., okay, so tramadol 50 milligrams": what was announced is named. */
const namesIt = (sentence: Sentence, mention: DrugMention): boolean => {
  const before = sentence.text.slice(0, mention.from - sentence.from).trim();
  return !sentence.question && (/\b(?:called|it's|it is|that's|that is|it'll be|this is|known as|name is|going to be|gonna be)\b/.test(before) || (before.length < 40 && /^(?:(?:okay|ok|so|um|uh|and|alright|,|a|some|the|it|like|you know|probably|maybe not|let's say) ?)*$/.test(before)));
};

/** "Amoxicillin 500 three times a day for ten days, thirty capsules": dictated without a verb. Without a length or a number to dispense it may be the list of what is taken. */
const elliptic = (turn: Turn, sentence: Sentence, mention: DrugMention): IntentReading | null => {
  const before = sentence.text.slice(0, mention.from - sentence.from).trim();
  if (sentence.question || !/^(?:(?:okay|ok|so|um|uh|and|alright|,|rx|new prescription|number \S+|first|next|second|then|also|plus|:|-) ?)*$/.test(before) || /\b(?:took|taken|had|was|were|been|taking|if|could|might|would|allerg\w+|since|you take|you're on)\b/.test(sentence.text)) return null;
  const fields = new Set(findSigPieces(turn.phrase.text, mention.to, sentence.to).map(({ field }) => field));
  const dosed = (fields.has('dose') || fields.has('strength')) && (fields.has('frequency') || fields.has('time') || fields.has('prn'));
  return dosed && (fields.has('duration') || fields.has('quantity') || fields.has('refills') || fields.has('max') || fields.has('count')) ? { intent: 'START', from: mention.from - sentence.from, to: mention.to - sentence.from, soft: false, refill: false } : null;
};

/** "I want you to continue the Toprol 50 daily. And as well your lisinopril 10 milligrams a day": the list of the last sentence goes on. */
const carriedOn = (turn: Turn, sentence: Sentence, mention: DrugMention, memory: Memory): IntentReading | null => {
  if (!memory.last || memory.age > 0 || memory.last.turn !== turn || sentence.question) return null;
  const before = sentence.text.slice(0, mention.from - sentence.from).trim();
  const after = sentence.text.slice(mention.to - sentence.from);
  const listed = /^(?:(?:and|also|plus|along with|as|well|together with|with|then|the|your|some|her|his|,|uh|um) ?)+$/.test(before) && /^(?:and|also|plus|along with|as well)/.test(before);
  return listed && /^ ?(?:,|at|the)? ?[#%]|^ ?(?:as well|too)/.test(after) ? { ...memory.last.reading, from: 0, to: Math.max(1, before.length), refill: false } : null;
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

/** "two Tylenol", "the twenty of lisinopril": a number right before the name. A small one counts pieces; "of" makes it an amount. */
const beforeName = (turn: Turn, sentence: Sentence, mention: DrugMention): { turn: Turn; piece: SigPiece }[] => {
  const { text } = turn.phrase;
  const match = /[#](\d+(?:\.\d+)?)(?![\d.])( of)?(?: the| your| that)?(?: (?:extra|regular|maximum) strength| baby| low dose| adult| chewable| over - the - counter| over the counter)? $/.exec(text.slice(Math.max(sentence.from, mention.from - 40), mention.from));
  if (!match?.[1] || (!match[2] && !/^(?:[1-6]|0\.5|1\.5)$/.test(match[1]))) return [];
  const from = mention.from - match[0].length;
  return [{ turn, piece: { field: 'dose', from, to: mention.from - 1, min: match[1], max: match[1], unit: null, ambiguous: false, mass: false } }];
};

/** "lisinopril ten once a day", "the sertraline at fifty": an amount without its unit. */
const afterName = (turn: Turn, mention: DrugMention, to: number): { turn: Turn; piece: SigPiece }[] => {
  const zone = turn.phrase.text.slice(mention.to, Math.min(to, mention.to + 40));
  const match = /^(?: (?:at|of|,|to|xl|xr|er|sr))* #(\d+(?:\.\d+)?)(?![\d.])(?= (?:once|daily|a day|twice|three times|every|by mouth|po|orally|bid|tid|qid|qd|at (?:night|bedtime)|nightly|in the|each|for now|and|for the time|under|as needed|for [#a]|with|before|after|up to|every|to (?:your|her|his|the))\b| ?[,.]| ?$)/.exec(zone);
  if (!match?.[1]) return [];
  const end = mention.to + match[0].length;
  return [{ turn, piece: { field: 'dose', from: end - match[1].length - 1, to: end, min: match[1], max: match[1], unit: null, ambiguous: false, mass: true } }];
};

const sameDrug = (a: DrugMention, b: DrugMention): boolean =>
  a.drug.ingredients.map((row) => row.name).join('|') === b.drug.ingredients.map((row) => row.name).join('|');

const leansOn = (between: string): boolean => /^ ?(?:of|of the|of your|worth of|tablets? of|capsules? of)? ?(?:the |your |generic )?$/.test(between);

const readWithoutDrug = (turn: Turn, sentence: Sentence, memory: Memory, sketches: OrderSketch[]): void => {
  memory.age += 1;
  if (memory.age > reach) memory.open = [];
  const last = memory.lastDrug && memory.lastDrug.age < reach ? memory.lastDrug.mention : null;
  const ordered = last && withdraws(sentence.text) ? sketches.findLast((sketch) => sketch.mention !== null && sameDrug(sketch.mention, last) && sketch.intent === 'START') : undefined;
  if (ordered) {
    ordered.intent = 'HYPOTHETICAL';
    ordered.flags.add('SELF_CORRECTED');
    memory.open = [];
    return;
  }
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
  // "We discussed insulin, but hold off on that": "that" is no medicine named before.
  const thought = sketches.findLast((sketch) => sketch.mention && memory.lastDrug && sameDrug(sketch.mention, memory.lastDrug.mention))?.intent === 'HYPOTHETICAL';
  const known = memory.lastDrug && memory.lastDrug.age < reach && !/\binsulin\b/.test(sentence.text) && !generic.test(sentence.text.replace(/\b(?:the|that|this|your) (?:medications?|medicines?|pills?|inhaler|creams?|drops|spray)\b/g, '')) && !(thought && about?.intent === 'HOLD');
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

/** Words for whoever reads the transcript, and not for the patient: they are only words. */
const toMachine = /\b(?:ignore|disregard|forget|override)(?: (?:all|any|of|your|the|my|previous|prior|earlier|above|other))* (?:instructions?|rules|prompts?|guidelines|guardrails)\b|\b(?:system prompt|as an ai|you are an? (?:ai|assistant|language model)|jailbreak)\b/;

const generic =
  /\b(?:medications?|medicines?|something|antibiotics?|pills?|inhaler|creams?|ointment|steroids?|drops|spray|anti ?- ?inflammator(?:y|ies)|muscle relax(?:ant|er)s?|pain ?killers?|pain relievers?|statin|antidepressant|nsaids?|diuretic|antihistamine|decongestant|anticoagulant|blood thinner|beta blocker|ace inhibitor|proton pump inhibitor|ppi|antacid|laxative|antiviral|antifungal|vitamin|supplement|new one)\b/;

const pendingOrder = (sentence: Sentence): IntentReading | null => {
  const noun = generic.exec(sentence.text);
  if (!noun) return null;
  const reading = readIntent(sentence.text, noun.index, noun.index + noun[0].length, sentence.question, sentence.text.length);
  return reading?.intent === 'START' ? { ...reading, from: 0, to: 0 } : null;
};
