import { makeSound } from '../testing/made-sound.ts';
import { createSoundWindows } from './sound-windows.ts';

const second = 16_000;
const speech = (seconds: number, seed = 4) => makeSound(seconds * second, seed);
const silence = (seconds: number) => new Float32Array(seconds * second);

async function* pieces(sounds: Float32Array[]): AsyncGenerator<Float32Array, void> {
  for (const sound of sounds) for (let at = 0; at < sound.length; at += 4_000) yield sound.subarray(at, at + 4_000);
}

async function windowsOf(sounds: Float32Array[], windowSeconds = 30) {
  const windows = createSoundWindows(pieces(sounds), windowSeconds * second);
  const found = [];
  for (let window = await windows.next(); window; window = await windows.next()) found.push(window);
  return { found, windows };
}

it('skips silence, and gives the recording\'s own samples', async () => {
  const recording = [silence(5), speech(4), silence(40), speech(3, 9)];
  const whole = Float32Array.from(recording.flatMap((part) => [...part]));
  const { found, windows } = await windowsOf(recording);
  expect(found.length).toBe(2);
  expect(windows.heard()).toBe(whole.length);
  expect(found[0]!.startSample).toBeGreaterThan(4 * second);
  expect(found[1]!.startSample).toBeGreaterThan(47 * second);
  for (const { startSample, samples } of found) expect(samples).toEqual(whole.slice(startSample, startSample + samples.length));
});

it('packs utterances until a window is full, and never beyond', async () => {
  const { found } = await windowsOf(Array.from({ length: 12 }, (_, at) => [speech(4, at + 2), silence(1)]).flat());
  expect(found.length).toBeGreaterThanOrEqual(2);
  expect(found.length).toBeLessThanOrEqual(4);
  for (const { samples } of found) expect(samples.length).toBeLessThanOrEqual(30 * second);
  const ends = found.map(({ startSample, samples }) => startSample + samples.length);
  found.slice(1).forEach(({ startSample }, at) => expect(startSample).toBeGreaterThanOrEqual(ends[at]! - second));
});

it('cuts speech without a pause', async () => {
  const { found } = await windowsOf([speech(70)], 20);
  expect(found.length).toBeGreaterThanOrEqual(3);
  for (const { samples } of found) expect(samples.length).toBeLessThanOrEqual(20 * second);
});

it('forgets what was given: memory is bounded', async () => {
  const { found, windows } = await windowsOf([speech(4), silence(40), speech(4), silence(40)]);
  const [first] = found;
  expect(windows.between(first!.startSample, first!.startSample + second).every((sample) => sample === 0)).toBe(true);
});

it('is nothing of silence and of nothing', async () => {
  expect((await windowsOf([silence(70)])).found).toEqual([]);
  expect((await windowsOf([])).found).toEqual([]);
});
