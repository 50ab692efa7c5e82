import type { HeardSegment } from '../transcribe/recording-reader.ts';
import { endsSentence } from './sentences.ts';

/** Milliseconds. Between two parts of a sentence nobody pauses for longer. */
const longestBreath = 300;
const longestSentence = 20_000;

/**
 * Whisper's timestamps, and the ends of windows, may lie within a sentence: "start you on" and "10 mg once a day" are
 * one order. What follows at once, and is no beginning, belongs to what was said before. In the order of the recording.
 */
export function joinSentences(segments: readonly HeardSegment[]): HeardSegment[] {
  const joined: HeardSegment[] = [];
  for (const segment of segments) {
    const before = joined.at(-1);
    if (before && goesOn(before, segment)) joined[joined.length - 1] = together(before, segment);
    else joined.push(segment);
  }
  return joined;
}

function goesOn(before: HeardSegment, next: HeardSegment): boolean {
  return (
    before.language === next.language &&
    next.startMs - before.endMs <= longestBreath &&
    next.endMs - before.startMs <= longestSentence &&
    /^[\p{Ll}\p{N}]/u.test(next.text) &&
    !endsSentence(before.text.split(' ').at(-1)!)
  );
}

function together(before: HeardSegment, next: HeardSegment): HeardSegment {
  const [many, more] = [Math.max(1, before.words.length), Math.max(1, next.words.length)];
  return {
    ...before,
    endMs: Math.max(before.endMs, next.endMs),
    text: `${before.text} ${next.text}`,
    confidence: Math.round((1_000 * (before.confidence * many + next.confidence * more)) / (many + more)) / 1_000,
    words: [...before.words, ...next.words],
  };
}
