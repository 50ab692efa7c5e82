import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSound, soundFromBytes } from '../index.ts';
import { babble, joined, stereoWav, wav, wavHeader } from '../tones.ts';
import { readSections } from './read-sections.ts';
import type { HearingCursor, Section } from './read-sections.ts';

const quiet = (seconds: number, rate = 16_000) => new Float32Array(seconds * rate);
const speech = (rate: number) => joined(quiet(0.5, rate), babble(8, rate), quiet(1, rate), babble(3, rate));
const open = wav(speech(16_000));
wavHeader({ format: 1, channels: 1, rate: 16_000, bits: 16, dataBytes: 0xffffffff }).copy(open);
/** With how many ways to cut each is tried: a test runs slowly through many samples. */
const sounds: [string, Uint8Array, number][] = [
  ['WAV of a recorder that does not know its length', open, 3],
  ['WAV at 44.1 kHz', wav(speech(44_100), 44_100), 1],
  ['Ogg/Opus', readFileSync(join(__dirname, '../../../../demo/audio/consultation.ogg')).subarray(0, 90_000), 3],
  ['WebM/Opus of a recorder', readFileSync(join(__dirname, '../../fixtures/consultation.webm')), 3],
];

/** As a reader that knows nothing but the cursor: it gets the bytes from there on, up to each cut. */
async function heard(file: Uint8Array, cuts: readonly number[], most = 2): Promise<{ sections: Section[]; open: (Section | null)[] }> {
  const sections: Section[] = [];
  const tails: (Section | null)[] = [];
  let kept: string | null = null;
  for (const cut of [...cuts, file.byteLength]) {
    for (let all = false; !all; ) {
      const cursor = kept === null ? null : (JSON.parse(kept) as HearingCursor | null);
      const first = Math.min(cursor?.place.byte ?? 0, cut);
      const read = await readSections({ cursor, stretch: { bytes: file.subarray(first, cut), firstByte: first }, ended: cut === file.byteLength, most, maxDurationMs: 3_600_000 });
      sections.push(...read.sections);
      tails.push(read.open);
      kept = JSON.stringify(read.cursor);
      all = read.all;
    }
  }
  return { sections, open: tails };
}

const shape = (sections: readonly Section[]) => sections.map(({ startSample, samples }) => ({ startSample, sum: samples.reduce((sum, one, at) => sum + one * ((at % 97) + 1), 0), length: samples.length }));

describe.each(sounds)('%s', (_, file, numRuns) => {
  it('is cut at the same places into the same samples, however its bytes arrive', async () => {
    const whole = shape((await heard(file, [])).sections);
    expect(whole.length).toBeGreaterThan(1);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: file.byteLength - 1 }), { minLength: 1, maxLength: 3 }), async (cuts) => {
        expect(shape((await heard(file, cuts.sort((a, b) => a - b))).sections)).toEqual(whole);
      }),
      { numRuns },
    );
  }, 30_000);

  it('is all of its sound, in order, each sample once', async () => {
    const sound = await decodeSound(soundFromBytes(file), { maxDurationMs: 3_600_000 });
    let length = 0;
    for await (const piece of sound.samples()) length += piece.length;
    const { sections } = await heard(file, []);
    let at = 0;
    for (const section of sections) {
      expect(section.startSample).toBe(at);
      at += section.samples.length;
    }
    // A WebM's clusters say their time in milliseconds.
    expect(Math.abs(at - length)).toBeLessThanOrEqual(32);
  });
});

it('what is open grows with the bytes, and its end is a pause', async () => {
  const file = wav(joined(quiet(1), babble(9, 16_000), quiet(2), babble(3, 16_000)));
  const { sections, open: tails } = await heard(file, [44 + 3 * 32_000, 44 + 8 * 32_000]);
  expect(tails.map((one) => one && Math.round(one.samples.length / 16_000))).toEqual([3, 8, null]);
  expect(sections.map(({ startSample }) => Math.round(startSample / 160) / 100)).toEqual([0, 10.34]);
});

it('tells the channels apart by the recording\'s own times', async () => {
  const left = joined(babble(8, 16_000), quiet(10));
  const right = joined(quiet(9), babble(8, 16_000), quiet(1));
  const { sections } = await heard(stereoWav(left, right, 16_000), []);
  const sides = sections.map((one) => one.channelLoudness(one.startSample / 16 + 3_000, one.startSample / 16 + 5_000)!);
  expect(sides[0]!.leftDb - sides[0]!.rightDb).toBeGreaterThan(30);
  expect(sides[1]!.rightDb - sides[1]!.leftDb).toBeGreaterThan(30);
});

it.each([
  ['MP3', 'good-morning.mp3'],
  ['FLAC', 'good-morning.flac'],
  ['Ogg/Vorbis', 'vorbis.ogg'],
])('%s is not heard in parts', async (_, name) => {
  const file = readFileSync(join(__dirname, '../../fixtures', name));
  await expect(heard(file, [])).rejects.toMatchObject({ code: 'AUDIO_UNREADABLE' });
});

it('a recording longer than it may be is refused when it gets there', async () => {
  const bytes = wav(speech(16_000));
  await expect(readSections({ cursor: null, stretch: { bytes, firstByte: 0 }, ended: false, most: 9, maxDurationMs: 5_000 })).rejects.toMatchObject({ code: 'AUDIO_TOO_LONG' });
});
