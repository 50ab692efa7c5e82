import type { DrugMention } from './drug-mentions.ts';
import { answerOf } from './anaphora.ts';
import { keyOf, remember, report, reportChecked, type Asked, type Memory, type Named } from './memory.ts';
import { findSigPieces } from './spoken-pieces.ts';
import type { Sentence, Turn } from './turns.ts';

const notTaken = /\b(?:i'd|would|i want|rather|instead|i'll|allerg\w+|stopped|quit|used to|tried|ran off|never|not taking|don't take|didn't|doesn't|took me off|came off|off (?:of )?the|reaction|my (?:mom|mother|dad|father|wife|husband|sister|brother|son|daughter|friend|neighbor|aunt|uncle|grandma|grandmother)|(?:her|his) (?:mom|mother|dad|father|sister|brother)|heard|read about|saw|commercial)\b/;
const asksFor: readonly (readonly [Asked, RegExp])[] = [
  ['REFILL', /\b(?:refill(?:s|ed)?|renew(?:ed|al)?|need(?:s)? (?:more|another|a new)|(?:running|run|ran|almost|about|getting) (?:low|out)|out of|need(?:s)? (?:my|her|his|the|some more)|(?:call|ask)(?:ing|ed|s)? (?:about|for))\b/],
  ['STOP', /\b(?:should|can|do|could|shall|would|may) (?:i|he|she|we|they)\b(?: \w+){0,3}? (?:stop|quit|come off|get off|skip|hold|discontinue)\b/],
  ['CONTINUE', /\b(?:should|can|do|could|shall|would|may|will) (?:i|he|she|we|they)\b(?: \w+){0,3}? (?:keep|continue|stay|still|go on|remain)\b|\b(?:keep|continue|stay)(?:ing)?(?: \w+){0,4} ?$|\b(?:do|should|will) (?:i|he|she|we)(?: still)? (?:need|have) (?:to (?:take|be on|stay on|use)|the|my)\b/],
  ['START', /\b(?:can|could|should|may|might|is it okay if|okay to|okay if) (?:i|he|she|we|you)\b(?: \w+){0,3}? (?:take|use|give|try|start|put|get|have|prescribe|write|call)\b|\b(?:okay|ok|safe|fine|alright) to (?:take|use|give)\b/],
  ['START', /\b(?:i'd|i would|i want|i'll|let's|we'd|can we|could we)\b(?: \w+){0,3} (?:try|take|go with|start|do)\b/],
  ['ABOUT', /\b(?:what|how) about\b|\bhow (?:much|many|often)\b|\bwhat (?:dose|strength)\b|^(?:and|what of|so) (?:the|my|her|his)\b/],
];

/** What a patient, a relative or a nurse says orders nothing; it says what is taken, and what a "yes" will answer. */
export const hearOthers = (turn: Turn, sentence: Sentence, here: readonly DrugMention[], memory: Memory): void => {
  const { text } = sentence;
  if (here.length === 0 && answerOf(text)?.yes) reportChecked(memory);
  else memory.checked = null;
  if (sentence.text.split(' ').length > 14) memory.age += 1;
  if (memory.offered && !/\b(?:yes|yeah|yep|sure|okay|ok|please|good|fine|let's|i'd like|would|alright)\b/.test(text)) memory.offered.age += 1;
  if (here.length === 0 && memory.open.length === 1 && text.length < 90 && (sentence.question || text.length < 60)) {
    const pieces = findSigPieces(turn.phrase.text, sentence.from, sentence.to).filter(({ field }) => ['time', 'frequency', 'route', 'dose'].includes(field));
    if (pieces.length > 0) memory.proposed = { turn, pieces };
  }
  if (here.length === 0 && (!memory.lastDrug || memory.lastDrug.age > 5)) return;
  const what = asksFor.find(([, rule]) => rule.test(text.trim()))?.[0] ?? null;
  const named: Named[] = here.map((mention) => ({ turn, mention }));
  const known = named.length > 0 ? named : memory.lastDrug && /\b(?:it|that|them|those|this)\b/.test(text) && !/\b(?:my|the|his|her) (?!dose|pill|same|other)[a-z]{4,}/.test(text) ? [{ turn: memory.lastDrug.turn, mention: memory.lastDrug.mention }] : [];
  if (what !== null && known.length > 0 && (named.length > 0 || what !== 'START')) memory.asked = { what, of: known };
  if (here.length === 0 && memory.lastDrug && memory.lastDrug.age < 3 && what === null && !notTaken.test(text)) report(memory, turn, sentence, memory.lastDrug, sentence.from, sentence.to);
  here.forEach((mention, at) => {
    if (what === null && !notTaken.test(text)) report(memory, turn, sentence, { turn, mention }, mention.to, here[at + 1]?.from ?? sentence.to);
    if (what === 'REFILL') memory.wanted.add(keyOf(mention));
    const before = text.slice(0, mention.from - sentence.from);
    if (((what === null && !sentence.question) || what === 'REFILL' || what === 'CONTINUE' || what === 'STOP') && !notTaken.test(before)) remember(memory, mention, text.slice(mention.from - sentence.from, (here[at + 1]?.from ?? sentence.to) - sentence.from));
  });
};
