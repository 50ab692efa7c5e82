import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSound, soundFromBytes } from './index.ts';
import { tone, wav } from './tones.ts';

const files = ['good-morning.ogg', 'good-morning.webm', 'good-morning.mp3', 'good-morning.flac'];

/** Decodes what can be; says how it ended. Anything but a sound or a SoundError is a fault of ours. */
async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    const sound = await decodeSound(soundFromBytes(bytes), { maxDurationMs: 600_000 });
    let samples = 0;
    for await (const piece of sound.samples()) {
      samples += piece.length;
      if (!piece.every(Number.isFinite)) return 'not a number';
    }
    await sound.close();
    return samples >= 0 ? 'sound' : 'never';
  } catch (error) {
    return error instanceof Error && error.name === 'SoundError' ? 'refused' : `threw ${String(error)}`;
  }
}

describe('damaged sounds', () => {
  // The wasm decoders report every damaged frame on the console.
  const silenced = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  afterAll(() => silenced.mockRestore());

  it.each([...files, 'a.wav'])('%s with bytes flipped anywhere ends as a sound or a refusal, never otherwise', async (name) => {
    const whole = name === 'a.wav' ? wav(tone(300, 1, 44_100), 44_100, 2) : readFileSync(join(__dirname, '../fixtures', name));
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < 40; round += 1) {
      const bytes = Uint8Array.from(whole);
      // Half of the rounds hit the headers.
      const reach = round % 2 === 0 ? Math.min(400, bytes.length) : bytes.length;
      for (let flips = 0; flips < 1 + random(30); flips += 1) bytes[random(reach)] = random(256);
      const cut = round % 5 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
      expect(['sound', 'refused']).toContain(await outcome(cut));
    }
  }, 60_000);
});
