import type { Candidate } from './candidates.ts';
import { normaliseNumbers } from './normalise-numbers.ts';
import { readAnswer, readQuestion } from './questions.ts';
import type { Answer, Question } from './questions.ts';
import { removeFillers } from './remove-fillers.ts';
import type { Word } from './words.ts';

/** A question with its answer, read. */
export type Exchange = { asked: Word[]; said: Word[]; question: Question; answer: Answer; rest: Word[] };

const known = new WeakMap<Candidate, Exchange>();

/** Each candidate is read once: wordings, review of systems and facts all ask for it. Null without a question. */
export function readExchange(candidate: Candidate): Exchange | null {
  if (!candidate.question) return null;
  const before = known.get(candidate);
  if (before) return before;
  const asked = normaliseNumbers(removeFillers(candidate.question.words));
  const said = normaliseNumbers(candidate.words);
  const answer = readAnswer(said);
  const exchange = { asked, said, question: readQuestion(asked), answer, rest: removeFillers(answer.rest) };
  known.set(candidate, exchange);
  return exchange;
}
