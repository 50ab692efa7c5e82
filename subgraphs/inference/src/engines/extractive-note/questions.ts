import { cues } from './lexicon/clinical-cues.ts';
import { gerundOf } from './verbs.ts';
import { isMark, joinWords } from './words.ts';
import type { Word } from './words.ts';

/** What a question asks. `topic` words keep their places, so that the answer's evidence can cite them. */
export type Question =
  /** `denied`/`reported` follow "Denies"/"Reports" with the topic. */
  | { form: 'yes-no'; verb: string | null; topic: Word[]; choice: boolean }
  | { form: 'open'; label: string }
  | { form: 'other' };

const subject = /^(?:you|it|that|there|this|the|they|he|she|your|we|i|those|these|any|anything|anyone|someone|somebody)$/;

export function isQuestion(words: readonly Word[]): boolean {
  const marked = isMark(words.at(-1), '?');
  // "I want to order another echocardiogram, okay?" tells; "you take lisinopril, right?" asks.
  const tells = marked && /^(?:okay|ok|alright)$/.test(words.at(-2)?.lower ?? '') && words.length > 3;
  if (marked && !tells) return true;
  const from = words.findIndex((word) => word.kind !== 'mark' && !/^(?:okay|ok|so|and|well|now|alright|all|right|but|or|um|uh|then|wonderful|great|good|perfect|sure|excellent)$/.test(word.lower));
  const first = words[from]?.lower ?? '';
  const second = words[from + 1]?.lower ?? '';
  // "…, and have you come back in two weeks.": said with a full stop it arranges, and does not ask.
  if (first === 'have' && second === 'you' && isMark(words.at(-1), '.') && arranged.test(words[from + 2]?.lower ?? '')) return false;
  if (/^(?:do|does|did|are|is|was|were|have|has|can|could|would|will)$/.test(first)) return subject.test(second);
  if (first === 'any') return words.length <= 15;
  if (first === 'on' && second === 'a' && words[from + 2]?.lower === 'scale') return true;
  return /^(?:how|what|when|where|why|which|who)$/.test(first) && /^(?:do|does|did|are|is|was|were|have|has|can|would|long|often|many|much|about|bad|severe|kind|brings|brought|happened|medications?|time|makes|else)$/.test(second);
}

const arranged = /^(?:come|take|see|follow|do|start|go|use|try|get|call|return|schedule|continue|stop|keep|meet|weigh|wear|monitor|check|make|elevate|ice|rest|avoid|work|increase|decrease)$/;

/** "i tend to lie on my right side and that helps a bit?": told in the tone of a question, to someone who asked. */
export function isTold(words: readonly Word[]): boolean {
  const spoken = words.filter(({ kind, lower }) => kind !== 'mark' && !/^(?:um|uh|well|yeah|no|so|like)$/.test(lower)).map(({ lower }) => lower);
  return spoken.length >= 4 && /^(?:i|i've|i'm|my|maybe|about|probably)$/.test(spoken[0]!) && !/\b(?:right|correct|huh|you|should|have to|need to|can i|could i|do i|can i|is it|is that|am i|will i|what|why|how)\b/.test(spoken.join(' '));
}

const labels: [RegExp, string][] = [
  [/^how long\b/, 'Duration'],
  [/^(?:when) (?:did|was|does|has)\b.*\b(?:start|begin|began|started|first|notice|happen)/, 'Onset'],
  [/^how (?:often|many times|frequently)\b/, 'Frequency'],
  [/^where (?:is|does|do|exactly|are)\b.*\b(?:pain|hurt|hurts|located|feel|ache)/, 'Location'],
  [/^(?:does|do|what|is there anything that) (?:anything |else )?(?:makes?|helps?|relieves?)\b.*\b(?:better|helps?|relieves?)/, 'Relieved by'],
  [/^(?:does|do|what|is there anything that) (?:anything |else )?(?:makes?|brings?)\b.*\b(?:worse|on)\b/, 'Worse with'],
  [/\b(?:scale|zero to ten|one to ten|1 to 10|0 to 10|out of (?:ten|10))\b/, 'Severity'],
];

/** "How long have you been on Accutane?": three months of what must be said. */
function durationOf(spoken: readonly Word[], text: string): string {
  const match = /^how long have you (?:been |had )?(?:on|taking|using|had|having) (?:your |the |a |an )?/.exec(text);
  const of = match ? spoken.slice(match[0].trim().split(' ').length) : [];
  const isName = of.length > 0 && of.length <= 4 && of.every(({ kind, lower }) => kind !== 'mark' && !/^(?:it|that|this|these|those|them|for|now|and|or|you|your)$/.test(lower));
  return isName ? `Duration of ${joinWords(of)}` : 'Duration';
}

const states = /^(?:allergic|able|pregnant|sexually|short|nauseous|tired|dizzy|lightheaded|sensitive|diabetic|aware|anxious|depressed|constipated)$/;
const stateVerbs = /^(?:have|had|having|get|got|getting|notice|noticed|noticing|feel|felt|feeling|experience|experienced|experiencing|suffer)$/;
const doVerbs = /^(?:do|does|did)$/;
const beVerbs = /^(?:are|were|is|was)$/;
const skipped = new Set(['ever', 'currently', 'still', 'also', 'had', 'been', 'recently', 'at', 'the', 'moment', 'now']);

/** @param words without fillers and closings */
export function readQuestion(words: readonly Word[]): Question {
  const whole = readClause(words);
  if (whole.form !== 'other') return whole;
  // "how about other symptoms, have you had a fever?": the last clause is what is answered.
  for (let index = words.length - 2; index > 0; index -= 1) {
    const asksAgain = /^(?:do|did|are|have)$/.test(words[index]!.lower) && words[index + 1]!.lower === 'you';
    const asksAny = words[index]!.lower === 'any' && (words[index - 1]!.kind === 'mark' || words[index - 1]!.lower === 'and');
    if (!asksAgain && !asksAny) continue;
    return readClause(words.slice(index));
  }
  return whole;
}

function readClause(words: readonly Word[]): Question {
  const spoken = words.filter((word) => !isMark(word, '?'));
  const text = spoken.map((word) => word.lower).join(' ');
  for (const [pattern, label] of labels) if (pattern.test(text)) return { form: 'open', label: label === 'Duration' ? durationOf(spoken, text) : label };
  const first = spoken[0]?.lower ?? '';
  const second = spoken[1]?.lower ?? '';
  // "How about any cough or fever?"
  if (/^(?:how|what)$/.test(first) && second === 'about' && spoken[2]?.lower === 'any') return yesNo(null, spoken.slice(3));
  if (/^(?:how|what)$/.test(first) && second === 'about' && isElliptical(spoken.slice(2)) && !/^(?:your|the|that|this|when|with)$/.test(spoken[2]!.lower)) return yesNo(null, spoken.slice(2));
  if (first === 'any' || first === 'no') return yesNo(null, spoken.slice(1), first === 'no');
  if (beVerbs.test(first) && second === 'there') return spoken[2]?.lower === 'any' ? yesNo(null, spoken.slice(3)) : { form: 'other' };
  if (isElliptical(spoken)) return yesNo(states.test(first) ? 'being' : null, spoken);
  if (second !== 'you') return { form: 'other' };
  if (doVerbs.test(first)) return afterDo(spoken, 2);
  if (beVerbs.test(first)) return afterBe(spoken, 2);
  if (/^(?:have|has|had)$/.test(first)) return afterHave(spoken, 2);
  return { form: 'other' };
}

/** "Nausea or vomiting?" */
function isElliptical(words: readonly Word[]): boolean {
  return words.length <= 8 && !/^(?:do|does|did|are|is|was|were|have|has|can|could|would|will|how|what|when|where|why|which|who|so|it)$/.test(words[0]?.lower ?? '') && words.some(({ lower }) => cues.symptom.has(lower) || cues.problem.has(lower));
}

function afterDo(words: Word[], at: number): Question {
  const from = skipAdverbs(words, at);
  const verb = words[from]?.lower ?? '';
  if (stateVerbs.test(verb)) return yesNo(null, words.slice(from + 1));
  // "Do you think …?" asks for an opinion: "denies thinking" would be nonsense.
  const gerund = /^(?:think|know|remember|recall|recognize|understand|see|want|like|prefer|agree|hope|wish|wonder|need|guess|suppose|say|tell|realize)$/.test(verb) ? null : gerundOf(verb);
  return gerund ? yesNo(gerund, words.slice(from + 1)) : { form: 'other' };
}

function afterBe(words: Word[], at: number): Question {
  const from = skipAdverbs(words, at);
  const verb = words[from]?.lower ?? '';
  if (stateVerbs.test(verb)) return yesNo(null, words.slice(from + 1));
  if (/^\w{3,}ing$/.test(verb) && !/^(?:going|doing|thinking|wanting|hoping|wondering|planning|asking|trying)$/.test(verb)) return yesNo(verb, words.slice(from + 1));
  if (states.test(verb)) return yesNo('being', words.slice(from));
  return { form: 'other' };
}

function afterHave(words: Word[], at: number): Question {
  const been = words.slice(at, at + 3).some((word) => word.lower === 'been');
  if (been) return afterBe(words, at);
  const from = skipAdverbs(words, at);
  const verb = words[from - 1]?.lower === 'had' ? 'had' : (words[from]?.lower ?? '');
  if (verb === 'had' && words[from - 1]?.lower === 'had') return yesNo(null, words.slice(from));
  return stateVerbs.test(verb) ? yesNo(null, words.slice(from + 1)) : { form: 'other' };
}

function skipAdverbs(words: Word[], at: number): number {
  let from = at;
  while (words[from] && skipped.has(words[from]!.lower)) from += 1;
  return from;
}

const tails = [/^or (?:anything|something) (?:like|else)\b.*/, /^anything like that\b.*/, /^at all\b/, /^(?:with|from|about) (?:that|this|it)$/];

/** A topic with a clause or a second person's verb in it is not a topic to be put after "Denies". */
function yesNo(verb: string | null, words: Word[], negated = false): Question {
  let topic = words.slice(Math.max(0, words.findIndex((word) => word.kind !== 'mark')));
  if (/^(?:any|a|an|some)$/.test(topic[0]?.lower ?? '')) topic = topic.slice(1);
  if (/^(?:kind|sort|type|form)$/.test(topic[0]?.lower ?? '') && topic[1]?.lower === 'of') topic = topic.slice(2);
  for (let index = 1; index < topic.length; index += 1) {
    const rest = topic.slice(index).filter((word) => word.kind !== 'mark').map((word) => word.lower).join(' ');
    if (tails.some((tail) => tail.test(rest))) topic = topic.slice(0, index);
  }
  while (isMark(topic.at(-1), ',') || /^(?:or|and|so)$/.test(topic.at(-1)?.lower ?? '')) topic = topic.slice(0, -1);
  const lowers = topic.map((word) => word.lower);
  const unfit =
    (negated && topic.length > 6) ||
    (topic.length === 0 && verb === null) ||
    topic.length > 16 ||
    (verb === null && /^(?:in|of|on|at|to|with|from|about|for|like|than|if)$/.test(topic[0]?.lower ?? '')) ||
    lowers.some((lower) => /^(?:you|you're|you've|i|i'm|we|do|does|did|how|what|when|why|which|is|are|was|were|that|it|better|worse|okay|not|no|never)$/.test(lower) || /n't$/.test(lower));
  if (unfit) return { form: 'other' };
  return { form: 'yes-no', verb, topic, choice: lowers.includes('or') };
}

const yes = /^(?:yes|yeah|yep|yup|yah|correct|right|definitely|absolutely|sure|mm-hmm|uh-huh|mhm|exactly|true)$/;
const no = /^(?:no|nope|nah|never|none|negative|uh-uh)$/;

/** `guarded`: "not that I know of". */
export type Answer = { polarity: 'yes' | 'no' | null; guarded?: boolean; rest: Word[] };

const guardedNo = /^(?:(?:no|nope|well|um|uh|yeah) )*(?:i (?:don't|do not) (?:think so|believe so|think i (?:do|have|did|am))|not that i(?:'m| am)? (?:know of|know|can think of|aware of|remember|can remember|recall|can recall|noticed|have noticed)|not that i've (?:noticed|seen)|not to my knowledge)$/;

/** @param words of the answer, fillers removed but its opening kept */
export function readAnswer(words: readonly Word[]): Answer {
  if (guardedNo.test(words.filter(({ kind }) => kind !== 'mark').map(({ lower }) => lower).join(' '))) return { polarity: 'no', guarded: true, rest: [] };
  let from = 0;
  let polarity: Answer['polarity'] = null;
  while (from < words.length) {
    const word = words[from]!;
    const here = yes.test(word.lower) ? 'yes' : no.test(word.lower) ? 'no' : null;
    if (here === 'no' && words[from + 1]?.kind === 'word' && from === 0 && !opensAnswer(words[from + 1]!)) break;
    if (here) {
      // "yeah no": doubt.
      if (polarity && polarity !== here) return { polarity: null, rest: [...words] };
      polarity = here;
    } else if (word.kind !== 'mark' && !/^(?:sir|ma'am|doctor|i|not|really|have|haven't|don't|do|did|didn't|am|i'm|nothing|that|that's|you're|of|it|is|was)$/.test(word.lower)) break;
    else if (word.kind !== 'mark' && polarity === null) break;
    else if (word.kind !== 'mark') {
      const tail = words.slice(from).filter((one) => one.kind !== 'mark').map((one) => one.lower).join(' ');
      if (!/^(?:sir|ma'am|doctor|i (?:do|have|am|did|was)|i (?:don't|haven't|didn't)|not (?:really|at all|that i know of)|i'm not|nothing like that|that is|that is (?:correct|right|true)|that's (?:correct|right|true)|you're right|it is|it was)$/.test(tail)) break;
      return { polarity: tail.startsWith('not really') ? null : polarity, rest: tail.startsWith('not really') ? [...words] : [] };
    }
    from += 1;
  }
  return { polarity, rest: words.slice(from) };
}

const opensAnswer = (word: Word) => /^(?:i|i'm|i've|not|just|it|it's|my|that|but|sir|ma'am|doctor|we|he|she|they|nothing|actually|no|thank|thanks|the|well|because|only)$/.test(word.lower);
