import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSound, soundFromBytes } from './index.ts';
import type { DecodedSound } from './index.ts';
import { joined, stereoWav, tone, wav } from './tones.ts';

async function heard(bytes: Uint8Array): Promise<{ sound: DecodedSound; samples: Float32Array }> {
  const sound = await decodeSound(soundFromBytes(bytes), { maxDurationMs: 60_000 });
  const pieces: Float32Array[] = [];
  for await (const piece of sound.samples()) pieces.push(piece);
  await sound.close();
  return { sound, samples: joined(...pieces) };
}

const second = (rate: number) => new Float32Array(rate);

it.each([8_000, 16_000, 44_100, 48_000])('says which of two channels spoke when, at %i Hz', async (rate) => {
  const left = joined(tone(300, 1, rate, 0.5), second(rate), tone(300, 1, rate, 0.1));
  const right = joined(second(rate), tone(400, 1, rate, 0.5), tone(400, 1, rate, 0.1));
  const { sound, samples } = await heard(stereoWav(left, right, rate));
  const first = sound.channelLoudness(100, 900)!;
  expect(first.leftDb).toBeCloseTo(-9, 0);
  expect(first.rightDb).toBeLessThan(-80);
  const next = sound.channelLoudness(1_100, 1_900)!;
  expect(next.rightDb).toBeCloseTo(-9, 0);
  expect(next.leftDb).toBeLessThan(-80);
  const both = sound.channelLoudness(2_100, 2_900)!;
  expect(both.leftDb).toBeCloseTo(both.rightDb, 1);
  expect(sound.channelLoudness(10_000, 11_000)).toBeNull();
  // What the engines hear is the mix, as before.
  expect(Math.max(...samples.subarray(2_000, 14_000))).toBeCloseTo(0.25, 1);
});

it('hears the same in both channels of a dual-mono file, and nothing in one channel', async () => {
  const twice = (await heard(wav(tone(300, 1, 16_000), 16_000, 2))).sound.channelLoudness(0, 1_000)!;
  expect(twice.leftDb).toBe(twice.rightDb);
  expect((await heard(wav(tone(300, 1, 16_000), 16_000, 1))).sound.channelLoudness(0, 1_000)).toBeNull();
  expect((await heard(wav(second(16_000), 16_000, 2))).sound.channelLoudness(0, 1_000)).toBeNull();
  const mp3 = (await heard(readFileSync(join(__dirname, '../fixtures/good-morning.mp3')))).sound.channelLoudness(500, 2_000)!;
  expect(Math.abs(mp3.leftDb - mp3.rightDb)).toBeLessThan(0.5);
  expect(mp3.leftDb).toBeGreaterThan(-40);
});
