const rate = 16_000;
/** Every second sample: pitch needs no treble. */
const step = 2;
const lowestHz = 70;
const highestHz = 400;
const leastPeriodicity = 0.6;

/**
 * Pitch of 40 ms from `from` on in semitones above 1 Hz, or null where no vocal cords swing. The shortest lag that is
 * nearly as good as the best one: half of a voice's pitch fits as well as its pitch.
 */
export function pitchOf(samples: Float32Array, from: number): number | null {
  const length = 320;
  if (from < 0 || from + length * step > samples.length) return null;
  const shortest = Math.floor(rate / step / highestHz);
  const longest = Math.ceil(rate / step / lowestHz);
  const likeness = new Float64Array(longest + 2);
  let best = 0;
  for (let lag = shortest - 1; lag <= longest + 1; lag += 1) {
    let product = 0;
    let left = 1e-9;
    let right = 1e-9;
    for (let i = 0; i + lag < length; i += 1) {
      const a = samples[from + i * step]!;
      const b = samples[from + (i + lag) * step]!;
      product += a * b;
      left += a * a;
      right += b * b;
    }
    likeness[lag] = product / Math.sqrt(left * right);
    if (lag >= shortest && lag <= longest) best = Math.max(best, likeness[lag]!);
  }
  if (best < leastPeriodicity) return null;
  for (let lag = shortest; lag <= longest; lag += 1) {
    const here = likeness[lag]!;
    if (here >= 0.9 * best && here >= likeness[lag - 1]! && here >= likeness[lag + 1]!) {
      const curve = likeness[lag - 1]! - 2 * here + likeness[lag + 1]!;
      const exact = curve < 0 ? lag + (likeness[lag - 1]! - likeness[lag + 1]!) / (2 * curve) : lag;
      return 12 * Math.log2(rate / step / exact);
    }
  }
  return null;
}
