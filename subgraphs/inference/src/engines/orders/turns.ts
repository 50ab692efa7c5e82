import type { Evidence, Speaker, TranscriptSegment } from '@dra/events';
import { readPhrase, type Phrase } from '@dra/sig';
import { clausesOf } from './clauses.ts';

/** What one speaker said without a break, across the segments that a recogniser cut it into. */
export type Turn = {
  speaker: Speaker;
  original: string;
  phrase: Phrase;
  sentences: readonly Sentence[];
  parts: readonly { segment: TranscriptSegment; offset: number }[];
};

/** A stretch of the turn's phrase; `question` where it asks. */
export type Sentence = { from: number; to: number; text: string; question: boolean };

/** `begins` names segments that somebody marked as a new utterance: a recogniser's segments go on where the last one ended. */
export const turnsOf = (segments: readonly TranscriptSegment[], begins: ReadonlySet<string> = new Set()): Turn[] => {
  const groups: TranscriptSegment[][] = [];
  for (const segment of segments) {
    const last = groups.at(-1);
    if (last && last[0]?.speaker === segment.speaker && !begins.has(segment.id)) last.push(segment);
    else groups.push([segment]);
  }
  return groups.map((group) => {
    const parts: { segment: TranscriptSegment; offset: number }[] = [];
    let original = '';
    const breaks: number[] = [];
    for (const segment of group) {
      if (original !== '') original += '\n';
      if (original !== '' && beginsAnew.test(segment.text)) breaks.push(original.length);
      parts.push({ segment, offset: original.length });
      original += segment.text;
    }
    const phrase = readPhrase(original);
    return { speaker: group[0]?.speaker ?? 'UNKNOWN', original, phrase, sentences: sentencesOf(phrase.text, positionsOf(phrase, breaks)), parts };
  });
};

/** Where stretches of the original begin in the phrase. */
const positionsOf = (phrase: Phrase, starts: readonly number[]): number[] => {
  let at = 0;
  return starts.flatMap((start) => {
    while (at < phrase.tokens.length && (phrase.tokens[at]?.start ?? 0) < start) at += 1;
    const position = phrase.starts[at];
    return position === undefined ? [] : [position];
  });
};

/** Does a line begin a new thought? A recogniser cuts anywhere; a person who writes begins a line with a capital. */
const beginsAnew = /^\s*(?:[-*•]|[A-Z0-9]|(?:if|and|so|okay|ok|you|use|take|i'm|i'll|let's|we'll|we|i|then|but|for|also|please|no|yes|stop|start|continue|keep|hold|your|go ahead|alright|now)\b)/;

/** Nobody says a longer one; a text without a full stop is cut, so that its cost grows with its length and no faster. */
const longestSentence = 4000;

const sentencesOf = (text: string, breaks: readonly number[]): Sentence[] => {
  const sentences: Sentence[] = [];
  let from = 0;
  // A mark stands alone between spaces; the point in `#2.5` does not.
  for (const match of text.matchAll(/(?<=^| )[.?!;](?: [.?!;])*(?= |$)|$/g)) {
    const to = match.index;
    // A pause ("continue you on this ... on the Synthroid") and a point inside a number are no end.
    if (/^\.(?: \.)+$/.test(match[0]) || (match[0] === '.' && /[#%]\d+ $/.test(text.slice(Math.max(0, to - 8), to)) && /^ [#%]\d/.test(text.slice(to + 1, to + 4)))) continue;
    if (match[0] === '.' && /(?:^| )(?:dr|mr|mrs|ms|st|vs|no)\s?$/.test(text.slice(Math.max(from, to - 5), to))) continue;
    for (const end of [...breaks.filter((at) => at > from && at < to), to]) {
      const body = text.slice(from, end);
      if (body.length > longestSentence) sentences.push(...chunks(text, from, end));
      else if (body.trim() !== '') sentences.push({ from, to: end, text: body, question: end === to && match[0].includes('?') && !endsInTag.test(body.trim()) });
      from = end;
    }
    from = to + match[0].length;
  }
  return sentences.flatMap(clausesOf).map((sentence) => ({ ...sentence, question: sentence.question || (sentence.text.length < 160 && asks.test(sentence.text.trim())) }));
};

const chunks = (text: string, from: number, to: number): Sentence[] => {
  const parts: Sentence[] = [];
  for (let start = from; start < to; ) {
    const space = text.lastIndexOf(' ', Math.min(to, start + longestSentence));
    const end = to - start <= longestSentence ? to : space > start ? space : start + longestSentence;
    parts.push({ from: start, to: end, text: text.slice(start, end), question: false });
    start = end;
  }
  return parts;
};

/** "..., okay?" asks for a nod, not for an answer. */
const endsInTag = /,? (?:okay|ok|alright|all right|right|yeah|sound good|(?:does|is) that (?:sound|seem|work|be)?(?: \w+){0,4}|sounds? (?:good|okay)(?: to you)?|if that's (?:okay|ok|alright)(?: with you)?)$/;
/** Without marks, as recognisers write (a whole monologue is no question for its first word): a question begins with its verb or its question word. */
const asks =
  /^(?:(?:and|so|okay|well|um|uh|now|but|alright) ,? ?)*(?:(?:are|is|do|does|did|have|has|had|were|was|would|could|can|should) (?:you|he|she|they|we|i|it|your|the|that|there|dr|doctor|somebody|someone|anyone|anybody)\b|(?:what|when|how|why|which|who|where)\b(?! (?:i|we)(?:'d|'ll|'m|'re| am| are| do (?:want|need|think)| really want| want| wanna| need| would| will| think)))/;

/** Where in the speech a stretch of a turn's phrase was said; several pieces where it crosses segments. */
export const evidenceOf = (turn: Turn, from: number, to: number, score: number): Evidence[] => {
  const { start, end } = turn.phrase.source(from, to);
  return turn.parts.flatMap(({ segment, offset }) => {
    const charStart = Math.max(0, start - offset);
    const charEnd = Math.min(segment.text.length, end - offset);
    if (charStart >= charEnd) return [];
    return [{ segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, charStart, charEnd, score }];
  });
};

/** The words as they were said. */
export const saidIn = (turn: Turn, from: number, to: number): string => {
  const { start, end } = turn.phrase.source(from, to);
  return turn.original.slice(start, end).replace(/\s+/g, ' ').trim();
};

/** The least sure of the segments behind a stretch; null for a transcript written by people. */
export const confidenceOf = (turn: Turn, from: number, to: number): number | null => {
  const { start, end } = turn.phrase.source(from, to);
  const values = turn.parts
    .filter(({ segment, offset }) => offset < end && start < offset + segment.text.length)
    .map(({ segment }) => segment.confidence)
    .filter((value) => value !== null);
  return values.length === 0 ? null : Math.min(...values);
};
