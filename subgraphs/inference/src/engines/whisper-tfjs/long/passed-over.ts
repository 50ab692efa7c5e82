/** From `start` up to `end`, both in samples of the recording. */
export type Span = { start: number; end: number };

/** Less than this is a breath or a chair. Samples at 16 kHz. */
const leastSpeech = 6_400;
/** An utterance is read when this share of it lies in what was read: times are not exact. */
const leastShare = 0.2;

/** The utterances of which the decoder said nothing though it went past them. */
export function passedOver(utterances: readonly Span[], read: readonly Span[]): Span[] {
  return utterances.filter(({ start, end }) => {
    if (end - start < leastSpeech) return false;
    const covered = read.reduce((sum, one) => sum + Math.max(0, Math.min(end, one.end) - Math.max(start, one.start)), 0);
    return covered < leastShare * (end - start);
  });
}
