import { engineRate } from './decode-sound.ts';

export const frameMs = 20;
export const frameSamples = (engineRate * frameMs) / 1000;

export type Frame = { index: number; samples: Float32Array; energyDb: number };

/** Cuts a sound into 20 ms frames with their loudness; the last one is filled up with silence. */
export async function* framesOf(pieces: AsyncIterable<Float32Array> | Iterable<Float32Array>): AsyncGenerator<Frame, void> {
  let frame = new Float32Array(frameSamples);
  let filled = 0;
  let index = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + frameSamples - filled);
      frame.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < frameSamples) continue;
      yield { index, samples: frame, energyDb: loudness(frame) };
      frame = new Float32Array(frameSamples);
      filled = 0;
      index += 1;
    }
  }
  if (filled > 0) yield { index, samples: frame, energyDb: loudness(frame) };
}

/** dBFS of the frame's changes from sample to sample's mean: a constant offset is silence. */
function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample;
  const mean = sum / samples.length;
  let power = 0;
  for (const sample of samples) power += (sample - mean) ** 2;
  return 10 * Math.log10(power / samples.length + 1e-10);
}

/** Hz: from a low man's voice to a child's. */
const lowestPitch = 70;
const highestPitch = 400;
const periodicity = 0.5;

/** Whether the vocal cords swing: the frame resembles itself one period later (normalised autocorrelation). */
export function isVoiced({ samples }: Frame): boolean {
  // Every second sample: pitch needs no treble.
  const step = 2;
  const shortest = Math.floor(engineRate / highestPitch / step);
  const longest = Math.floor(engineRate / lowestPitch / step);
  const length = Math.floor(samples.length / step);
  for (let lag = shortest; lag <= Math.min(longest, length - 20); lag += 1) {
    let product = 0;
    let left = 0;
    let right = 0;
    for (let i = 0; i + lag < length; i += 1) {
      const a = samples[i * step]!;
      const b = samples[(i + lag) * step]!;
      product += a * b;
      left += a * a;
      right += b * b;
    }
    if (product > periodicity * Math.sqrt(left * right) && product > 0) return true;
  }
  return false;
}
