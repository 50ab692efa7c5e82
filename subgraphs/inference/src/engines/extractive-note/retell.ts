import { bodyParts } from './lexicon/body-parts.ts';
import type { Person } from './person.ts';
import { adverbs, isBaseVerb, isPastOrModal, thirdPersonForm } from './verbs.ts';
import { isMark, joinWords } from './words.ts';
import type { Word } from './words.ts';

/** Which words mean the patient, by who speaks. */
type Grammar = { subject: RegExp; possessive: RegExp; object: RegExp; reflexive: string; unsure: RegExp; company: RegExp | null };

const ofPatient: Grammar = {
  subject: /^i(?:'m|'ve|'ll|'d)?$/,
  possessive: /^(?:my|mine)$/,
  object: /^me$/,
  reflexive: 'myself',
  unsure: /^(?:you|your|yours|you're|you've|you'll|you'd|yourself|y'all|yall|let's|\?|")$/,
  company: /^(?:we(?:'re|'ve|'ll|'d)?|us|our|ours|ourselves)$/,
};
const ofClinician: Grammar = {
  subject: /^you(?:'re|'ve|'ll|'d)?$/,
  possessive: /^your$/,
  object: /^$/,
  reflexive: 'yourself',
  unsure: /^(?:\?|"|yours|y'all|yall)$/,
  company: null,
};

const inversion = /(?<!\b(?:to|will|we'll|i'll|can|what|that|and) )\b(?:do|does|did|are|is|was|have|has|can|could|would|will|should|am|were) (?:you|there|it|i|we) (?!guess\b)/;
/** After these a "you" is a subject; after any other word an object. */
const opensClause = /^(?:if|when|that|and|so|because|as|since|think|while|believe|know|but|until|unless|see|where|before|after|,|what|once|sure|or|hope|suspect|says?|said|like|though|although|than|whether|how|which|understand|glad|wish|why|time|way|who|whatever|everything|anything|something|things?|medications?|one|:|;|today|also|then)$/;
const finite = /^(?:have|haven't|are|aren't|do|don't|did|didn't|had|hadn't|can|can't|cannot|will|won't|were|weren't|should|shouldn't|could|couldn't|would|wouldn't|may|might|must|said|mentioned)$/;
const together: Record<string, string> = { we: 'they', us: 'them', our: 'their', ours: 'theirs', ourselves: 'themselves', "we're": 'they are', "we've": 'they have', "we'll": 'they will', "we'd": 'they would' };
const shared = /^(?:wife|husband|son|daughter|mother|father|mom|dad|friend|friends|partner|kids|children|sister|brother|family|boyfriend|girlfriend|he|she|they|you)$/;

export type RetellOptions = {
  speaker: 'PATIENT' | 'CLINICIAN';
  person: Person;
  /** The sentence before spoke of the patient: a pronoun will do. */
  mentioned?: boolean;
};

/**
 * What was said, said of the patient in the third person: "i've had a cough" -> "the patient has had a cough", "your lungs
 * are clear" -> "the lungs are clear". Null where the grammar is not sure: then it is quoted. The clinician's own "I" and
 * "we" stay: the clinician signs the note.
 */
export function retell(words: readonly Word[], { speaker, person, mentioned = false }: RetellOptions): string | null {
  const grammar = speaker === 'PATIENT' ? ofPatient : ofClinician;
  if (words.some(({ lower }) => grammar.unsure.test(lower))) return null;
  if (inversion.test(`${words.map(({ lower }) => lower).join(' ')} `)) return null;
  const out: string[] = [];
  let named = mentioned;
  let present = false;
  const subject = () => {
    const form = named ? person.subject : 'the patient';
    named = true;
    out.push(form);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const { lower } = word;
    const before = words[index - 1]?.lower;
    const after = words[index + 1]?.lower;
    if (grammar.subject.test(lower)) {
      const isObject = speaker === 'CLINICIAN' && lower === 'you' && before !== undefined && !opensClause.test(before) && !finite.test(after ?? '');
      if (isObject) {
        out.push(named ? person.object : 'the patient');
        named = true;
        continue;
      }
      if ((before === 'and' || before === 'or') && shared.test(words[index - 2]?.lower ?? '')) return null;
      if (before === 'me' || (before && /^(?:am|do|did|was|have|had|can|could|should|would|are|were)$/.test(before))) return null;
      const plural = named && person.plural;
      const auxiliary = auxiliaryOf(lower, words, index, plural);
      if (auxiliary) {
        subject();
        out.push(auxiliary);
        present = false;
        continue;
      }
      const verb = verbAfter(words, index, plural);
      if (!verb) {
        // "I want to see you again"
        if (speaker !== 'CLINICIAN' || lower !== 'you' || !/^(?:see|like|know|understand|where)$/.test(before ?? '')) return null;
        out.push(named ? person.object : 'the patient');
        named = true;
        continue;
      }
      subject();
      for (const between of words.slice(index + 1, verb.at)) if (!isMark(between, ',')) out.push(writtenOut(between, undefined));
      out.push(verb.form);
      present = !plural && isBaseVerb(words[verb.at]!.lower);
      index = verb.at;
    } else if (grammar.possessive.test(lower)) {
      if (lower === 'mine' || (isBody(words, index + 1) && speaker === 'CLINICIAN')) out.push(lower === 'mine' ? `${person.possessive}${person.plural ? 's' : ''}` : 'the');
      else {
        out.push(named ? person.possessive : "the patient's");
        named = true;
      }
    } else if (grammar.object.test(lower)) {
      out.push(named ? person.object : 'the patient');
      named = true;
    } else if (lower === grammar.reflexive) out.push(person.reflexive);
    else if (grammar.company?.test(lower)) {
      if (after && lower === 'we' && !isVerb(after) && !adverbs.has(after)) return null;
      out.push(together[lower]!);
    } else if (present && (before === 'and' || before === 'or') && isBaseVerb(lower) && !isPastOrModal(lower)) out.push(thirdPersonForm(lower) ?? word.text);
    else out.push(writtenOut(word, after));
  }
  return joinWords(out.map((text) => ({ text })));
}

const isVerb = (lower: string) => isBaseVerb(lower) || thirdPersonForm(lower) !== null;
const isBody = (words: readonly Word[], at: number) => words.slice(at, at + 4).some(({ lower }, offset) => bodyParts.has(lower) && (offset === 0 || words.slice(at, at + offset).every((one) => one.kind === 'word' && !/^(?:and|or|is|are|of|in|on|to|that)$/.test(one.lower))));

/** "i've" -> "has", "i'd like" -> "would", "you'd had" -> "had". */
function auxiliaryOf(lower: string, words: readonly Word[], at: number, plural: boolean): string | null {
  if (/'(?:m|re)$/.test(lower)) return plural ? 'are' : 'is';
  if (lower.endsWith("'ve")) return plural ? 'have' : 'has';
  if (lower.endsWith("'ll")) return 'will';
  if (!lower.endsWith("'d")) return null;
  const next = words.slice(at + 1, at + 3).find((word) => !adverbs.has(word.lower))?.lower ?? '';
  return isBaseVerb(next) || next === 'rather' || next === 'be' ? 'would' : 'had';
}

function verbAfter(words: readonly Word[], at: number, plural: boolean): { at: number; form: string } | null {
  for (let index = at + 1; index <= Math.min(at + 3, words.length - 1); index += 1) {
    const word = words[index]!;
    if (adverbs.has(word.lower) || isMark(word, ',')) continue;
    const form = thirdPersonForm(word.lower);
    if (!form) return null;
    return { at: index, form: spelledOut(plural ? pluralForm(word.lower) : form) };
  }
  return null;
}

const plurals = new Map([['am', 'are'], ['was', 'were'], ["wasn't", "weren't"], ["ain't", "aren't"]]);
const pluralForm = (lower: string) => plurals.get(lower) ?? lower;

const contractions = new Map(Object.entries({
  "can't": 'cannot', "won't": 'will not', "it's": 'it is', "that's": 'that is', "there's": 'there is', "he's": 'he is', "she's": 'she is', "what's": 'what is', "they're": 'they are',
  "i'm": 'I am', "i've": 'I have', "i'll": 'I will', "i'd": 'I would', "we're": 'we are', "we've": 'we have', "we'll": 'we will', "we'd": 'we would', "it'll": 'it will', "that'll": 'that will', "they've": 'they have', "they'll": 'they will', kinda: 'kind of',
}));
const spelledOut = (lower: string) => contractions.get(lower) ?? (/n't$/.test(lower) ? `${lower.slice(0, -3)} not` : lower);

/** Notes have no contractions: "doesn't" -> "does not", "it's been" -> "it has been". */
function writtenOut(word: Word, after: string | undefined): string {
  const { lower, text } = word;
  if (/^(?:it|that|there|he|she)'s$/.test(lower) && (after === 'been' || after === 'had' || after === 'gotten')) return `${lower.slice(0, -2)} has`;
  if (lower === 'i') return 'I';
  return contractions.has(lower) || /n't$/.test(lower) ? spelledOut(lower) : text;
}
