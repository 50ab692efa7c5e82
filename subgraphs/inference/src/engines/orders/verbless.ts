import type { DrugMention } from './drug-mentions.ts';
import type { IntentReading } from './intent.ts';
import { keyOf, type Memory } from './memory.ts';
import { saidForm } from './said-form.ts';
import { findSigPieces } from './spoken-pieces.ts';
import type { Sentence, Turn } from './turns.ts';

const filler = String.raw`(?:only|okay|ok|so|um|uh|and|alright|all right|well|now|let's see|right|yes|yeah|yep|sure|no|nope|good|great|perfect|rx|rx :|new prescription|number|first|next|second|secondly|third|then|also|plus|again|just|maybe not|the|your|her|his|some|a|an|with|on|him|me|of|:|-|,|\)|[#%]\d+|it's|that's|same|by|(?:single )?(?:dose|course)(?= of)|single(?= dose))`;
const problem = String.raw`(?:as )?for (?:the |your |her |his |their |that |this |now |her |any )?(?:(?!(?:take|taking|if|when)\b)[\w'/-]+ ?){1,6}[,:]?`;
/** What may stand before a medicine that is ordered by naming it with its directions. */
const opening = new RegExp(String.raw`^(?:${filler} )*(?:(?:since (?:you|he|she)(?: [\w']+){1,7} ,|${problem}|to help (?:with |you )?(?:\w+ ?){1,4},?|at (?:night|bedtime) ,?|in the morning ,?|i'd say|i would say|we'll say|let's say|(?:it's |it'll be |that's )?(?:going to be|gonna be|will be|called)) ?)?(?:${filler} )*(?:children's |infants' |low dose |baby |generic |brand name |over the counter |over - the - counter |extra strength |regular |some more |oral |topical |liquid )*$`);
const blocked = /\b(?:took|taken|had|was|were|been|taking|takes|if|could|might|would|should|allerg\w+|since|you take|you're|you are|you were|he's|she's|is on|are on|on your|level|levels|dose of|mother|father|brother|sister|mom|dad|wife|husband|son|daughter|friend|some people|instead of|history|last|prior|previous|previously|ago|tried|failed|received|given|gave|used|using|don't|not|never|without|versus|or|like|such as|between|besides|except|than|after|before|what|how|why|when|which|who|does|do|did|is|are|can|have|has)\b/;
const told = /\$|\b(?:(?:he|she|you)(?:'s|'re| is| are)? (?:taking|takes?|on)|dollars|cost|costs|coupon|insurance|is what (?:you|he|she)|that's what (?:you|i have|we have|he|she)|is on (?:your|the)|listed|you (?:said|told|mentioned)|worked|helped|made|makes|caused|used to|was|were|didn't|did not|isn't|doesn't|never|not|level|on board|at home currently|last (?:week|month|year|time)|ago|before surgery|in the er|in the ambulance|already)\b/;

/**
 * "Prednisone forty for five days, then twenty", "For your blood pressure, lisinopril twenty once a day": ordered by being named
 * with its directions. What is taken is told in the same words, so that nothing counts while the list of medicines is gone
 * through, nor where the words repeat what somebody just said.
 */
export const verbless = (turn: Turn, sentence: Sentence, mention: DrugMention, to: number, listed: boolean, memory: Memory, after: number | null = null): IntentReading | null => {
  if (sentence.question || memory.review) return null;
  const whole = sentence.text.slice(0, mention.from - sentence.from).trimStart().replace(/^(?:(?:okay|ok|so|alright|oh|well|,) )*no [a-z-]+(?: [a-z-]+)?(?: ,)? (?=(?:then|so|instead|but)\b)/, '');
  // "The nausea is from the chemo, so Zofran eight milligrams ..."
  const concluded = /[a-z,] (?:so|okay then|so then)(?: ,)? $/.test(whole) && !/\b(?:if|could|might|would|may|maybe)\b/.test(whole);
  // "Let's do injections: ..."
  const before = /: ?$/.test(whole.trimEnd()) && whole.length < 90 && !/\b(?:if|could|might|would|was|were|had|took|taking|on|not|list|medications?|history)\b|n't\b/.test(whole) ? '' : concluded ? '' : whole;
  const behind = turn.phrase.text.slice(mention.to, to);
  const beforeName = before.replace(/(?:^| )[#%]\d[\d.]*(?: \w+)?(?: of)?(?: the| your)? $/, ' ');
  // "metoprolol fifty twice a day lisinopril ten daily": nothing but directions stands between the two.
  const runOn = after !== null && after >= sentence.from && onlyDirections(turn, after, mention.from);
  const stands = runOn || opening.test(beforeName.trimStart()) || (listed && /^(?:.*[,.;]|.*\band|.*\bplus|.*\bthen|.*\balso)(?: (?:the|some|your|a|also|then|maybe|for (?:the |your |her |his )?\w+(?: \w+)?(?: ,)?|,))* ?$/.test(beforeName.trimEnd()) && !blocked.test(before.slice(-40)));
  if (!stands || told.test(behind.slice(0, 60)) || (blocked.test(before.replace(/(?:#1|single) dose of (?:the )?$/, '').replace(/\bfor .*$/, '').replace(/\bsince (?:you|he|she)\b[^,]*,/, '')) && !listed)) return null;
  const fields = new Set(findSigPieces(turn.phrase.text, Math.max(sentence.from, mention.from - 40), to).map(({ field }) => field));
  // "Lisinopril twenty": an amount without its unit right behind the name.
  const amount = fields.has('dose') || fields.has('strength') || /^(?: ,| at| -)* [#%]\d/.test(behind) || /[#%]\d[\d.]*(?: \w+)?(?: of)? $/.test(before);
  const often = fields.has('frequency') || fields.has('time') || fields.has('prn') || fields.has('count');
  const handed = fields.has('quantity') || fields.has('refills') || fields.has('duration');
  // Of a cream nobody says how much.
  const spread = often && (saidForm(turn, mention, to).length > 0 || /^(?: ,)? [#%][\d.]+ percent/.test(behind));
  const event = amount && (fields.has('max') || /\bonce\b|\b(?:after|before|with) (?:each|every)\b|\bif (?:you|he|she)\b/.test(behind));
  const whenNeeded = often && /\b(?:if|when) (?:you're|you|he|she|he's|she's|there's|it's)\b/.test(behind);
  if (!((amount && (often || handed)) || whenNeeded || spread || event || (often && handed) || (often && fields.has('prn')) || (fields.has('quantity') && fields.has('refills')))) return null;
  const key = keyOf(mention);
  const said = memory.taken.get(key);
  const at = { from: mention.from - sentence.from, to: mention.to - sentence.from, soft: false, wordless: true };
  if (memory.renewing || memory.wanted.has(key)) return { ...at, intent: 'CONTINUE', refill: true };
  if (!said) return { ...at, intent: 'START', refill: false };
  const numbers = [...behind.matchAll(/[#%](\d+(?:\.\d+)?)/g)].map((match) => match[1] ?? '');
  const echo = numbers.length > 0 && numbers.every((number) => said.has(number));
  // What the patient takes, said again with nothing to hand out, is only heard.
  if (echo && !handed && !memory.begun) return null;
  return { ...at, intent: amount && !echo && said.size > 0 ? 'CHANGE' : 'CONTINUE', refill: false };
};

const onlyDirections = (turn: Turn, from: number, to: number): boolean => {
  let rest = turn.phrase.text.slice(from, to);
  for (const piece of findSigPieces(turn.phrase.text, from, to)) rest = rest.slice(0, piece.from - from) + ' '.repeat(piece.to - piece.from) + rest.slice(piece.to - from);
  return rest.split(' ').every((word) => word === '' || /^(?:[#%][\d.]+|,|-|and|the|your|at|xr|er|xl|milligrams?|mg|with|for)$/.test(word));
};

const looksBack = /\b(?:(?:what|which|any|other) (?:other )?(?:medications?|medicines?|meds)|(?:go(?:ing)?|run|gone) (?:over|through) (?:your|the|her|his) (?:\w+ )?(?:medications?|meds|medicines?|list|chart)|review(?:ing|ed)? (?:of )?(?:your|the|her|his) (?:\w+ )?(?:medications?|meds|medicines?|list)|(?:your|home|current|outpatient|her|his|active) (?:medications?|meds|medication list|med list|medicines) (?:are|is|include|includes|:|list)|(?:home|current|active) (?:medications?|meds)|on (?:your|the|her|his) list|i (?:see|have) (?:here )?(?:that )?(?:you|she|he) ?(?:'re|are|is|on)?|what (?:are you|else are you|do you|is she|is he|'s she|'s he)(?: \w+)? (?:taking|take|on)|are you (?:still )?(?:taking|on)|you're (?:still )?(?:taking|on)|past medical|(?:your|the) history (?:of|significant)|history of present)\b/;
const looksAhead = /\b(?:plan|assessment|let's|i'm (?:gonna|going to)|i'll|we'll|we will|i will|i want|i wanna|i'd like|recommend|prescri\w+|going to|gonna|here's what|so what (?:i|we)|discharge|send (?:you )?(?:home|in|over)|diagnos\w+)\b|^(?:(?:okay|so|and|alright|well|now|,) ?)*for (?:your|the|her|his)\b/;

/** Is the list of what is taken being gone through? */
export const reviewing = (sentence: Sentence, before: boolean): boolean => {
  return (before || (/\b(?:med\w*|list|taking|take|on|history|past)\b/.test(sentence.text) && looksBack.test(sentence.text))) && !looksAhead.test(sentence.text);
};
