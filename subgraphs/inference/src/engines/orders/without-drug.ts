import { isPiece, type SigPiece } from '@dra/sig';
import { answerOf, isRelative, readAnaphora, readDosing, readEllipsis, takenUp, withdraws } from './anaphora.ts';
import { undecided } from './decision.ts';
import { readIntent, type IntentReading } from './intent.ts';
import { keyOf, report, reportedPieces, sameDrug, type Asked, type Memory, type Named } from './memory.ts';
import { applyReading, newSketch, type OrderSketch } from './order-sketch.ts';
import { concentrationIn, saidStrength } from './said-strength.ts';
import { followsUp, onlyDirects } from './sentence-rules.ts';
import { findSigPieces } from './spoken-pieces.ts';
import type { Sentence, Turn } from './turns.ts';

/** How many sentences a bare "take it twice a day" may stand after the order it belongs to. */
const reach = 3;
/** How many the medicine that "it" means may be away. */
const memoryReach = 8;

/** A clinician's sentence that names no medicine: an answer, an order about "it", directions that go on, or none of them. */
export const readWithoutDrug = (turn: Turn, sentence: Sentence, memory: Memory, sketches: OrderSketch[]): void => {
  memory.age += 1;
  if (!sentence.question && /\b(?:renew|refill)(?:ing)?(?: \w+){0,3} (?:meds|medications?|medicines|prescriptions|everything|scripts)\b/.test(sentence.text)) memory.renewing = true;
  if (memory.age > reach) memory.open = [];
  if (memory.offered && (memory.offered.age += 1) > 4) memory.offered = null;
  // "We discussed starting insulin": what follows is about that.
  if (/\binsulin\b/.test(sentence.text)) memory.lastDrug = null;
  const last = memory.lastDrug && memory.lastDrug.age < memoryReach ? memory.lastDrug : null;
  // Nothing that it could be about.
  if (!last && memory.open.length === 0 && !memory.asked && !memory.offered && !memory.bare) {
    memory.pending = pendingOrder(sentence) ?? (memory.pending && memory.age <= 1 ? memory.pending : null);
    return;
  }
  const ordered = last && withdraws(sentence.text) ? sketches.findLast((sketch) => sameDrug(sketch.mention, last.mention) && sketch.intent === 'START') : undefined;
  if (ordered) return withdraw(ordered, memory);
  let found: SigPiece[] | null = null;
  const pieces = (): SigPiece[] => (found ??= findSigPieces(turn.phrase.text, sentence.from, sentence.to));
  const order = (named: Named, reading: IntentReading): OrderSketch => {
    const sketch = newSketch(named.turn, named.mention, reading.intent);
    applyReading(sketch, reading, turn, sentence.from);
    sketch.flags.add('DRUG_FROM_CONTEXT');
    sketch.doubts.add('drug');
    // Its strength stands where it was named: "the Sinemet, 25/100, he takes one. Go to one and a half."
    sketch.strength = reading.intent === 'STOP' || reading.intent === 'HOLD' ? null : saidStrength(named.turn, named.mention, named.mention.to + 40);
    if (isRelative(sentence.text)) sketch.flags.add('TITRATION_NOT_STRUCTURED');
    // "Keep taking that", said of directions that were just reported, is by those; somebody confirms them.
    const { reported } = memory;
    if ((reading.intent === 'CONTINUE' || reading.intent === 'START') && reported && sameDrug(reported.mention, named.mention) && !pieces().some((piece) => piece.field === 'frequency' || (piece.field === 'dose' && !(piece.unit !== null && isPiece(piece.unit) && Number(piece.min) >= 10)))) {
      sketch.pieces.push(...reportedPieces(reported.said));
      sketch.doubts.add('dose').add('frequency');
    }
    sketches.push(sketch);
    return sketch;
  };
  const correcting = memory.correcting;
  memory.correcting = /^ ?(?:(?:oh|um|uh|well|okay|so|,) ?)*(?:no(?: ,)? (?:wait|no|actually|hold on)|wait|hold on|scratch that|strike that|sorry|actually(?: ,)? no|let me correct|correction|hmm(?: ,)? no|i misspoke)\b/.test(sentence.text) && pieces().length === 0;
  const { proposed } = memory;
  memory.proposed = null;
  // "Still first thing in the morning?" "Yep.": what the answer says itself counts before what was asked.
  if (proposed && answerOf(sentence.text)?.yes && memory.open[0] && memory.open.length === 1 && memory.age <= 2 && !sentence.question) {
    const [taken] = memory.open;
    const again = new Set([...taken.pieces.map(({ piece }) => piece.field), ...pieces().map(({ field }) => field)]);
    const added = proposed.pieces.filter(({ field }) => !again.has(field));
    taken.pieces.push(...added.map((piece) => ({ turn: proposed.turn, piece })));
    for (const { field } of added) taken.doubts.add(field === 'time' ? 'frequency' : field);
  }
  // "If your stomach is fine go to a thousand after two weeks": the dose is to be raised in a way that nothing holds.
  const [open, ...others] = memory.open;
  if (open && others.length === 0 && titrates.test(sentence.text)) {
    open.flags.add('TITRATION_NOT_STRUCTURED');
    open.doubts.add('dose');
    if (/\bif\b|\b(?:every|each)\b.*\b(?:days?|weeks?|months?)\b/.test(sentence.text)) return;
  }
  // "Can I get off the Prozac?" "Let's wait on that."
  if (memory.asked && /\b(?:wait(?:ing)? (?:on|with)|hold off(?: on)?|not yet|not right now)\b/.test(sentence.text)) return;
  const decided = (reading: IntentReading | null): IntentReading | null => (reading && undecided(turn, { from: sentence.from + reading.from, to: sentence.from + reading.to }, sentence.from, reading) ? null : reading);
  const anaphora = decided(readAnaphora(sentence.text, sentence.question));
  const about = anaphora && anaphora.intent !== 'HYPOTHETICAL' ? anaphora : (decided(readEllipsis(sentence.text, sentence.question)) ?? anaphora);
  if (!about || about.intent === 'START' || memory.open.length > 0) {
    if (memory.open.length > 0 && (followsUp(sentence, pieces()) || (memory.open.length === 1 && onlyDirects(sentence, pieces()))) && !(about && about.intent !== 'START' && about.intent !== 'HYPOTHETICAL' && last && !memory.open.some(({ mention }) => sameDrug(mention, last.mention)))) return goOn(turn, sentence, pieces(), memory, sketches, correcting);
  }
  // "We discussed insulin, but hold off on that": "that" is no medicine named before.
  const thought = last && sketches.findLast((sketch) => sameDrug(sketch.mention, last.mention))?.intent === 'HYPOTHETICAL';
  const known = last && !/\binsulin\b/.test(sentence.text) && !generic.test(sentence.text.replace(/\b(?:the|that|this|your) (?:medications?|medicines?|pills?|inhaler|creams?|drops|spray)\b/g, '')) && !(thought && about?.intent === 'HOLD');
  // A change without a new amount says nothing that could be prescribed, unless it is by half or twice.
  const says = about && about.intent !== 'HYPOTHETICAL' && (about.intent !== 'CHANGE' || isRelative(sentence.text) || pieces().some(({ field }) => field === 'dose' || field === 'strength' || field === 'frequency') || /\bto [#%]\d/.test(sentence.text));
  if (about && says && last && known) {
    const sketch = order(last, about);
    sketch.pieces.push(...pieces().map((piece) => ({ turn, piece })), ...bareTarget(turn, sentence, about, pieces()).map((piece) => ({ turn, piece })));
    memory.open = [sketch];
    memory.age = 0;
    memory.asked = null;
    return;
  }
  const used = last !== null && (memory.taken.has(keyOf(last.mention)) || memory.reports.has(keyOf(last.mention)));
  const dosing = last && last.age <= 4 && ((known && used) || (thought && /\b(?:let's|i'll|we'll|i'm (?:gonna|going to)|we're (?:gonna|going to)|i want you to)\b/.test(sentence.text))) ? decided(readDosing(sentence.text, sentence.question)) : null;
  if (dosing && last && dosed(pieces()) && pieces().some(({ field }) => field === 'dose')) {
    const sketch = order(last, used ? dosing : { ...dosing, intent: 'START' });
    sketch.pieces.push(...pieces().map((piece) => ({ turn, piece })));
    sketch.doubts.add('intent');
    memory.open = [sketch];
    memory.age = 0;
    memory.asked = null;
    return;
  }
  if ((memory.asked || memory.offered) && answer(turn, sentence, pieces(), memory, order)) return;
  if (memory.bare && directionsOfBare(turn, sentence, pieces(), memory, sketches)) return;
  // "We'd start at fifteen milligrams at bedtime", of what is then agreed to.
  if (last && !sentence.question && /\b(?:we'd|i'd|we would|i would|you'd|you would|it'd|it would|usually|typically)\b.{0,20}\b(?:start|take|be|begin|use|dose)/.test(sentence.text)) report(memory, turn, sentence, last, sentence.from, sentence.to);
  memory.pending = pendingOrder(sentence) ?? (memory.pending && memory.age <= 1 ? memory.pending : null);
};

const titrates = /\b(?:(?:double|doubling|increase|increasing|go up|going up|raise|titrate|bump|step up|step down|go down|drop|decrease|lower)(?: (?:it|that|the dose|on it|by [#%][\d.]+(?: \w+)?))* (?:every|each)(?: [#%]\d)?(?: other)? ?(?:few )?(?:days?|weeks?|months?)|work (?:your|our) way (?:up|down)|titrate|go(?:ing)? up by|(?:if|after|every|each)\b.{0,60}\b(?:go|increase|bump|move|double)(?: it| that)?(?: up| down)? (?:to|by)? ?[#%]\d|(?:go|increase|bump|move)(?: it| that)? (?:up )?to [#%][\d.]+.{0,20}\b(?:if|as tolerated)\b)/;

export const withdraw = (ordered: OrderSketch, memory: Memory): void => {
  ordered.intent = 'HYPOTHETICAL';
  ordered.flags.add('SELF_CORRECTED');
  memory.open = [];
};

const anew = /^(?:(?:yeah|yes|okay|ok|so|right|no|actually|and|alright|well|then|sure|,) ?)*(?:let's (?:do|make it|go with|try|say)|we'll (?:do|go with|make it|say)|i'll (?:do|make it|go with)|i want you to take)\b/;
const scheduled = new Set<SigPiece['field']>(['dose', 'frequency', 'time', 'duration', 'join', 'prn']);

const goOn = (turn: Turn, sentence: Sentence, pieces: readonly SigPiece[], memory: Memory, sketches: readonly OrderSketch[], correcting: boolean): void => {
  const ordered = sketches.filter(({ intent }) => intent === 'START');
  // "Both for seven days."
  const all = memory.open.length > 1 ? memory.open : ordered.slice(-2);
  if (all.length > 1 && /^(?:(?:and|so|okay|,) ?)*(?:both|all|each|take (?:both|them all|all))\b/.test(sentence.text.trim()) && !pieces.some(({ field }) => field === 'dose')) {
    for (const sketch of all) sketch.pieces.push(...pieces.map((piece) => ({ turn, piece })));
    return;
  }
  const [only, ...more] = memory.open;
  // "That's about eleven millilitres": the same dose, measured otherwise.
  const known = only?.pieces.some(({ piece }) => piece.field === 'dose' && piece.mass) && /^(?:(?:so|and|okay|,) ?)*(?:that's|that is|that'll be|which is|it's|it comes to)\b/.test(sentence.text.trim());
  // "At three grams a day, yes": the answer to a question says again what was ordered.
  const again = only?.pieces.some(({ piece }) => piece.field === 'dose') && only.pieces.some(({ piece }) => piece.field === 'frequency') && pieces.some(({ field }) => field === 'dose') && /, (?:yes|yeah|yep|no|sure|right)\b/.test(sentence.text.trim()) && !anew.test(sentence.text);
  if (again) return;
  const added = known ? pieces.filter((piece) => piece.field !== 'dose' || piece.mass) : pieces;
  // "Yeah, let's do fifteen for a week and then twenty": said anew, the directions take the place of those before.
  if (only && more.length === 0 && (correcting || anew.test(sentence.text)) && added.some(({ field }) => field === 'dose') && added.some(({ field }) => ['frequency', 'time', 'duration'].includes(field))) {
    const before = only.pieces.filter(({ piece }) => piece.field === 'dose');
    const amounts = (list: readonly SigPiece[]): string => list.flatMap((piece) => (piece.field === 'dose' ? [`${piece.min}-${piece.max}`] : [])).join();
    only.pieces = only.pieces.filter(({ piece }) => !scheduled.has(piece.field));
    const unit = before.map(({ piece }) => (piece.field === 'dose' ? piece.unit : null)).find((said) => said !== null) ?? null;
    only.pieces.push(...added.map((piece) => ({ turn, piece: piece.field === 'dose' && piece.unit === null ? { ...piece, unit } : piece })));
    if (before.length > 0 && amounts(before.map(({ piece }) => piece)) !== amounts(added)) {
      only.flags.add('SELF_CORRECTED');
      only.doubts.add('dose');
    }
    return;
  }
  if (only && more.length === 0) only.pieces.push(...added.map((piece) => ({ turn, piece })));
  else for (const sketch of memory.open) sketch.flags.add('AMBIGUOUS_REFERENCE');
};

/** "Amoxicillin. She weighs twelve kilos, so six mils twice a day for ten days." */
const directionsOfBare = (turn: Turn, sentence: Sentence, pieces: readonly SigPiece[], memory: Memory, sketches: OrderSketch[]): boolean => {
  const { bare } = memory;
  if (!bare || sentence.question) return false;
  if ((bare.age += 1) > 3 || bare.turn.speaker !== turn.speaker) {
    memory.bare = null;
    return false;
  }
  const fields = new Set(pieces.map(({ field }) => field));
  if (!fields.has('dose') || !(fields.has('frequency') || fields.has('time') || fields.has('duration')) || /\b(?:if|could|might|would|was|were|had|took|maybe)\b/.test(sentence.text)) return false;
  const sketch = newSketch(bare.turn, bare.mention, 'START');
  applyReading(sketch, { intent: 'START', from: bare.mention.from, to: bare.mention.to, soft: false, refill: false, wordless: true }, bare.turn, bare.mention.from);
  sketch.flags.add('VERB_UNSAID');
  sketch.doubts.add('intent');
  sketch.strength = concentrationIn(turn, sentence);
  const { strength } = sketch;
  sketch.pieces.push(...pieces.filter((piece) => !strength || piece.from >= strength.to || piece.to <= strength.from).map((piece) => ({ turn, piece })));
  sketches.push(sketch);
  memory.open = [sketch];
  memory.age = 0;
  memory.bare = null;
  return true;
};

/** "Go to seven and a half once a day", "stay at eight": a number without a unit that no rule of directions takes for an amount. */
const bareTarget = (turn: Turn, sentence: Sentence, { to }: IntentReading, pieces: readonly SigPiece[]): SigPiece[] => {
  const match = /^ (?:about |just |like |at )?[#%](\d+(?:\.\d+)?)(?![\d.])(?! ?(?:days?|weeks?|months?|hours?|times|percent|of\b|pounds|refills?))/.exec(sentence.text.slice(to));
  if (!match?.[1]) return [];
  const end = sentence.from + to + match[0].length;
  const from = end - match[1].length - 1;
  if (pieces.some((piece) => piece.from < end && piece.to > from)) return [];
  return [{ field: 'dose', from, to: end, min: match[1], max: match[1], unit: null, ambiguous: turn.phrase.text[from] === '%', mass: true }];
};

/** "Should I keep taking the aspirin?" "Yes, once a day." */
const answer = (turn: Turn, sentence: Sentence, pieces: readonly SigPiece[], memory: Memory, order: (named: Named, reading: IntentReading) => OrderSketch): boolean => {
  const said = answerOf(sentence.text);
  const { asked, offered } = memory;
  const up = takenUp(sentence.text);
  const make = (of: readonly Named[], reading: IntentReading): boolean => {
    memory.open = of.map((named) => order(named, { ...reading, wordless: true }));
    for (const sketch of memory.open) sketch.doubts.add('intent');
    const [only, ...more] = memory.open;
    if (only && more.length === 0) only.pieces.push(...pieces.map((piece) => ({ turn, piece })));
    memory.age = 0;
    memory.asked = null;
    memory.offered = null;
    return true;
  };
  const aboutIt = sentence.text.trim().split(' ').length <= 7 || pieces.length > 0 || /\b(?:take|taking|keep|continue|refill|send|stop|use|using|same|stay|prescri\w+|that's fine)\b/.test(sentence.text);
  if (asked && (said || up) && aboutIt && !sentence.question) {
    const intent = said ? meant(asked.what, said.yes) : asked.what === 'REFILL' || asked.what === 'START' ? meant(asked.what, true) : null;
    const span = said ?? up;
    if (intent && span) return make(asked.of, { ...intent, from: span.from, to: span.to });
  }
  // "And his tadalafil?" "Ten tablets, twenty milligrams, as needed, two refills."
  if (asked && !sentence.question && dosed(pieces) && !/\b(?:if|could|might|would|was|were|had|took|not)\b|n't\b/.test(sentence.text)) {
    const first = pieces[0];
    const what = asked.what === 'ABOUT' ? (memory.wanted.size > 0 ? 'REFILL' : asked.of.some(({ mention }) => memory.taken.has(keyOf(mention))) ? 'CONTINUE' : 'START') : asked.what;
    const intent = what === 'STOP' ? null : meant(what, true);
    if (intent && first && make(asked.of, { ...intent, from: first.from - sentence.from, to: first.to - sentence.from })) {
      for (const sketch of memory.open) sketch.flags.add('VERB_UNSAID');
      return true;
    }
  }
  if (offered && up && !sentence.question) return make(offered.of, { intent: offered.what === 'REFILL' ? 'CONTINUE' : 'START', refill: offered.what === 'REFILL', soft: false, from: up.from, to: up.to });
  return false;
};

const dosed = (pieces: readonly SigPiece[]): boolean => {
  const fields = new Set(pieces.map(({ field }) => field));
  return (fields.has('dose') || fields.has('quantity')) && ['frequency', 'time', 'prn', 'refills', 'duration'].some((field) => fields.has(field as SigPiece['field']));
};

const meant = (asked: Asked, yes: boolean): Pick<IntentReading, 'intent' | 'refill' | 'soft'> | null => {
  const plain = { refill: false, soft: false };
  if (yes) return asked === 'ABOUT' ? null : asked === 'REFILL' ? { ...plain, intent: 'CONTINUE', refill: true } : { ...plain, intent: asked, soft: asked === 'START' };
  return asked === 'CONTINUE' ? { ...plain, intent: 'STOP' } : asked === 'STOP' ? { ...plain, intent: 'CONTINUE' } : null;
};

const generic =
  /\b(?:medications?|medicines?|something|antibiotics?|pills?|inhaler|creams?|ointment|steroids?|drops|spray|anti ?- ?inflammator(?:y|ies)|muscle relax(?:ant|er)s?|pain ?killers?|pain relievers?|statin|antidepressant|nsaids?|diuretic|water pill|antihistamine|decongestant|anticoagulant|blood thinner|beta blocker|ace inhibitor|proton pump inhibitor|ppi|antacid|laxative|antiviral|antifungal|vitamin|supplement|controller|new one)\b/;

const pendingOrder = (sentence: Sentence): IntentReading | null => {
  const noun = generic.exec(sentence.text);
  if (!noun) return null;
  const reading = readIntent(sentence.text, noun.index, noun.index + noun[0].length, sentence.question, sentence.text.length);
  return reading?.intent === 'START' ? { ...reading, from: 0, to: 0, wordless: true } : null;
};
