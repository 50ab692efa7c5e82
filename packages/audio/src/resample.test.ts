import { createResampler } from './resample.ts';
import { tone } from './tones.ts';

function resampled(samples: Float32Array, from: number, to: number, piece: number): Float32Array {
  const resampler = createResampler(from, to);
  const output: number[] = [];
  for (let at = 0; at < samples.length; at += piece) output.push(...resampler.push(samples.subarray(at, at + piece)));
  output.push(...resampler.flush());
  return Float32Array.from(output);
}

/** Signal to error in dB, the edges left out. */
function quality(actual: Float32Array, wanted: Float32Array): number {
  let signal = 0;
  let error = 0;
  for (let i = 400; i < wanted.length - 400; i += 1) {
    signal += wanted[i]! ** 2;
    error += (wanted[i]! - actual[i]!) ** 2;
  }
  return 10 * Math.log10(signal / (error + 1e-20));
}

describe('resampling to 16 kHz', () => {
  it.each([8_000, 11_025, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000])('keeps a 1 kHz tone from %i Hz, its length and its phase', (from) => {
    const actual = resampled(tone(1_000, 0.5, from), from, 16_000, 1_000);
    expect(Math.abs(actual.length - 8_000)).toBeLessThanOrEqual(1);
    expect(quality(actual, tone(1_000, 0.5, 16_000))).toBeGreaterThan(60);
  });

  it('removes what 16 kHz cannot hold instead of folding it into the speech', () => {
    const actual = resampled(tone(11_000, 0.5, 48_000), 48_000, 16_000, 4_096);
    const loudest = Math.max(...actual.subarray(400, -400).map(Math.abs));
    expect(20 * Math.log10(loudest / 0.5)).toBeLessThan(-60);
  });

  it('does not depend on how the sound is cut into pieces', () => {
    const sound = tone(440, 0.3, 44_100);
    const whole = resampled(sound, 44_100, 16_000, sound.length);
    expect(resampled(sound, 44_100, 16_000, 7)).toEqual(whole);
    expect(resampled(sound, 44_100, 16_000, 1_152)).toEqual(whole);
  });
});
