import type { Decoded } from '../decode/hypotheses.ts';
import type { Tokens } from '../tokens/tokens.ts';

/** A stretch of one window's text; frames of 20 ms from the window's start. */
export type TokenSegment = { startFrame: number; endFrame: number; tokens: number[]; logProbabilities: number[] };

export type WindowReading = {
  segments: TokenSegment[];
  /** Where the reading stopped, in frames: the decoder left the rest for the next window. Null when it read to the end. */
  stoppedAt: number | null;
};

/**
 * Cuts what was decoded at its timestamps, as Whisper's long-form reading does: a pair of timestamps parts two segments;
 * when the last pair is not followed by text, the window is read up to there, and the rest is still to be read.
 */
export function readWindow(decoded: Pick<Decoded, 'tokens' | 'logProbabilities'>, tokens: Tokens, frames: number): WindowReading {
  const all = decoded.tokens;
  const isTime = (at: number) => at >= 0 && at < all.length && all[at]! >= tokens.firstTimestamp;
  const frameOf = (token: number) => Math.min(frames, token - tokens.firstTimestamp);
  const endsWithOneTime = isTime(all.length - 1) && !isTime(all.length - 2);
  const cuts = all.flatMap((_, at) => (isTime(at) && isTime(at - 1) ? [at] : []));
  const piece = (from: number, to: number, startFrame: number, endFrame: number): TokenSegment[] => {
    const text = Array.from({ length: to - from }, (_, offset) => from + offset).filter((at) => !tokens.isSpecial(all[at]!));
    if (text.length === 0) return [];
    return [{ startFrame: Math.min(startFrame, endFrame), endFrame, tokens: text.map((at) => all[at]!), logProbabilities: text.map((at) => decoded.logProbabilities[at]!) }];
  };

  if (cuts.length === 0) {
    const times = all.filter((token) => token >= tokens.firstTimestamp);
    const start = isTime(0) ? frameOf(all[0]!) : 0;
    const last = times.at(-1);
    const end = last !== undefined && frameOf(last) > start ? frameOf(last) : frames;
    return { segments: piece(0, all.length, start, end), stoppedAt: null };
  }
  const ends = endsWithOneTime ? [...cuts, all.length] : cuts;
  let from = 0;
  const segments = ends.flatMap((end) => {
    const start = isTime(from) ? frameOf(all[from]!) : 0;
    const found = piece(from, end, start, frameOf(all[end - 1]!));
    from = end;
    return found;
  });
  return { segments, stoppedAt: endsWithOneTime ? null : frameOf(all[cuts.at(-1)! - 1]!) };
}
