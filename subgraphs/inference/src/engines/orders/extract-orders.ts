import type { OrderDraft, TranscriptDocument } from '@dra/events';
import { answerOf, readAnaphora, readEllipsis } from './anaphora.ts';
import { findByClass } from './class-names.ts';
import { findDrugs, isKnown, type DrugMention } from './drug-mentions.ts';
import { finishOrder, type HeardOrder } from './finish-order.ts';
import { hearOthers } from './hear-others.ts';
import { isReport, readIntent } from './intent.ts';
import { keyOf, newMemory, remember, report, sameDrug, type Memory } from './memory.ts';
import { mergeSketches } from './merge-sketches.ts';
import type { OrderSketch } from './order-sketch.ts';
import { toOrderDraft } from './to-order-draft.ts';
import { turnsOf, type Sentence } from './turns.ts';
import { reviewing } from './verbless.ts';
import { readWithDrug } from './with-drug.ts';
import { readWithoutDrug } from './without-drug.ts';

/**
 * The orders in a conversation, in the order they were given. Only what the clinician says counts, or a speaker nobody told
 * apart; everything else is heard for what "it" may mean, what is taken and what a "yes" answers. Pure: the same transcript
 * gives the same orders.
 */
export const hearOrders = (document: Pick<TranscriptDocument, 'segments' | 'engine'>, begins?: ReadonlySet<string>): HeardOrder[] => {
  const sketches: OrderSketch[] = [];
  const memory = newMemory();
  for (const turn of turnsOf(document.segments, begins)) {
    const mentions = findDrugs(turn.phrase);
    const orders = turn.speaker === 'CLINICIAN' || turn.speaker === 'UNKNOWN';
    if (!orders) memory.asked = null;
    let next = 0;
    turn.sentences.forEach((sentence, at) => {
      const here: DrugMention[] = [];
      for (let mention = mentions[next]; mention && mention.from < sentence.to; mention = mentions[(next += 1)]) {
        if (mention.from < sentence.from || mention.to > sentence.to) continue;
        // "Your lithium level": not the medicine, but "it" may mean it from here on.
        if (mention.measured) memory.lastDrug = { turn, mention, age: 0 };
        else here.push(mention);
      }
      for (const mention of here) if (isKnown(mention)) memory.spoken.set(keyOf(mention), { turn, mention });
      if (orders) {
        const classed = findByClass(sentence, memory).filter((one) => !here.some((mention) => mention.from < one.to && mention.to > one.from));
        here.push(...classed);
        here.sort((a, b) => a.from - b.from);
        memory.review = reviewing(sentence, memory.review);
        const before = sketches.length;
        if (here.length > 0) {
          const head = (memory.lastDrug && memory.lastDrug.age < 6 ? aboutBefore(sentence, here) : null) ?? answeredBefore(sentence, here, memory);
          if (head) readWithoutDrug(turn, head, memory, sketches);
          const rest = head ? { ...sentence, from: head.to, text: sentence.text.slice(head.to - sentence.from) } : sentence;
          readWithDrug(turn, rest, here, memory, sketches);
        }
        else readWithoutDrug(turn, sentence, memory, sketches);
        if (classed.length > 0) sketches.splice(before, sketches.length - before, ...sketches.slice(before).flatMap(byItsName));
        for (const sketch of sketches.slice(before)) if (sketch.intent !== 'HYPOTHETICAL') memory.ordered.add(keyOf(sketch.mention));
        if (sketches.slice(before).some(({ intent }) => intent !== 'HYPOTHETICAL')) memory.review = false;
        here.forEach((mention, nth) => {
          if (sketches.slice(before).some((sketch) => sameDrug(sketch.mention, mention))) return;
          if (!/\b(?:on|taking|takes?|took|us(?:e|es|ed|ing)|tak(?:e|en)|been|put|gave|started|prescribed|tolerating|doing)\b/.test(sentence.text) || !isReport(sentence.text, mention.from - sentence.from)) return;
          remember(memory, mention, sentence.text.slice(mention.to - sentence.from));
          report(memory, turn, { ...sentence, question: false }, { turn, mention }, mention.to, here[nth + 1]?.from ?? sentence.to);
        });
        if (here.length === 0 && memory.lastDrug && memory.lastDrug.age < 3 && sketches.length === before && /^(?:(?:so|okay|,|and) ?)*(?:you're|you are|he's|she's|he|she|you) (?:on|at|takes?|taking|currently|still)\b/.test(sentence.text.trim())) report(memory, turn, sentence, memory.lastDrug, sentence.from, sentence.to);
        const [named, ...more] = here;
        if (sentence.question || here.length > 0) memory.checked = sentence.question && named && more.length === 0 && /[#%]\d/.test(sentence.text.slice(named.to - sentence.from)) ? { turn, mention: named, from: named.to, to: sentence.to } : null;
        if (sentence.question && here.length > 0) memory.offered = { what: /\brefills?\b/.test(sentence.text) ? 'REFILL' : 'START', of: here.map((mention) => ({ turn, mention })), age: 0 };
        if (at > 0) memory.asked = null;
      } else {
        if (sentence.text.trim().split(' ').length > 3) memory.last = null;
        hearOthers(turn, sentence, here, memory);
      }
      const last = here.at(-1);
      // Another medicine came up since: what follows is not about the order before it.
      if (here.length > 0 && memory.open.some((sketch) => !here.some((mention) => sameDrug(sketch.mention, mention)))) memory.open = [];
      if (memory.reported && (memory.reported.age += 1) > 6) memory.reported = null;
      if (last) memory.lastDrug = { turn, mention: last, age: 0 };
      else if (memory.lastDrug) memory.lastDrug.age += 1;
    });
  }
  return mergeSketches(sketches).map((sketch) => finishOrder(sketch, document.engine.tier));
};

/** What was called by its class is ordered by its name, which somebody confirms; to begin with it, a class is no name. */
const byItsName = (sketch: OrderSketch): OrderSketch[] => {
  const { meant } = sketch.mention;
  if (!meant) return [sketch];
  if (sketch.intent === 'START' || sketch.intent === 'HYPOTHETICAL') return [];
  sketch.flags.add('DRUG_FROM_CONTEXT');
  sketch.doubts.add('drug');
  return [Object.assign(sketch, { turn: meant.turn, mention: meant.mention })];
};

/** "Make it seventy-five twice a day, and the digoxin, keep that": what stands before a medicine may be about the one before. */
const aboutBefore = (sentence: Sentence, here: readonly DrugMention[]): Sentence | null => {
  const [first] = here;
  if (!first || first.from - sentence.from < 8) return null;
  const upTo = (end: number): Sentence => ({ ...sentence, to: sentence.from + end, text: sentence.text.slice(0, end), question: false });
  const speaks = (head: Sentence): boolean => readAnaphora(head.text, false) !== null || readEllipsis(head.text, sentence.question) !== null;
  const at = first.from - sentence.from;
  const head = upTo(at);
  if (!speaks(head)) return null;
  const own = readIntent(sentence.text, at, first.to - sentence.from, sentence.question, (here[1]?.from ?? sentence.to) - sentence.from);
  if (own === null || own.intent === 'HYPOTHETICAL' || own.from >= at) return head;
  // "I'm gonna take you off that and put you on amlodipine"
  const before = upTo(own.from);
  return speaks(before) ? before : null;
};

/** "Should I keep taking the prenatals?" "Yes, and iron, one tablet every other day." */
const answeredBefore = (sentence: Sentence, here: readonly DrugMention[], { asked }: Memory): Sentence | null => {
  const [first] = here;
  const said = answerOf(sentence.text);
  if (!first || !asked || !said || asked.what === 'START' || asked.what === 'ABOUT' || sentence.question || here.some((mention) => asked.of.some((named) => sameDrug(named.mention, mention)))) return null;
  const to = sentence.from + said.to;
  return to < first.from && /^ ?,? ?(?:and|plus|but|also)\b/.test(sentence.text.slice(said.to)) ? { ...sentence, to, text: sentence.text.slice(0, said.to) } : null;
};

/** The same, as the prescription subgraph takes them. */
export const extractOrders = (document: Pick<TranscriptDocument, 'segments' | 'engine'>): OrderDraft[] => hearOrders(document).map(toOrderDraft);
