import * as tf from '@tensorflow/tfjs-core';
import { breathe } from '../decode/breathe.ts';
import { promptTokens } from '../decode/prompt.ts';
import { createTokenRules } from '../decode/token-rules.ts';
import { readWindow } from '../long/segments.ts';
import type { TokenSegment } from '../long/segments.ts';
import { sentencesOf } from '../long/sentences.ts';
import { passedOver } from '../long/passed-over.ts';
import type { Span } from '../long/passed-over.ts';
import type { SoundWindow } from '../long/sound-windows.ts';
import { withinSpeech } from '../long/within-speech.ts';
import type { WhisperModel } from '../model/whisper-model.ts';
import { attentionOf, tokenFrames } from '../words/align.ts';
import { wordsOf } from '../words/words.ts';
import type { TimedWord } from '../words/words.ts';
import { decodeWithFallback } from './decode-with-fallback.ts';
import type { Heard } from './decode-with-fallback.ts';
import { chooseLanguage, detectLanguages } from './detect-languages.ts';
import { hearUnprompted } from './hear-unprompted.ts';
import type { HeardSegment, RecordingReader, Unread } from './recording-reader.ts';

export type ReadingOptions = {
  beams: number;
  temperatures: readonly number[];
  draws: number;
  /** Times of words, by a second look at the decoder's attention. Else segments have the decoder's own timestamps. */
  wordTimes: boolean;
  signal: AbortSignal;
};

export type Turn = { reader: RecordingReader; window: Unread; fixedLanguage: string | null };

/** Half of the decoder's positions is what Whisper was trained to say of one window. */
const textShare = 0.5;
/** Samples of a frame, 20 ms. */
const perFrame = 320;
/** Frames. A window that was read no further than this is not read again from there: that might never end. */
const leastProgress = 25;

/**
 * Reads one window of each turn together: sound to pictures, language, words, times. What a recording's window yields
 * is added to its reader; what was left unread is put back.
 */
export async function readWindows(model: WhisperModel, turns: readonly Turn[], options: ReadingOptions): Promise<void> {
  const sound = await encodeOneByOne(model, turns.map(({ window }) => window.samples), options.signal);
  try {
    const languages = await languagesOf(model, sound, turns);
    const decoding = { ...options, rules: createTokenRules(model.configuration, model.tokens), mostTokens: Math.floor(model.configuration.positions * textShare) };
    const tasks = turns.map(({ reader, window }, at) => ({ prompt: promptTokens(model.tokens, model.configuration.positions, languages[at]!, reader.hints), seed: window.startSample }));
    const heard = await hearUnprompted(model, sound, await decodeWithFallback(model, sound, tasks, decoding), turns, languages, decoding);
    const readings = turns.map(({ window }, at) => keep(model, window, heard[at]!));
    const words = options.wordTimes ? await timesOfWords(model, sound, turns, readings.map(({ segments }) => segments), languages) : null;
    turns.forEach(({ reader, window }, at) => {
      const { segments, stoppedAt } = readings[at]!;
      const language = languages[at] ?? 'en';
      reader.add(segments.flatMap((segment, index) => sentencesOf(segment, words?.[at]?.[index] ?? []).flatMap((one) => segmentOf(model, window, one.segment, one.words, language))), heard[at]!.decoded.tokens.length);
      reader.language = languages[at] ?? null;
      if (stoppedAt !== null && stoppedAt >= leastProgress) {
        const from = window.startSample + stoppedAt * perFrame;
        reader.putBack({ startSample: from, samples: window.samples.slice(stoppedAt * perFrame), speech: window.speech.flatMap((span) => (span.end > from ? [{ start: Math.max(from, span.start), end: span.end }] : [])) });
      }
      if (!window.again && heard[at]!.judgement !== 'silent') for (const span of unread(window, readings[at]!, words?.[at] ?? [])) reader.readAgain(window, span);
    });
  } finally {
    sound.dispose();
  }
}

/**
 * Speech in what was read of a window that is in none of its segments: Whisper may end early, or jump. Of a window that
 * was thrown away as a whole the utterances are heard one by one; one alone would only be the same again.
 */
function unread(window: SoundWindow, { segments, stoppedAt }: { segments: readonly TokenSegment[]; stoppedAt: number | null }, words: readonly (readonly TimedWord[])[]): Span[] {
  const place = (frame: number) => window.startSample + frame * perFrame;
  const read = segments.map((segment, at) => ({
    start: place(Math.min(segment.startFrame, words[at]?.[0]?.startFrame ?? Infinity)),
    end: place(Math.max(segment.endFrame, words[at]?.at(-1)?.endFrame ?? 0)),
  }));
  if (stoppedAt !== null && stoppedAt >= leastProgress) read.push({ start: place(stoppedAt), end: Infinity });
  const passed = passedOver(window.speech, read);
  return passed.length === window.speech.length && passed.length < 2 ? [] : passed;
}

/** A window's intermediate numbers stay in the processor's cache; a batch's would not. Between two, an abort is heard. */
async function encodeOneByOne(model: WhisperModel, windows: readonly Float32Array[], signal: AbortSignal): Promise<tf.Tensor3D> {
  const encoded: tf.Tensor3D[] = [];
  try {
    for (const window of windows) {
      await breathe(signal);
      const picture = model.logMel([window]);
      encoded.push(model.encode(picture));
      picture.dispose();
    }
    return tf.tidy(() => (encoded.length === 1 ? tf.clone(encoded[0]!) : tf.concat(encoded, 0)));
  } finally {
    tf.dispose(encoded);
  }
}

async function languagesOf(model: WhisperModel, sound: tf.Tensor3D, turns: readonly Turn[]): Promise<(string | null)[]> {
  if (model.tokens.languages.size === 0) return turns.map(() => null);
  if (turns.every(({ fixedLanguage }) => fixedLanguage !== null)) return turns.map(({ fixedLanguage }) => fixedLanguage);
  const likely = await detectLanguages(model, sound);
  return turns.map(({ fixedLanguage, reader }, at) => fixedLanguage ?? chooseLanguage(likely[at]!, reader.language));
}

/** What the guards let through. A window that is silent, or only ever repeats itself, is read and says nothing. */
function keep(model: WhisperModel, window: SoundWindow, { decoded, judgement }: Heard): { segments: TokenSegment[]; stoppedAt: number | null } {
  if (judgement === 'silent' || judgement === 'repeats') return { segments: [], stoppedAt: null };
  const frames = Math.min(model.configuration.frames, Math.ceil(window.samples.length / perFrame));
  const reading = readWindow(decoded, model.tokens, frames);
  return { ...reading, segments: reading.segments.filter(({ tokens }) => /[\p{L}\p{N}]/u.test(model.tokens.decode(tokens))) };
}

/** For each window, for each of its segments, its words. */
async function timesOfWords(model: WhisperModel, sound: tf.Tensor3D, turns: readonly Turn[], readings: readonly TokenSegment[][], languages: readonly (string | null)[]): Promise<TimedWord[][][]> {
  const { tokens, configuration } = model;
  const spoken = readings.flatMap((segments, at) => (segments.length > 0 ? [at] : []));
  const all: TimedWord[][][] = readings.map(() => []);
  if (spoken.length === 0) return all;
  const prompts = spoken.map((at) => [...promptTokens(tokens, configuration.positions, languages[at]!), tokens.noTimestamps]);
  const texts = spoken.map((at, index) => readings[at]!.flatMap((segment) => segment.tokens).slice(0, configuration.positions - prompts[index]!.length));
  const some = tf.tidy(() => tf.gather(sound, tf.tensor1d(spoken, 'int32')));
  try {
    const frames = spoken.map((at) => Math.min(configuration.frames, Math.ceil(turns[at]!.window.samples.length / perFrame)));
    const attention = await attentionOf(model, some, texts.map((text, index) => [...prompts[index]!, ...text]), frames);
    spoken.forEach((at, index) => {
      const promptLength = prompts[index]!.length;
      const begins = tokenFrames(attention[index]!, promptLength - 1, promptLength + texts[index]!.length, configuration.medianFilterWidth);
      let from = 0;
      all[at] = readings[at]!.map((segment) => {
        const count = Math.min(segment.tokens.length, texts[index]!.length - from);
        const words = count > 0 ? wordsOf(tokens, segment.tokens.slice(0, count), begins.slice(from, from + count + 1), segment.logProbabilities, languages[at] ?? 'en') : [];
        from += count;
        return words;
      });
    });
    return all;
  } finally {
    some.dispose();
  }
}

function segmentOf(model: WhisperModel, window: SoundWindow, segment: TokenSegment, words: readonly TimedWord[], language: string): HeardSegment[] {
  const text = model.tokens.decode(segment.tokens).replace(/\ufffd/gu, '').trim();
  if (text === '') return [];
  const place = (frame: number) => window.startSample + Math.min(window.samples.length, frame * perFrame);
  const ms = (sample: number) => Math.round(sample / 16);
  const said = withinSpeech({ start: place(words[0]?.startFrame ?? segment.startFrame), end: place(words.at(-1)?.endFrame ?? segment.endFrame) }, window.speech);
  const within = (frame: number) => ms(Math.min(said.end, Math.max(said.start, place(frame))));
  const mean = segment.logProbabilities.reduce((sum, one) => sum + one, 0) / segment.logProbabilities.length;
  return [
    {
      startMs: ms(said.start),
      endMs: ms(said.end),
      text,
      confidence: rounded(Math.exp(mean)),
      language,
      words: words.map((word) => ({ text: word.text, startMs: within(word.startFrame), endMs: within(word.endFrame), confidence: rounded(word.probability) })),
    },
  ];
}

const rounded = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1_000) / 1_000;
