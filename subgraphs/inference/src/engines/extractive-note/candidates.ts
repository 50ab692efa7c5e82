import type { Speaker, TranscriptSegment } from '@dra/events';
import { isQuestion, isTold, readAnswer, readQuestion } from './questions.ts';
import { removeFillers } from './remove-fillers.ts';
import { splitSentences } from './split-sentences.ts';
import type { Sentence } from './split-sentences.ts';
import { isMark, splitWords } from './words.ts';
import type { Word } from './words.ts';

/** A thing said that may go into a note: a sentence, or a question with its answer. */
export type Candidate = {
  speaker: Speaker;
  /** Asked just before by the other side; its answer makes no sense without it. */
  question: Sentence | null;
  /** What was said or answered. */
  said: Sentence[];
  /** `said` without fillers; the opening "no" or "yes" of an answer is kept. */
  words: Word[];
  /** Where in the visit, 0..1. */
  position: number;
};

/** Sentences and question-answer pairs in the order of speech. @param shortest a word alone is mostly talk */
export function findCandidates(segments: readonly TranscriptSegment[], speakers: readonly Speaker[], { shortest = 2 } = {}): Candidate[] {
  const candidates: Candidate[] = [];
  let open: Sentence | null = null;
  /** Asked in one breath before `open`: "chest pain? shortness of breath? …" */
  let openBefore: Sentence[] = [];
  let openSpeaker: Speaker | null = null;
  const last = Math.max(1, segments.length - 1);
  for (const [turn, segment] of segments.entries()) {
    const speaker = speakers[turn]!;
    const sentences = splitSentences(segment, turn);
    let answered = false;
    for (const sentence of sentences) {
      const position = turn / last;
      const isAsked = isQuestion(sentence.words) && !(speaker === 'PATIENT' && (open !== null || answered) && isTold(sentence.words));
      // Whoever asks "is it bad?" of the clinician is not answering.
      if (isAsked) {
        if (speaker !== 'PATIENT' && !isEmptyQuestion(sentence)) {
          openBefore = open && open.turn === turn ? [...openBefore, open] : [];
          open = sentence;
          openSpeaker = speaker;
        }
        continue;
      }
      const interrupted = sentence === sentences[0] && !open ? goesOn(candidates.at(-1), segments, speakers, turn) : undefined;
      if (interrupted) {
        interrupted.said.push(sentence);
        interrupted.words = [...interrupted.words, ...removeFillers(sentence.words)];
        continue;
      }
      const answers: boolean = open !== null && !answered && openSpeaker !== speaker && (speaker === 'PATIENT' || speaker === 'OTHER');
      const words = withoutAddress(removeFillers(sentence.words, { keepAnswer: answers }));
      const before = candidates.at(-1);
      if (before && before.said.at(-1)!.turn === turn && before.speaker === speaker && before.words.length <= longestBefore && isLoose(words)) {
        before.said.push(sentence);
        before.words = [...before.words, ...(isMark(before.words.at(-1), ',') ? [] : [pauseAt(words[0]!)]), ...words];
        continue;
      }
      if (words.length === 0 || isCommand(words) || isAcknowledgement(words) || (speaker !== 'PATIENT' && isStaging(words))) continue;
      if (answers && isPlainNo(words)) for (const question of openBefore.filter(asksForSymptoms)) candidates.push({ speaker, question, said: [sentence], words, position });
      candidates.push({ speaker, question: answers ? open : null, said: [sentence], words, position });
      if (speaker === openSpeaker) openBefore = [];
      if (answers) {
        answered = true;
        open = null;
        openBefore = [];
      }
    }
    // A clinician who goes on talking has not waited for an answer, unless the other only hummed.
    if (speaker !== openSpeaker && answered) open = null;
  }
  return candidates.filter((candidate) => candidate.question !== null || candidate.words.length >= shortest);
}

/** "… venous distention to-" "Mm-hmm." ". to about eight centimeters": one sentence, heard in two pieces. */
function goesOn(last: Candidate | undefined, segments: readonly TranscriptSegment[], speakers: readonly Speaker[], turn: number): Candidate | undefined {
  const sentence = last?.said.at(-1);
  if (!last || !sentence || last.question || last.said.length > 2) return undefined;
  const isNext = sentence.turn === turn - 2 && speakers[turn] === last.speaker && speakers[turn - 1] !== last.speaker;
  if (!isNext || !segments[sentence.turn]!.text.trimEnd().endsWith('-') || segments[sentence.turn]!.text.trimEnd().length > sentence.words.at(-1)!.end) return undefined;
  return removeFillers(splitWords(segments[turn - 1]!.text)).length === 0 ? last : undefined;
}

/** Asks on about what was just asked: its answer says nothing without that. */
const isEmptyQuestion = ({ words }: Sentence) => /^(?:anything (?:like that|else)|any of that|like that|okay|right|yeah|really)$/.test(removeFillers(words).filter((word) => word.kind !== 'mark').map((word) => word.lower).join(' '));

const longestBefore = 30;
const pauseAt = ({ start }: Word): Word => ({ text: ',', lower: ',', start, end: start, kind: 'mark' });
const finite = /^(?:is|are|was|were|am|be|have|has|had|do|does|did|can|could|will|would|should|may|might|i|you|we|he|she|they|it|i'm|you're|we're|it's|there's|that's|\w+n't)$/;

/** "For the next couple of days.", "Which you have had before.": no thought of its own, but the end of the one before. */
function isLoose(words: readonly Word[]): boolean {
  const first = words[0]?.lower ?? '';
  if (words.length > 10 || words.length < 2) return false;
  if (first === 'which') return true;
  return /^(?:to|for|on|in|with|at|from|until|around|during|over|below|above|behind|near|including|especially|mostly|mainly|usually)$/.test(first) && !words.some(({ lower }) => finite.test(lower));
}

/** One "no" to all of "chest pain? shortness of breath?"; a "yes" leaves open to which. */
function isPlainNo(words: readonly Word[]): boolean {
  const { polarity, guarded, rest } = readAnswer(words);
  return polarity === 'no' && !guarded && rest.length === 0;
}

function asksForSymptoms({ words }: Sentence): boolean {
  const read = readQuestion(removeFillers(words));
  return read.form === 'yes-no' && read.verb === null;
}

/** "Dragon, order an echocardiogram", "dragon, she is a 43 year old …": an order and a fact, whoever is to type them. */
function withoutAddress(words: Word[]): Word[] {
  if (words[0]?.lower !== 'dragon') return words;
  const said = removeFillers(words.slice(1));
  return isCommand(said) ? [] : said;
}

/** What is said to a recorder, not to a person. */
const isCommand = (words: readonly Word[]) => /^(?:dragon\b|show\b|finalize\b|pull (?:up|in)\b|(?:can|could|will) you (?:show|pull)\b|let me see\b|remind me\b)/.test(words.slice(0, 3).map((word) => word.lower).join(' '));

const staging =
  /\b(?:(?:do|start|move on to|go into) (?:a |my |your |the )?(?:quick )?(?:physical )?exam(?:ination)?(?: real quick| on you| now)?$|take a (?:quick )?(?:look at (?:you|some of your results|your results)|listen to (?:you|a few things))|look at (?:some of )?(?:your|the) results$|let you know what i find|(?:talk|go over|tell you)(?: a little bit| a little)? about my (?:assessment|plan)|my assessment and (?:my )?plan(?: for you)?$|finalize the note|^(?:i'm|i am|my name is) (?:dr|doctor)\b|\btell dax\b|\bstart (?:by|with) (?:listening|looking|examining)|^(?:please )?use my\b.*\btemplate|^end of (?:note|recording)$|^my plan for (?:you|him|her)$|^to see you$)/;

/** Says what the visit does next, not what it finds. */
const isStaging = (words: readonly Word[]) => words.length <= 22 && staging.test(words.map(({ lower }) => lower).join(' '));

/** "sure", "sounds good": the other is listening. A question that wants yes or no gets yes or no. */
const isAcknowledgement = (words: readonly Word[]) => /^(?:sure|okay|ok|perfect|great|i see|oh i see|got it|makes sense|that makes sense|sounds? (?:good|great|fine|like a plan)|that sounds (?:good|great|fine)|thank you|thanks|alright|all right|mm-hmm|(?:hi|hello|hi there|good (?:morning|afternoon|evening))(?: (?:mr|mrs|ms|miss|dr))?(?: [a-z'-]+)?)$/.test(words.filter((word) => word.kind !== 'mark').map((word) => word.lower).join(' '));
