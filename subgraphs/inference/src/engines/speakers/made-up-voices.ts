/** Voices made up for tests: pulses of the vocal cords through the resonances of a mouth, changing from vowel to vowel. */
export type MadeUpVoice = { pitchHz: number; /** A short throat's formants lie higher. */ throat: number };

export const deepVoice: MadeUpVoice = { pitchHz: 105, throat: 1 };
export const highVoice: MadeUpVoice = { pitchHz: 205, throat: 1.17 };
/** Nearly the deep one's pitch, another mouth. */
export const likePitchVoice: MadeUpVoice = { pitchHz: 118, throat: 1.22 };

const rate = 16_000;
/** First three formants of a man's vowels, Hz (Peterson and Barney 1952). */
const vowels = [[730, 1_090, 2_440], [270, 2_290, 3_010], [530, 1_840, 2_480], [570, 840, 2_410], [300, 870, 2_240], [660, 1_720, 2_410]] as const;

/** Some seconds of syllables, others for every seed. */
export function speak({ pitchHz, throat }: MadeUpVoice, seconds: number, seed: number): Float32Array {
  const random = randomOf(seed);
  const samples = new Float32Array(Math.round(seconds * rate));
  const syllable = Math.round(0.2 * rate);
  const lean = 1 + 0.08 * (random() - 0.5);
  for (let start = 0; start < samples.length; start += syllable) {
    const formants = vowels[Math.floor(random() * vowels.length)]!;
    const resonances = formants.map((hz) => resonance(hz * throat));
    const pitch = pitchHz * lean * (1 + 0.1 * (random() - 0.5));
    let phase = random();
    for (let i = 0; i < syllable && start + i < samples.length; i += 1) {
      phase += pitch / rate;
      const pulse = phase >= 1 ? 1 : 0.02 * (random() - 0.5);
      phase %= 1;
      const swell = Math.sin((Math.PI * i) / syllable);
      samples[start + i] = 0.02 * swell * resonances.reduce((sum, resonate) => sum + resonate(pulse), 0);
    }
  }
  return samples;
}

function resonance(hz: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * 90) / rate);
  const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / rate);
  let before = 0;
  let last = 0;
  return (input) => {
    const next = input + turn * last - radius ** 2 * before;
    before = last;
    last = next;
    return next;
  };
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
