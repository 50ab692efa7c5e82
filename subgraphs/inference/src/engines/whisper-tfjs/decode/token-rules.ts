import type { WhisperConfiguration } from '../checkpoint/configuration.ts';
import type { Tokens } from '../tokens/tokens.ts';

export type TokenRules = {
  /**
   * Makes -Infinity of every score of `scores` (one row, changed in place) that may not follow `said`, what was decoded
   * after the prompt.
   */
  apply(scores: Float32Array, said: readonly number[]): void;
};

/**
 * Whisper's rules for what may follow: tokens that are never speech are suppressed; timestamps come first, in pairs,
 * and never go back; and where all timestamps together are likelier than any word, one of them it must be.
 */
export function createTokenRules(configuration: WhisperConfiguration, tokens: Tokens): TokenRules {
  const { firstTimestamp, end, noTimestamps } = tokens;
  const special = [tokens.start, tokens.previous, tokens.noSpeech, tokens.transcribe, noTimestamps, ...tokens.languages.values()];
  const never = [...new Set([...configuration.suppressed, ...special])].filter((token) => token !== null);
  // A model may have rows beyond the last timestamp, which mean nothing.
  const beyond = tokens.lastTimestamp + 1;
  const latestFirst = Math.min(tokens.lastTimestamp, firstTimestamp + configuration.latestFirstTimestamp);

  return {
    apply(scores, said) {
      for (const token of never) scores[token] = -Infinity;
      scores.fill(-Infinity, beyond);
      if (said.length === 0) {
        for (const token of configuration.suppressedAtStart) scores[token] = -Infinity;
        scores.fill(-Infinity, 0, firstTimestamp);
        scores.fill(-Infinity, latestFirst + 1);
        return;
      }
      const wasTimestamp = said.at(-1)! >= firstTimestamp;
      const beforeWasTimestamp = said.length < 2 || said.at(-2)! >= firstTimestamp;
      if (wasTimestamp && beforeWasTimestamp) scores.fill(-Infinity, firstTimestamp);
      else if (wasTimestamp) scores.fill(-Infinity, 0, end);
      const last = said.findLast((token) => token >= firstTimestamp);
      // Only a pair's second half may repeat a time.
      if (last !== undefined) scores.fill(-Infinity, firstTimestamp, wasTimestamp && !beforeWasTimestamp ? last : last + 1);
      if (timestampsAreLikelier(scores, firstTimestamp, beyond)) scores.fill(-Infinity, 0, firstTimestamp);
    },
  };
}

function timestampsAreLikelier(scores: Float32Array, first: number, beyond: number): boolean {
  let word = -Infinity;
  for (let token = 0; token < first; token += 1) if (scores[token]! > word) word = scores[token]!;
  let top = -Infinity;
  for (let token = first; token < beyond; token += 1) if (scores[token]! > top) top = scores[token]!;
  if (top === -Infinity) return false;
  let sum = 0;
  for (let token = first; token < beyond; token += 1) sum += Math.exp(scores[token]! - top);
  return top + Math.log(sum) > word;
}
