import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSound, soundFromBytes, utterancesOf } from './index.ts';
import type { Utterance } from './index.ts';
import { babble, hiss, joined, tone } from './tones.ts';

const rate = 16_000;
const quiet = (seconds: number) => new Float32Array(seconds * rate);

async function heard(samples: Float32Array, piece = 4_096): Promise<Utterance[]> {
  async function* pieces() {
    for (let at = 0; at < samples.length; at += piece) yield samples.subarray(at, at + piece);
  }
  return Array.fromAsync(utterancesOf(pieces()));
}

const mixed = (a: Float32Array, b: Float32Array) => a.map((sample, i) => sample + (b[i] ?? 0));

describe('voice activity', () => {
  it.each([
    ['nothing', new Float32Array(0)],
    ['silence', quiet(10)],
    ['a constant offset', new Float32Array(5 * rate).fill(0.3)],
    ['hiss', hiss(40, rate)],
    ['a beep', joined(quiet(2), tone(440, 1, rate), quiet(2))],
    ['a hum', tone(100, 20, rate, 0.1)],
    ['a slamming door', joined(quiet(2), hiss(0.3, rate, 0.8), quiet(2))],
    ['a click', joined(quiet(1), new Float32Array(20).fill(0.9), quiet(1))],
  ])('%s is not speech', async (_, samples) => {
    expect(await heard(samples)).toEqual([]);
  });

  it('finds speech between pauses with its times', async () => {
    const utterances = await heard(joined(quiet(3), babble(2, rate), quiet(2), babble(1.5, rate), quiet(40.5), babble(1, rate)));
    expect(utterances.map(({ startMs, endMs }) => [Math.round(startMs / 1000), Math.round(endMs / 1000)])).toEqual([[3, 5], [7, 9], [49, 50]]);
    for (const { startMs, endMs, samples } of utterances) expect(samples.length / 16).toBe(endMs - startMs);
  });

  it('hears speech over the noise of a room', async () => {
    const samples = mixed(hiss(12, rate, 0.02), joined(quiet(4), babble(3, rate), quiet(5)));
    const utterances = await heard(samples);
    expect(utterances).toHaveLength(1);
    expect(utterances[0]!.startMs).toBeGreaterThan(3_500);
    expect(utterances[0]!.endMs).toBeLessThan(7_500);
  });

  it('cuts speech without a pause, and loses none of it', async () => {
    const utterances = await heard(babble(70, rate));
    expect(Math.max(...utterances.map(({ startMs, endMs }) => endMs - startMs))).toBeLessThanOrEqual(20_500);
    const covered = utterances.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    expect(covered).toBeGreaterThan(69_000);
    for (const [i, { startMs }] of utterances.entries()) if (i > 0) expect(startMs).toBeGreaterThanOrEqual(utterances[i - 1]!.endMs);
  });

  it('does not depend on how the sound is cut into pieces', async () => {
    const samples = joined(quiet(1), babble(33, rate), quiet(1));
    expect((await heard(samples, 333)).map(({ startMs, endMs }) => [startMs, endMs])).toEqual((await heard(samples)).map(({ startMs, endMs }) => [startMs, endMs]));
  });

  it('hears the voice of the fixtures', async () => {
    const sound = await decodeSound(soundFromBytes(readFileSync(join(__dirname, '../fixtures/good-morning.ogg'))), { maxDurationMs: 60_000 });
    const utterances = await Array.fromAsync(utterancesOf(sound.samples()));
    await sound.close();
    expect(utterances.length).toBeGreaterThan(0);
    expect(utterances.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0)).toBeGreaterThan(1_500);
  });
});
