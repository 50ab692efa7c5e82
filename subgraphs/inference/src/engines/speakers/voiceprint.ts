import { pitchOf } from './pitch.ts';
import { cepstraCount, cepstraOf, frameSamples } from './spectrum.ts';

/** What is kept of an utterance's sound: some 200 bytes from which no word can be heard. */
export type Voiceprint = {
  /** Means and variances over voiced frames of cepstra 1..12. */
  means: readonly number[];
  variances: readonly number[];
  /** Median, semitones above 1 Hz. */
  pitch: number;
  /** Each stands for 20 ms. */
  voicedFrames: number;
};

/** 20 ms at 16 kHz. */
const hop = 320;
/** Less than 0.4 s of vowels says more of the vowel than of the voice. */
const leastVoiced = 20;
/** Power below the utterance's loudest frame: what is quieter is the room. About 30 dB. */
const quietest = 1e-3;

/** The voice of one utterance (16 kHz mono, any loudness), or null where too little of it is voiced. */
export function voiceprintOf(samples: Float32Array): Voiceprint | null {
  const starts = Array.from({ length: Math.max(0, Math.floor((samples.length - 2 * hop) / hop)) }, (_, index) => index * hop);
  const powers = starts.map((start) => powerOf(samples, start));
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const pitches: number[] = [];
  const sums = new Float64Array(cepstraCount);
  const squares = new Float64Array(cepstraCount);
  for (const [index, start] of starts.entries()) {
    if (!(powers[index]! > loudest * quietest)) continue;
    const pitch = pitchOf(samples, start);
    if (pitch === null) continue;
    pitches.push(pitch);
    cepstraOf(samples, start).forEach((value, c) => {
      sums[c]! += value;
      squares[c]! += value * value;
    });
  }
  const count = pitches.length;
  if (count < leastVoiced) return null;
  const means = Array.from(sums, (sum) => sum / count);
  const variances = Array.from(squares, (square, c) => Math.max(1e-6, square / count - means[c]! ** 2));
  return { means, variances, pitch: pitches.sort((a, b) => a - b)[count >> 1]!, voicedFrames: count };
}

function powerOf(samples: Float32Array, start: number): number {
  let power = 0;
  for (let i = start; i < start + frameSamples; i += 1) power += (samples[i] ?? 0) ** 2;
  return Number.isFinite(power) ? power : 0;
}
