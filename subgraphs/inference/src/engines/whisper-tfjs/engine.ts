import * as tf from '@tensorflow/tfjs-core';
import { SoundError, decodeSound, soundFromBytes } from '@dra/audio';
import type { DecodedSound } from '@dra/audio';
import type { QualityTier, TranscriptionResult } from '@dra/events';
import { openBackend } from '../../backends/index.ts';
import type { Backend, BackendOptions } from '../../backends/index.ts';
import { EngineUnavailable } from '../contract.ts';
import type { Engine, EngineItem, EngineOutcome, TranscriptionInput } from '../contract.ts';
import { withSpeakers } from '../speakers/index.ts';
import { CheckpointError } from './checkpoint/checkpoint-error.ts';
import { openWhisper } from './model/whisper-model.ts';
import type { WhisperModel } from './model/whisper-model.ts';
import { readWindows } from './transcribe/read-windows.ts';
import type { ReadingOptions } from './transcribe/read-windows.ts';
import { createRecordingReader } from './transcribe/recording-reader.ts';
import type { RecordingReader, Unread } from './transcribe/recording-reader.ts';

export type WhisperOptions = {
  /** Folder of a verified checkpoint; see models/. */
  folder: string;
  /** `id@version` of the model's manifest. */
  version: string;
  tier: QualityTier;
  backend: BackendOptions;
  /** Two letters; null listens which one it is, window by window. */
  language?: string | null;
  /** 1 is greedy. */
  beams?: number;
  temperatures?: readonly number[];
  /** Windows read together. Default: by backend. */
  windowsAtOnce?: number;
  /** Longer recordings are refused with AUDIO_TOO_LONG. Default 4 h. */
  maxDurationMs?: number;
  /** Gets the reason of the backend's choice, once. */
  say?: (line: string) => void;
};

type Item = EngineItem<TranscriptionInput, TranscriptionResult>;
type Job = { item: Item; index: number; sound: DecodedSound; reader: RecordingReader };

const fourHours = 4 * 3_600_000;
const draws = 3;
/** Weights beyond this do not fit into WebAssembly's 4 GB beside what a window needs. */
const wasmLimit = 2.5 * 2 ** 30;

/**
 * Whisper over TensorFlow.js: any Hugging Face checkpoint of it, on any backend. Sound is cut at pauses into windows of
 * at most 30 s; windows of all recordings of a batch are decoded together. What nobody said is not written: windows
 * without speech are never decoded (voice activity), and what was decoded of noise is thrown away (guards/).
 * Speakers are told apart by channel, voice and, in English, words (../speakers); in doubt they are UNKNOWN.
 */
export function createWhisperEngine(options: WhisperOptions): Engine<TranscriptionInput, TranscriptionResult> {
  let model: WhisperModel | null = null;
  let backend: Backend | null = null;
  const windowsAtOnce = () => options.windowsAtOnce ?? (backend?.device === 'GPU' ? 32 : backend?.name === 'tensorflow' ? 16 : 8);

  async function transcribeAll(items: readonly Item[], signal: AbortSignal): Promise<EngineOutcome<TranscriptionResult>[]> {
    const loaded = model;
    if (!loaded) throw new Error('the engine was not loaded');
    const outcomes: EngineOutcome<TranscriptionResult>[] = [];
    const jobs: Job[] = [];
    const reading: ReadingOptions = { beams: options.beams ?? 1, temperatures: options.temperatures ?? [0, 0.2, 0.4, 0.6, 0.8, 1], draws, wordTimes: true, signal };
    try {
      for (const [index, item] of items.entries()) {
        const opened = await open(item, signal);
        if ('failed' in opened) outcomes[index] = opened.failed;
        else jobs.push({ item, index, sound: opened.sound, reader: createRecordingReader(opened.sound.samples(), loaded.windowSamples, item.input.hints ?? {}, languageOf(item)) });
      }
      let running = jobs;
      while (running.length > 0) {
        signal.throwIfAborted();
        const { turns, ended } = await gather(running, outcomes);
        if (turns.length > 0) await readWindows(loaded, turns.map(({ job, window }) => ({ reader: job.reader, window, fixedLanguage: languageOf(job.item) })), reading);
        for (const job of running) {
          if (job.sound.estimatedMs) job.item.onProgress(Math.min(0.99, job.reader.heardSamples() / 16 / job.sound.estimatedMs));
        }
        for (const job of ended) {
          const outcome = (outcomes[job.index] ??= outcomeOf(job));
          job.item.onProgress(1);
          job.item.onOutcome?.(outcome);
        }
        running = running.filter((job) => !ended.includes(job));
      }
      return outcomes;
    } finally {
      await Promise.all(jobs.map(({ sound }) => sound.close()));
    }
  }

  /** Fills the batch, a window a recording and turn, so that a long recording does not keep a short one waiting. */
  async function gather(running: readonly Job[], outcomes: EngineOutcome<TranscriptionResult>[]) {
    const turns: { job: Job; window: Unread }[] = [];
    const ended: Job[] = [];
    for (let open = [...running]; open.length > 0 && turns.length < windowsAtOnce(); ) {
      const still: Job[] = [];
      for (const job of open) {
        if (turns.length >= windowsAtOnce()) break;
        if (job.item.signal?.aborted) {
          // Nobody waits for it any more.
          outcomes[job.index] = { kind: 'no-speech' };
          ended.push(job);
          continue;
        }
        try {
          const window = await job.reader.next();
          if (window) {
            turns.push({ job, window });
            still.push(job);
          } else if (!turns.some((turn) => turn.job === job)) ended.push(job);
        } catch (error) {
          if (!(error instanceof SoundError)) throw error;
          outcomes[job.index] = { kind: 'failed', code: error.code, retryable: false, message: error.message };
          ended.push(job);
        }
      }
      open = still;
    }
    // A sound that failed takes its windows along.
    return { turns: turns.filter(({ job }) => !ended.includes(job)), ended };
  }

  async function open(item: Item, signal: AbortSignal): Promise<{ sound: DecodedSound } | { failed: EngineOutcome<TranscriptionResult> }> {
    try {
      return { sound: await decodeSound(soundFromBytes(item.input.audio), { maxDurationMs: options.maxDurationMs ?? fourHours, signal }) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SoundError) return { failed: { kind: 'failed', code: error.code, retryable: false, message: error.message } };
      throw error;
    }
  }

  function outcomeOf({ reader, sound }: Job): EngineOutcome<TranscriptionResult> {
    const segments = reader.segments();
    if (segments.length === 0) return { kind: 'no-speech' };
    const language = mostSpoken(segments);
    const timed = segments.map(({ language: _, ...segment }) => ({ ...segment, endMs: Math.max(segment.startMs, segment.endMs) }));
    const channels = timed.map(({ startMs, endMs }) => sound.channelLoudness(startMs, endMs));
    return {
      kind: 'ok',
      tokens: reader.tokens(),
      output: {
        engine: description(),
        language,
        durationMs: Math.round(reader.heardSamples() / 16),
        segments: withSpeakers({ segments: timed, voiceprints: reader.voiceprints(), channels, language }),
      },
    };
  }

  /** A hint that the checkpoint does not know is none. */
  const languageOf = ({ input }: Item) => {
    const hinted = input.hints?.language;
    return hinted !== undefined && model?.tokens.languages.has(hinted) ? hinted : (options.language ?? null);
  };
  const description = () => ({ id: 'whisper-tfjs', version: options.version, tier: options.tier });

  return {
    async load() {
      backend = await openBackend(options.backend);
      options.say?.(backend.reason);
      try {
        model = openWhisper(options.folder, backend.device);
      } catch (error) {
        if (error instanceof CheckpointError) throw new EngineUnavailable('MODEL_INVALID', `the checkpoint cannot be used: ${error.message}`, 'fetch it again (npm run models -- fetch ID) and verify it (npm run models -- verify)');
        throw error;
      }
      if (backend.name === 'wasm' && tf.memory().numBytes > wasmLimit) {
        model.dispose();
        throw new EngineUnavailable('MODEL_TOO_LARGE', 'the checkpoint does not fit into WebAssembly\'s memory', 'use TFJS_BACKEND=tensorflow, or a smaller checkpoint');
      }
      if (options.language && model.tokens.languages.size > 0 && !model.tokens.languages.has(options.language)) {
        throw new EngineUnavailable('LANGUAGE_UNKNOWN', `the checkpoint does not know the language ${options.language}`, 'set ASR_LANGUAGE to a code that it knows, or leave it empty');
      }
    },
    async warmup() {
      const loaded = model;
      if (!loaded) throw new Error('the engine was not loaded');
      const picture = loaded.logMel([new Float32Array(loaded.windowSamples)]);
      const sound = loaded.encode(picture);
      await sound.data();
      tf.dispose([picture, sound]);
    },
    runBatch: transcribeAll,
    describe: () => ({ ...description(), maxBatch: Math.max(1, windowsAtOnce() / 2) }),
    close: async () => {
      model?.dispose();
      model = null;
    },
  };
}

function mostSpoken(segments: readonly { language: string; text: string }[]): string {
  const heard = new Map<string, number>();
  for (const { language, text } of segments) heard.set(language, (heard.get(language) ?? 0) + text.length);
  return [...heard].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
