import type { HeardWord } from './decoder-process.ts';

/** Whole words take 100 to 800 ms; a recogniser that must find words in a chord or a cough finds one that takes seconds. */
const longestWordMs = 1_300;
/** What a single doubtful word in a noise scores at most. */
const doubtful = 0.3;
/** English is spoken at two to five words a second, hesitantly at one. */
const fewestWordsASecond = 0.5;

/**
 * Guards against words invented from sound that is no speech. It judges an utterance as a whole: a doubtful word inside a
 * plausible sentence stays, with its confidence.
 */
export function isPlausibleSpeech(words: readonly HeardWord[]): boolean {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return false;
  const meanConfidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  if (words.length <= 2 && meanConfidence < doubtful) return false;
  const seconds = (last.endMs - first.startMs) / 1000;
  if (seconds > 2 && words.length / seconds < fewestWordsASecond) return false;
  const stretched = words.filter((word) => word.endMs - word.startMs > longestWordMs).length;
  return stretched < words.length / 2;
}
