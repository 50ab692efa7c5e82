import { clusterVoices } from './cluster-voices.ts';
import { deepVoice, highVoice, likePitchVoice, speak } from './made-up-voices.ts';
import type { MadeUpVoice } from './made-up-voices.ts';
import { voiceprintOf } from './voiceprint.ts';

const printed = (voices: readonly MadeUpVoice[], seconds = 2) => voices.map((voice, index) => voiceprintOf(speak(voice, seconds, 17 * index + 3))!);
const alternating = (count: number, ...voices: MadeUpVoice[]) => Array.from({ length: count }, (_, index) => voices[index % voices.length]!);

/** White noise, the same on every run. */
function hiss(): Float32Array {
  let state = 42;
  return Float32Array.from({ length: 32_000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 0.3 * (state / 2 ** 31 - 1);
  });
}

it('hears the pitch of a voice', () => {
  const hz = ({ pitch }: { pitch: number }) => 2 ** (pitch / 12);
  const [deep, high] = printed([deepVoice, highVoice]);
  expect(hz(deep!)).toBeGreaterThan(92);
  expect(hz(deep!)).toBeLessThan(118);
  expect(hz(high!)).toBeGreaterThan(180);
  expect(hz(high!)).toBeLessThan(230);
});

it('a print is the same at any loudness', () => {
  const loud = speak(deepVoice, 2, 5);
  const quiet = voiceprintOf(loud.map((sample) => sample / 20))!;
  voiceprintOf(loud)!.means.forEach((mean, c) => expect(quiet.means[c]).toBeCloseTo(mean, 1));
});

it.each([
  ['silence', new Float32Array(32_000)],
  ['hiss', hiss()],
  ['no samples', new Float32Array(0)],
  ['a syllable', speak(deepVoice, 0.2, 1)],
  ['what is no number', new Float32Array(32_000).fill(NaN)],
])('%s has no voice', (_, samples) => expect(voiceprintOf(samples)).toBeNull());

it.each([
  ['a deep and a high one', highVoice],
  ['two of nearly the same pitch', likePitchVoice],
])('two voices are told apart: %s', (_, other) => {
  const found = clusterVoices(printed(alternating(12, deepVoice, other)));
  expect(found?.count).toBe(2);
  const truth = found!.labels.map((label, index) => Number(label === found!.labels[index % 2]));
  expect(truth).toEqual(Array.from({ length: 12 }, () => 1));
  expect(found!.labels[0]).not.toBe(found!.labels[1]);
  expect(Math.min(...found!.certainty)).toBeGreaterThan(0.8);
});

it.each([4, 6, 16])('%i utterances of one voice are not two', (count) => {
  for (const voice of [deepVoice, highVoice, likePitchVoice]) expect(clusterVoices(printed(alternating(count, voice)))).toBeNull();
});

it('three voices are three', () => {
  const found = clusterVoices(printed(alternating(15, deepVoice, highVoice, { pitchHz: 300, throat: 0.85 })));
  expect(found?.count).toBe(3);
  expect(new Set(found!.labels.slice(0, 3)).size).toBe(3);
  found!.labels.forEach((label, index) => expect(label).toBe(found!.labels[index % 3]));
});

it('one word of a second voice is no second voice', () => {
  expect(clusterVoices(printed([...alternating(8, deepVoice), highVoice]))).toBeNull();
  expect(clusterVoices([])).toBeNull();
});
