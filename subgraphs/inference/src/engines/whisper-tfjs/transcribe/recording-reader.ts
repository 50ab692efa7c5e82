import { voiceprintOf } from '../../speakers/index.ts';
import type { TimedVoiceprint } from '../../speakers/index.ts';
import type { PromptHints } from '../decode/prompt.ts';
import { createSoundWindows } from '../long/sound-windows.ts';
import type { SoundWindow } from '../long/sound-windows.ts';

export type HeardSegment = {
  startMs: number;
  endMs: number;
  text: string;
  confidence: number;
  language: string;
  words: { text: string; startMs: number; endMs: number; confidence: number }[];
};

/** One recording on its way through the model. */
export type RecordingReader = {
  hints: PromptHints;
  /** The language asked for, or the one heard last; null until one is known. */
  language: string | null;
  next(): Promise<SoundWindow | null>;
  /** The decoder stopped inside a window: what follows is read next. */
  putBack(rest: SoundWindow): void;
  /** @param tokens how many the decoder made for them */
  add(segments: readonly HeardSegment[], tokens: number): void;
  tokens(): number;
  /** In the order of the recording. */
  segments(): HeardSegment[];
  heardSamples(): number;
  /** Of the utterances heard so far, in order; those with too little voice have none. */
  voiceprints(): readonly TimedVoiceprint[];
};

/** Less than this is no speech that was left over but a window's last breath. Samples at 16 kHz. */
const leastRest = 4_800;

export function createRecordingReader(samples: AsyncIterable<Float32Array>, windowSamples: number, hints: PromptHints, language: string | null): RecordingReader {
  const voices: TimedVoiceprint[] = [];
  const windows = createSoundWindows(samples, windowSamples, (utterance) => {
    const voice = voiceprintOf(utterance.samples);
    if (voice) voices.push({ ...voice, startMs: utterance.startMs, endMs: utterance.endMs });
  });
  const rests: SoundWindow[] = [];
  const found: HeardSegment[] = [];
  let made = 0;
  return {
    hints,
    language,
    next: async () => rests.shift() ?? windows.next(),
    putBack: (rest) => {
      if (rest.samples.length >= leastRest) rests.push(rest);
    },
    add: (segments, tokens) => {
      found.push(...segments);
      made += tokens;
    },
    tokens: () => made,
    segments: () => found.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs),
    heardSamples: () => windows.heard(),
    voiceprints: () => voices,
  };
}
