import type { TranscriptSegment } from '@dra/events';
import { splitWords } from './words.ts';
import type { Word } from './words.ts';

/** A stretch of one segment that says one thing, with its words as they were said. */
export type Sentence = {
  segment: TranscriptSegment;
  /** Position of the segment in the transcript's order. */
  turn: number;
  words: Word[];
};

const titles = new Set(['q', 'dr', 'mr', 'mrs', 'ms', 'st', 'vs', 'no', 'approx']);
/** A run longer than this without a full stop was transcribed without punctuation: look for joints. */
const longRun = 24;
/** A part of a long run has at least this many words. */
const shortestPart = 7;
/** A condition or a doubt is taken to reach this many words. */
const longDoubt = 30;
/** Nobody says more in one breath; also what bounds a text of megabytes without a line break. */
const longestRun = 60;

export function splitSentences(segment: TranscriptSegment, turn: number): Sentence[] {
  const sentences: Sentence[] = [];
  const push = (words: Word[]) => {
    if (words.some((word) => word.kind !== 'mark')) sentences.push({ segment, turn, words });
  };
  let run: Word[] = [];
  const words = splitWords(segment.text);
  const hasLines = segment.text.includes('\n');
  for (const [index, word] of words.entries()) {
    const before = run.at(-1);
    if (hasLines && before && segment.text.slice(before.end, word.start).includes('\n')) {
      push(run);
      run = [];
    }
    run.push(word);
    if (endsSentence(words, index)) {
      push(run);
      run = [];
    }
  }
  push(run);
  return sentences.flatMap((sentence) => splitLongRun(sentence.words).map((part) => ({ segment, turn, words: part })));
}

function endsSentence(words: Word[], index: number): boolean {
  const word = words[index]!;
  if (word.text === '?' || word.text === '!' || word.text === ';') return true;
  if (word.text !== '.' && word.text !== '…') return false;
  const before = words[index - 1];
  const after = words[index + 1];
  if (after?.text === '.') return false;
  if (before && titles.has(before.lower)) return false;
  // "ninety eight . two": a spoken decimal point.
  if (before && after && isSpokenNumber(before.lower) && isSpokenNumber(after.lower)) return false;
  // "... hard to cook": a pause, unless a capital says otherwise.
  if (before?.text === '.' && after && after.text === after.lower) return false;
  return true;
}

const spokenNumber = /^(?:\d+|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)$/;
const isSpokenNumber = (lower: string) => spokenNumber.test(lower);

const openers = new Set(['okay', 'ok', 'alright']);
const joints = new Set(['and', 'so', 'but', 'then', 'because', 'now', 'well']);
const subjects = new Set(['i', "i'm", "i've", "i'll", "i'd", 'you', "you're", "you've", 'we', "we're", "we'll", "we've", 'it', "it's", 'he', 'she', 'they', 'your', 'my', 'the', 'that', "that's", 'there', "there's", 'this', "let's", 'let', 'for', 'on', 'when', 'if', 'what', 'how', 'do', 'does', 'did', 'are', 'is', 'have', 'has', 'any']);

function splitLongRun(words: Word[]): Word[][] {
  if (words.length <= longRun) return [words];
  const parts: Word[][] = [];
  let from = 0;
  for (let index = 1; index < words.length; index += 1) {
    const soFar = index - from;
    const left = words.length - index;
    // "I'm not sure if it's the season and I'm getting a cold": doubt reaches over the joint.
    const doubted = soFar < longDoubt && words.slice(from, index).some(({ lower }) => /^(?:if|whether|unless)$/.test(lower));
    if (soFar >= longestRun || (left >= 3 && soFar >= shortestBeforeTurn && isTurn(words, index)) || (!doubted && soFar >= shortestPart && left >= 4 && isJoint(words, index))) {
      parts.push(words.slice(from, index));
      from = index;
    }
  }
  parts.push(words.slice(from));
  return parts;
}

/** Begins something new without any joint. */
const beginning = /^(?:i (?:want|would|do|don't|also|appreciate|think|did|see|feel|know)|i'd (?:like|also)|i'm (?:going|gonna|also)|i've|let's|let me|we (?:might|will|can|did|have)|we'll|we're|we've|(?:do|did|are|have|can|could|were) you|does (?:it|that)|is (?:there|it)|you (?:do|have|had|said|mentioned|can|are|were|should)|you're|you've|there (?:is|are|was)|there's|it's|it (?:is|does|was|looks)|on your|listening to|looking at|for your|for the|as far|in terms|for (?:problem|number)|any (?:pain|fever|nausea|chest|shortness|numbness|swelling|other|issues|problems|changes|history|recent))\b/;

/** Begins something new however little came before it. */
const turn = /^(?:hey dragon|so (?:tell|let's|let|on exam|based on|looking at)|okay so|okay (?:and|now|on|your|let|i|we|the|any|do|have|are|it)|alright so|in summary)\b/;
const shortestBeforeTurn = 3;
const isTurn = (words: Word[], index: number) => turn.test(words.slice(index, index + 3).map(({ lower }) => lower).join(' ')) && !joints.has(words[index - 1]!.lower) && !openers.has(words[index - 1]!.lower);

function isJoint(words: Word[], index: number): boolean {
  const word = words[index]!;
  const before = words[index - 1]!;
  if (!joints.has(before.lower) && !/^(?:what|how|when|where|why|that|which|if|because|as|than|the|a|an|your|my|of|to|for|with|in|on|at|from|by|about|think|know|say|said|says|see|like|who|while|after|before|until|since|i|you|we|they|he|she|it|can|will|not|don't|is|are|was|were|be|been|do|does|did|have|has|had|things|thing|time|something|anything|everything|medications|sure|hope|glad|way|all|so|unless|believe|feel|want|guess|mean|though|although|,)$/.test(before.lower) && beginning.test(`${word.lower} ${words[index + 1]?.lower ?? ''}`)) return true;
  if (openers.has(word.lower)) return !openers.has(before.lower);
  if (!joints.has(word.lower) || joints.has(before.lower)) return false;
  const next = words[index + 1];
  const afterNext = words[index + 2];
  if (!next) return false;
  if (joints.has(next.lower)) return afterNext !== undefined && subjects.has(afterNext.lower);
  return subjects.has(next.lower);
}
