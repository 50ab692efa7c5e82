import { makeSound } from '../testing/made-sound.ts';
import { createRecordingReader } from './recording-reader.ts';

const second = 16_000;

test('speech that was passed over is read once more, by itself and from its own place', async () => {
  const recording = Float32Array.from([...new Float32Array(second), ...makeSound(3 * second, 3), ...new Float32Array(2 * second), ...makeSound(3 * second, 5), ...new Float32Array(second)]);
  const reader = createRecordingReader((async function* () { yield recording; })(), 30 * second, {}, 'en');
  const window = (await reader.next())!;
  expect(window.again).toBe(false);
  expect(window.speech.length).toBeGreaterThanOrEqual(2);
  const last = window.speech.at(-1)!;
  reader.readAgain(window, last);
  const again = (await reader.next())!;
  expect(again).toMatchObject({ startSample: last.start, speech: [last], again: true });
  expect(again.samples).toEqual(recording.slice(last.start, last.end));
  expect(await reader.next()).toBeNull();
});
