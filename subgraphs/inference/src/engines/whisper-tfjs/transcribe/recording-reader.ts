import { voiceprintOf } from '../../speakers/index.ts';
import type { TimedVoiceprint } from '../../speakers/index.ts';
import type { PromptHints } from '../decode/prompt.ts';
import { joinSentences } from '../long/join-sentences.ts';
import { createSoundWindows } from '../long/sound-windows.ts';
import type { SoundWindow } from '../long/sound-windows.ts';
import type { Span } from '../long/passed-over.ts';

export type HeardSegment = {
  startMs: number;
  endMs: number;
  text: string;
  confidence: number;
  language: string;
  words: { text: string; startMs: number; endMs: number; confidence: number }[];
};

/** A window, and whether it was part of one before of which the decoder said nothing there. */
export type Unread = SoundWindow & { again: boolean };

/** One recording on its way through the model. */
export type RecordingReader = {
  hints: PromptHints;
  /** The language asked for, or the one heard last; null until one is known. */
  language: string | null;
  next(): Promise<Unread | null>;
  /** The decoder stopped inside a window: what follows is read next. */
  putBack(rest: SoundWindow): void;
  /** The decoder went past speech: that is read once more, by itself. */
  readAgain(window: SoundWindow, passed: Span): void;
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
  const rests: Unread[] = [];
  const found: HeardSegment[] = [];
  let made = 0;
  return {
    hints,
    language,
    async next() {
      const rest = rests.shift();
      if (rest) return rest;
      const window = await windows.next();
      return window && { ...window, again: false };
    },
    putBack: (rest) => {
      if (rest.samples.length >= leastRest) rests.push({ ...rest, again: false });
    },
    readAgain: ({ startSample, samples }, { start, end }) => {
      rests.push({ startSample: start, samples: samples.slice(start - startSample, end - startSample), speech: [{ start, end }], again: true });
    },
    add: (segments, tokens) => {
      found.push(...segments);
      made += tokens;
    },
    tokens: () => made,
    segments: () => joinSentences(found.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)),
    heardSamples: () => windows.heard(),
    voiceprints: () => voices,
  };
}
