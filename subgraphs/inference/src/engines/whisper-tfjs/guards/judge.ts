import { compressionRatio } from './compression-ratio.ts';
import { longestRepetition } from './repetition.ts';

export type Thresholds = {
  /** Below: the decoder itself doubts its words. Natural logarithm, a token's mean. */
  leastLogProbability: number;
  mostCompression: number;
  /** Over it, with doubtful words: nobody spoke. */
  noSpeech: number;
  /** Times that a phrase may follow itself. */
  mostRepetition: number;
};

/** OpenAI's, and a rule of our own for phrases that repeat in windows too short to compress. */
export const defaultThresholds: Thresholds = { leastLogProbability: -1, mostCompression: 2.4, noSpeech: 0.6, mostRepetition: 4 };

export type Judgement =
  | 'trusted'
  /** Nobody spoke: what was decoded is invented. */
  | 'silent'
  /** Going round in circles. */
  | 'repeats'
  /** Words, but the decoder doubts them. */
  | 'doubtful';

/** Whether a window's words are worth keeping, or another temperature might find better ones. */
export function judge({ text, averageLogProbability, noSpeechProbability }: { text: string; averageLogProbability: number; noSpeechProbability: number }, thresholds: Thresholds = defaultThresholds): Judgement {
  const doubted = averageLogProbability < thresholds.leastLogProbability;
  if (noSpeechProbability > thresholds.noSpeech && doubted) return 'silent';
  const words = text.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(Boolean);
  if (words.length === 0) return 'silent';
  if (compressionRatio(text) > thresholds.mostCompression || longestRepetition(words) > thresholds.mostRepetition) return 'repeats';
  return doubted ? 'doubtful' : 'trusted';
}
