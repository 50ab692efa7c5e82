import type { Speaker } from '@dra/events';
import type { Candidate } from './candidates.ts';
import { bodyParts } from './lexicon/body-parts.ts';
import { leadTopic } from './lead-topics.ts';
import { readNumbers } from './normalise-numbers.ts';
import type { Person } from './person.ts';
import { readExchange } from './read-exchange.ts';
import { removeFillers } from './remove-fillers.ts';
import { retell } from './retell.ts';
import { ordersMachine } from './said-to-machine.ts';
import { statementOf } from './statement-of-question.ts';
import { trimClinician } from './trim-clinician.ts';
import { gerundOf, isBaseVerb, isVerbForm } from './verbs.ts';
import { isMark, joinWords } from './words.ts';
import type { Word } from './words.ts';

export type Wording = {
  text: string;
  /** Someone's own words stand in it. */
  quotes: boolean;
};

export type ComposeOptions = {
  person: Person;
  /** The statement before speaks of the patient: a pronoun will do. */
  mentioned: boolean;
};

/**
 * Ways to write a candidate, the best first, to be written `asSentence`; the last is always a quote. The caller takes the
 * first whose support the checker confirms.
 */
export const composeTexts = (candidate: Candidate, options: ComposeOptions): Wording[] => (candidate.question ? composeAnswer(candidate, options) : composeSaid(candidate, options));

const who: Record<Speaker, string> = { CLINICIAN: 'the clinician', PATIENT: 'the patient', OTHER: 'another person', UNKNOWN: 'an unidentified speaker' };
const plain = (text: string): Wording => ({ text, quotes: false });

function composeSaid({ speaker, words }: Candidate, options: ComposeOptions): Wording[] {
  const read = readNumbers(words);
  const wordings: Wording[] = [];
  if (ordersMachine(words)) return [quote(speaker, read), quote(speaker, words)];
  if (speaker === 'PATIENT') {
    const told = tell(read, options);
    if (told) wordings.push(plain(told));
  } else if (speaker === 'CLINICIAN') {
    const told = report(read, options);
    if (told) wordings.push(plain(told));
  }
  if (speaker === 'OTHER' && !read.some(({ lower }) => /^(?:i|i'm|i've|i'll|i'd|my|me|myself|you|your|you're|we|we're|we've|our|us|")$/.test(lower))) wordings.push(plain(`another person reports: ${joinWords(read)}`));
  wordings.push(quote(speaker, read), quote(speaker, words));
  return wordings;
}

const opensSentence = /^(?:i|i'm|i've|i'll|i'd|it|it's|there|there's|they|he|she|my|we|we're|we've|the|this|that|that's|sometimes|when|if|after|before|both|nothing|everything|since|whenever|one|last|yesterday|today|in|on|at|for)$/;

const withoutSubject = /^(?:can't|cannot|couldn't|don't|didn't|haven't|hadn't|won't|went|took|tried|started|felt|noticed|twisted|stopped|slept)$/;

/** What the patient said. A fragment is reported as one. */
function tell(words: readonly Word[], { person, mentioned }: ComposeOptions): string | null {
  // "can't recall a fever", "been pretty good": who is left out is the one who speaks.
  const opening = words[0]?.lower ?? '';
  if (words.length >= 3 && (opening === 'been' || withoutSubject.test(opening)) && words[1]!.kind !== 'mark') {
    const said = opening === 'been' ? "i've" : 'i';
    const whole = retell([{ ...words[0]!, text: said, lower: said, kind: 'word' }, ...words], { speaker: 'PATIENT', person, mentioned });
    if (whole !== null) return whole;
  }
  const told = retell(words, { speaker: 'PATIENT', person, mentioned });
  if (told === null) return null;
  if (opensSentence.test(words[0]?.lower ?? '') || words.some(({ lower }) => /^(?:i|i'm|i've|i'll|i'd)$/.test(lower))) return told;
  return `${mentioned ? person.subject : 'the patient'} ${mentioned && person.plural ? 'report' : 'reports'}: ${lowered(told)}`;
}

/** The same inside a sentence: "..., and I do not appreciate any murmur". */
const laterDenials = /(,? (?:and|but)) (?:also )?I (?:do|did) not (?:really )?(?:appreciate|hear|see|feel|notice|palpate) any /g;
const laterFindings = /(,? (?:and|but)) (?:also )?I (?:do |did )?(?:also )?(?:appreciate|appreciated|hear|heard) (?=an? |some )/g;

/** Inside a sentence the first word loses the capital of its own. */
const lowered = (text: string) => (/^(?:I\b|[A-Z][a-z]+ [A-Z])/.test(text) ? text : text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase()));

/** "No, there's no fracture": the first "no" is an answer to what was said before. */
function withoutNo(words: readonly Word[]): readonly Word[] {
  const [first, second] = words;
  if (first?.lower !== 'no') return words;
  if (/^(?:there|there's|it's)$/.test(second?.lower ?? '')) return words.slice(1);
  return isMark(second, ',') && /^(?:there|there's|it|it's|i|you|your|the|we)$/.test(words[2]?.lower ?? '') ? words.slice(2) : words;
}

/** What the clinician said, without the talk around it: a finding, a plan, a judgement. */
function report(words: readonly Word[], { person }: ComposeOptions): string | null {
  const topic = leadTopic(words);
  const rest = topic ? topic.rest : words;
  const about = topic && topic.topic.length > 0 ? joinWords(topic.topic) : null;
  if (rest.length === 0) return about;
  const { words: trimmed, denied, kind, led } = trimClinician(withoutNo(rest));
  // "and have you come back" arranges; any other "have you" asks.
  const asks = (at: number) => /^(?:do|did|have|are)$/.test(trimmed[at - 1]?.lower ?? '') && !(trimmed[at - 1]!.lower === 'have' && /^(?:and|to|will|i'll|we'll)$/.test(trimmed[at - 2]?.lower ?? ''));
  if (trimmed.some(({ lower }, index) => lower === 'you' && asks(index))) return null;
  // To a mother: "she can sit on your lap", "call you with the results".
  if (person.spokenFor && (kind === 'advice' || trimmed.some(({ lower }, index) => /^(?:you(?:'\w+)?|yours|yourself)$/.test(lower) || (lower === 'your' && !bodyParts.has(trimmed[index + 1]?.lower ?? '') && !bodyParts.has(trimmed[index + 2]?.lower ?? ''))))) return null;
  const retold = retell(trimmed, { speaker: 'CLINICIAN', person, mentioned: kind === 'advice' });
  if (retold === null) return null;
  const told = retold.replace(laterDenials, '$1 no ').replace(laterFindings, '$1 ');
  const text = denied ? `no ${told}` : kind === 'advice' ? `I advised the patient to ${told}` : led === 'we' && isBaseVerb(trimmed[0]?.lower ?? '') ? `we will ${told}` : told;
  return about ? `${about}: ${asSentence(text)}` : text;
}

function composeAnswer(candidate: Candidate, options: ComposeOptions): Wording[] {
  const { speaker, question, words } = candidate;
  const { person, mentioned } = options;
  const { asked, said, question: read, answer, rest } = readExchange(candidate)!;
  const subject = mentioned ? person.subject : 'the patient';
  const verb = (one: string) => (mentioned && person.plural ? one : one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`);
  const topic = read.form === 'yes-no' ? [read.verb, joinWords(read.topic.map((word, index) => ({ text: word.lower === 'your' ? person.possessive : word.lower === 'yourself' ? person.reflexive : read.verb && /^(?:or|and)$/.test(read.topic[index - 1]?.lower ?? '') && doing.test(word.lower) ? gerundOf(word.lower)! : word.text })))].filter(Boolean).join(' ') : '';
  const wordings: Wording[] = [];
  const ofOther = speaker !== 'PATIENT';
  /** Of someone else "you" and "i" are not the patient. */
  const speaksOfOther = ofOther && [...asked, ...rest].some(({ lower }) => secondOrFirst.test(lower));
  const repeated = read.form === 'yes-no' && answer.polarity === 'no' && rest.length > 0 && isRepeated(rest, asked);
  if (read.form === 'yes-no' && answer.polarity && ofOther) {
    if (rest.length === 0 && !(answer.polarity === 'yes' && read.choice)) wordings.push(plain(`asked about ${topic}, ${who[speaker]} answers: ${said[0]!.lower}`));
  } else if (read.form === 'yes-no' && repeated) {
    // "Any plan or means?" "No, no plan.": what was named again is denied, the rest is open.
    wordings.push(plain(`${subject} ${verb('deny')} ${read.choice ? joinWords(rest.filter(({ lower }) => !/^(?:no|any)$/.test(lower))) : topic}`));
  } else if (read.form === 'yes-no' && answer.polarity && !(answer.polarity === 'yes' && read.choice && rest.length === 0)) {
    const first = `${subject} ${verb(answer.polarity === 'no' ? 'deny' : 'report')} ${topic}`;
    if (rest.length === 0) wordings.push(plain(answer.guarded ? `${first}, to ${person.possessive} knowledge` : first));
    else {
      // What follows a yes or no may limit it: it stays beside it.
      const told = retell(rest, { speaker: 'PATIENT', person, mentioned: true });
      if (told !== null) wordings.push(plain(opensSentence.test(rest[0]!.lower) ? `${first}. ${asSentence(told)}` : `${first}, ${told}`));
      wordings.push({ text: `${first}: "${joinWords(rest)}"`, quotes: true });
    }
  }
  const own = answer.polarity === null ? said : rest;
  const told = own.length > 0 ? retell(own, { speaker: 'PATIENT', person, mentioned }) : null;
  if (told !== null && speaker === 'PATIENT') {
    // "My chest, and my right leg." answers "where"; alone it says nothing.
    const isSentence = opensSentence.test(own[0]!.lower) && own.some(({ lower }) => isVerbForm(lower));
    const speaksOfSelf = own.some(({ lower }) => /^(?:i|i'm|i've|i'll|i'd|my)$/.test(lower));
    if (isSentence && speaksOfSelf && own.length >= 5 && answer.polarity === null) wordings.unshift(plain(told));
    if (read.form === 'open') wordings.push(plain(`${read.label}: ${lowered(told)}`));
    if (read.form === 'other' && answer.polarity === null && invites.test(asked.map(({ lower }) => lower).join(' '))) wordings.push(plain(tell(own, options)!));
    const about = askedAbout(asked);
    if (about && answer.polarity === null) wordings.push(plain(`regarding ${joinWords(about.map((word) => ({ text: word.lower === 'your' ? person.possessive : word.text })))}: ${lowered(told)}`));
    if (read.form === 'yes-no' && answer.polarity === null) wordings.push(plain(`asked about ${topic}, ${subject} ${verb('answer')}: ${lowered(retell(own, { speaker: 'PATIENT', person, mentioned: true }) ?? told)}`));
    if (isSentence && speaksOfSelf && own.length >= 4 && answer.polarity !== 'no') wordings.push(plain(told));
  }
  const confirmed = answer.polarity === 'yes' && !answer.guarded && read.form === 'other' && !speaksOfOther ? toldInAsking(asked, options) : null;
  if (confirmed && rest.length === 0) wordings.push(plain(confirmed));
  else if (confirmed && opensSentence.test(rest[0]!.lower)) {
    const after = retell(rest, { speaker: 'PATIENT', person, mentioned: true });
    if (after !== null) wordings.unshift(plain(`${asSentence(confirmed)} ${asSentence(after)}`));
  }
  const stated = answer.polarity && read.form === 'other' && !speaksOfOther ? statementOf(asked, answer.polarity, person) : null;
  if (stated) {
    const after = rest.length === 0 ? '' : retell(rest, { speaker: 'PATIENT', person, mentioned: true });
    if (after === '') wordings.push(plain(joinWords(stated)));
    else if (after !== null && opensSentence.test(rest[0]!.lower)) wordings.push(plain(`${asSentence(joinWords(stated))} ${asSentence(after)}`));
  }
  const exact = read.form === 'yes-no' && !answer.polarity ? `asked about ${topic}` : `asked "${joinWords(asked)}"`;
  wordings.push({ text: `${exact}, ${who[speaker]} answers: "${joinWords(said)}"`, quotes: true });
  wordings.push({ text: `asked "${joinWords(removeFillers(question!.words))}", ${who[speaker]} answers: "${joinWords(words)}"`, quotes: true });
  return wordings;
}

/** What may be answered with anything: the answer says enough. */
const invites = /\b(?:what brings you|what brought you|how can i help|how may i help|what can i do for you|what's going on|what is going on|what else|what happened|what seems to be|what's the (?:problem|matter)|anything else|what's bothering you|what are you here for|tell me)\b/;
const secondOrFirst = /^(?:you|your|yours|you're|you've|yourself|i|i'm|i've|i'll|i'd|my|me|we|our|us)$/;
/** Says again what was asked, and no more. */
const isRepeated = (rest: readonly Word[], asked: readonly Word[]) => rest.every(({ kind, lower }) => kind === 'mark' || /^(?:no|any|or|and)$/.test(lower) || asked.some((word) => word.lower === lower)) && rest.some(({ kind, lower }) => kind !== 'mark' && !/^(?:no|any|or|and)$/.test(lower));
const doing = /^(?:drink|smoke|use|vape|chew|exercise|eat|sleep|walk|work)$/;

/** "So you're avoiding salty foods?" "Yes.": what was asked is said. Null where it is no statement with a question mark. */
function toldInAsking(asked: readonly Word[], { person, mentioned }: ComposeOptions): string | null {
  const spoken = asked.filter((word) => !isMark(word, '?'));
  if (spoken.length < 4 || spoken.length > 20 || !/^(?:you|you're|you've|your|it|it's|this|that's|he|she|he's|she's|they|there's)$/.test(spoken[0]!.lower)) return null;
  if (spoken.some(({ lower }) => /^(?:or|what|how|why|when|who|think|know|ready|okay|right)$/.test(lower)) || spoken.slice(1).some(({ lower }, index) => /^(?:do|did|are|is|have|can)$/.test(lower) && /^(?:you|it|that|there)$/.test(spoken[index + 2]?.lower ?? ''))) return null;
  return retell(spoken, { speaker: 'CLINICIAN', person, mentioned });
}

const aboutPattern = /^(?:(?:and|so|okay|now|well|then) )*(?:how about|what about|how is|how's|how are|how was|how were|how has|tell me (?:more |a little bit |a little |a bit )?about|how are you doing with|how have you been doing with|how's everything with|any (?:issues|problems) with|talk to me about) (?:with )?(?:your |the |any |this |that )?|^(?:(?:and|so|okay|now|well|then) )*your /;

/** "How about your diet?" -> "diet"; null when the question is no plain noun. */
function askedAbout(words: readonly Word[]): readonly Word[] | null {
  const spoken = words.filter((word) => !isMark(word, '?'));
  const match = aboutPattern.exec(`${spoken.map(({ lower }) => lower).join(' ')} `);
  if (!match) return null;
  const about = spoken.slice(match[0].trim().split(' ').length);
  if (about.length === 0 || about.length > 6) return null;
  return about.some(({ lower, kind }) => kind === 'mark' || /^(?:you|you're|that|it|they|doing|going|been|feeling|do|does|did|is|are|was|everything|things|today|i|we|we're|i'm)$/.test(lower)) ? null : about;
}

const quote = (speaker: Speaker, words: readonly Word[]): Wording => ({ text: `${who[speaker]} states: "${joinWords(words)}"`, quotes: true });

/** "ms. thompson", "sharon brooks is a 48 year old". */
const named = (text: string) =>
  text
    .replace(/\b(mr|mrs|ms|dr)\.? (?=[a-z]{2,})([a-z])/gi, (_, title: string, letter: string) => `${title.charAt(0).toUpperCase()}${title.slice(1).toLowerCase()}. ${letter.toUpperCase()}`)
    .replace(/^([a-z]+)( [a-z]+)?(?= is an? (?:[a-z]+ ){0,2}\d+[- ]years?[- ]old)/i, (name: string) => (/^(?:he|she|this|that|the patient|it)$/i.test(name) ? name : name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())));

const capitals = /\b(?:mri|ct|ekg|ecg|copd|uti|utis|gerd|egd|cbc|er|ros|bmi|ldl|hdl|iga|igg|tsh|nsaids?|pcp|adhd|ptsd|hiv|psa|dcis|pft|pfts|iv|jvd|acl|mcl|ii|iii|bun|ibs)\b/g;
const names = /\b(?:january|february|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tylenol|lasix|motrin|advil|aleve|labor day)\b/g;
/** Transcripts may come without capitals: abbreviations and names get theirs. */
const inCase = (text: string) =>
  text
    .replace(capitals, (word) => (word === 'nsaids' ? 'NSAIDs' : word === 'utis' ? 'UTIs' : word === 'pfts' ? 'PFTs' : word.toUpperCase()))
    .replace(/\ba1c\b/g, 'A1c')
    .replace(names, (word) => word.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()));

/** Capital first, full stop last, "I" large. */
export function asSentence(text: string): string {
  const cased = named(inCase(text));
  const capital = cased.charAt(0).toUpperCase() + cased.slice(1);
  const large = capital.replace(/(?<![\p{L}\p{N}'’-])i(?=$|['’\s,.;:?!"])/gu, 'I');
  return /[.!?]$|\."$/.test(large) ? large : `${large}.`;
}
