import type { Speaker } from '@dra/events';
import type { Candidate } from './candidates.ts';
import { toNoteVoice } from './clinician-voice.ts';
import { normaliseNumbers } from './normalise-numbers.ts';
import { readAnswer, readQuestion } from './questions.ts';
import { removeFillers } from './remove-fillers.ts';
import { toThirdPerson } from './third-person.ts';
import { joinWords } from './words.ts';
import type { Word } from './words.ts';

/**
 * Ways to write a candidate, the best first; the last is always a quote. The caller takes the first whose support the
 * checker confirms.
 */
export function composeTexts(candidate: Candidate, { plan }: { plan: boolean }): string[] {
  const texts = candidate.question ? composeAnswer(candidate) : composeSaid(candidate, plan);
  return texts.map(asSentence);
}

const who: Record<Speaker, string> = { CLINICIAN: 'Clinician', PATIENT: 'Patient', OTHER: 'Other person', UNKNOWN: 'Unidentified speaker' };

function composeSaid({ speaker, words }: Candidate, plan: boolean): string[] {
  const read = normaliseNumbers(words);
  const paraphrase = speaker === 'PATIENT' ? toThirdPerson(read) : speaker === 'CLINICIAN' ? toNoteVoice(read, { dropLeadIn: plan }) : null;
  return [...(paraphrase ? [paraphrase] : []), quote(speaker, read), quote(speaker, words)];
}

function composeAnswer({ speaker, question, words }: Candidate): string[] {
  const asked = removeFillers(question!.words);
  const read = readQuestion(normaliseNumbers(asked));
  const answer = readAnswer(normaliseNumbers(words));
  const texts: string[] = [];
  if (read.form === 'yes-no' && !(answer.polarity === 'yes' && read.choice) && answer.polarity) {
    const verb = answer.polarity === 'no' ? 'denies' : 'reports';
    const topic = [read.verb, joinWords(read.topic.map(asTheirs))].filter(Boolean).join(' ');
    const rest = removeFillers(answer.rest);
    // What follows a yes or no may limit it: it stays beside it, as it was said.
    if (rest.length === 0) texts.push(`${verb} ${topic}`);
    else texts.push(`${verb} ${topic}: "${joinWords(rest)}"`);
  } else if (read.form === 'open') {
    const rest = removeFillers(answer.polarity ? answer.rest : normaliseNumbers(words));
    if (rest.length > 0) texts.push(`${read.label}: "${joinWords(rest)}"`);
  }
  if (read.form === 'yes-no' && !answer.polarity) {
    texts.push(`Asked about ${[read.verb, joinWords(read.topic.map(asTheirs))].filter(Boolean).join(' ')}, ${who[speaker].toLowerCase()} answers: "${joinWords(normaliseNumbers(words))}"`);
  }
  const told = answer.polarity === null ? (speaker === 'PATIENT' ? toThirdPerson(normaliseNumbers(words)) : null) : null;
  if (told && words.length >= 6) texts.unshift(told);
  const plainAnswer = joinWords(normaliseNumbers(words));
  texts.push(`Asked "${joinWords(normaliseNumbers(asked))}", ${who[speaker].toLowerCase()} answers: "${plainAnswer}"`);
  texts.push(`Asked "${joinWords(asked)}", ${who[speaker].toLowerCase()} answers: "${joinWords(words)}"`);
  return texts;
}

const quote = (speaker: Speaker, words: readonly Word[]) => `${who[speaker]} states: "${joinWords(words)}"`;

const asTheirs = (word: Word) => (word.lower === 'your' ? { text: 'their' } : word.lower === 'yourself' ? { text: 'themselves' } : word);

/** Capital first, full stop last, "I" large; inside quotes nothing else is touched. */
function asSentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  const large = capital.replace(/(?<![\p{L}\p{N}'’-])i(?=$|['’\s,.;:?!"])/gu, 'I');
  return /[.!?]$|\."$/.test(large) ? large : `${large}.`;
}
