import type { Span } from './passed-over.ts';

/**
 * What was said, without the silence before and after it: words are aligned end to end, and a pause lies in one of them.
 * Where voice activity heard nothing at all it stays as it is.
 */
export function withinSpeech({ start, end }: Span, speech: readonly Span[]): Span {
  const touched = speech.filter((one) => one.end > start && one.start < end);
  const [first, last] = [touched[0], touched.at(-1)];
  return first && last ? { start: Math.max(start, first.start), end: Math.min(end, last.end) } : { start, end };
}
