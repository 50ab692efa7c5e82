import { createNumbers } from '../decode/seeded-numbers.ts';

/** Something like speech to a spectrum, at 16 kHz: a gliding buzz that swells by syllables, over faint noise. */
export function makeSound(samples: number, seed: number): Float32Array {
  const numbers = createNumbers(seed);
  const pitch = 90 + 120 * numbers.uniform();
  let phase = 0;
  return Float32Array.from({ length: samples }, (_, at) => {
    const seconds = at / 16_000;
    phase += ((pitch + 25 * triangle(seconds * 0.7)) / 16_000) % 1;
    const syllable = Math.max(0, triangle(seconds * 3.1 + seed)) ** 2;
    // A sawtooth has all harmonics, as a voice has.
    return 0.35 * syllable * (2 * (phase % 1) - 1) + 0.003 * numbers.normal();
  });
}

/** -1..1, period 1 */
const triangle = (x: number) => 4 * Math.abs(x - Math.floor(x + 0.5)) - 1;
