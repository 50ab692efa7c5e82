import type { TimedWord } from '../words/words.ts';
import type { TokenSegment } from './segments.ts';

export type TimedSegment = { segment: TokenSegment; words: readonly TimedWord[] };

/** Frames. A pause so long parts what is said, whatever the punctuation. */
const longPause = 50;
const sentenceEnd = /[.?!…。？！]["'”’)\]]*$/u;
const abbreviation = /^["'“‘([]*(?:dr|mr|mrs|ms|prof|st|jr|sr|vs|no|approx|e\.g|i\.e|etc|\p{L})\.$/iu;

/**
 * A segment cut into its sentences, by the times of its words. The decoder's own timestamps part what is said only where
 * they come, and with a prompt hardly any do: then half a minute of two people would be one segment.
 * @param words of all of the segment's tokens, in order; else it stays whole
 */
export function sentencesOf(segment: TokenSegment, words: readonly TimedWord[]): TimedSegment[] {
  if (words.at(-1)?.to !== segment.tokens.length) return [{ segment, words }];
  const parts: TimedSegment[] = [];
  let first = 0;
  words.forEach((word, at) => {
    const next = words[at + 1];
    if (next && !endsHere(word, next)) return;
    const [from, to] = [first === 0 ? 0 : words[first]!.from, word.to];
    parts.push({
      segment: {
        startFrame: first === 0 ? segment.startFrame : words[first]!.startFrame,
        endFrame: next ? word.endFrame : segment.endFrame,
        tokens: segment.tokens.slice(from, to),
        logProbabilities: segment.logProbabilities.slice(from, to),
      },
      words: words.slice(first, at + 1),
    });
    first = at + 1;
  });
  return parts;
}

function endsHere(word: TimedWord, next: TimedWord): boolean {
  if (next.startFrame - word.endFrame >= longPause) return true;
  return endsSentence(word.text) && !/^\p{Ll}/u.test(next.text);
}

/** Whether a sentence may end with this word, punctuation included. */
export const endsSentence = (word: string): boolean => sentenceEnd.test(word) && !abbreviation.test(word);
