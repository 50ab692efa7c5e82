import { SoundError, decodeSound, soundFromBytes, utterancesOf } from '@dra/audio';
import type { DecodedSound, Utterance } from '@dra/audio';
import type { TranscriptionResult } from '@dra/events';
import type { Engine, EngineItem, EngineOutcome, TranscriptionInput } from '../contract.ts';
import { voiceprintOf, withSpeakers } from '../speakers/index.ts';
import type { TimedVoiceprint } from '../speakers/index.ts';
import { DecoderLost, startDecoder } from './decoder-process.ts';
import type { DecoderProcess, HeardWord } from './decoder-process.ts';
import { pocketsphinxVersion, pythonCandidates } from './install.ts';
import type { Surroundings } from './install.ts';
import { isPlausibleSpeech } from './plausible-speech.ts';
import { clinicVocabulary } from './vocabulary.ts';

export type PocketsphinxOptions = Surroundings & {
  /** Longer recordings are refused with AUDIO_TOO_LONG. Default 4 h. */
  maxDurationMs?: number;
};

type Segment = Omit<TranscriptionResult['segments'][number], 'speaker'>;

const fourHours = 4 * 3_600_000;
/** An utterance is given this often its own length, and never less than `leastDeadlineMs`, on a machine that is busy. */
const slowest = 20;
const leastDeadlineMs = 30_000;
/** A child that dies of one utterance (out of memory, a fault in its C code) is started again this often a recording. */
const restarts = 2;

/**
 * CMU PocketSphinx in a child process, American English, on any CPU: demo grade. Measured on dialogues voiced by flite:
 * 12 to 20 of 100 words wrong, 2 to 7 in orders of common drugs, 0.14 of the sound's length on one quiet core; people and
 * rooms are harder (28 of 100 in our study). So every drug and dose it hears needs a person's confirmation: that is DEMO.
 * Times are the sound's own. Speakers are told apart by channel, voice and words (../speakers); in doubt they are UNKNOWN.
 * Silence and noise are no-speech: see @dra/audio's voice activity and plausible-speech.ts.
 */
export function createPocketsphinxEngine(options: PocketsphinxOptions): Engine<TranscriptionInput, TranscriptionResult> {
  let decoder: DecoderProcess | null = null;
  let version = pocketsphinxVersion;

  async function ready(): Promise<DecoderProcess> {
    if (decoder?.alive()) return decoder;
    decoder = await startDecoder(pythonCandidates(options), clinicVocabulary());
    version = decoder.version;
    return decoder;
  }

  async function transcribe(item: EngineItem<TranscriptionInput>, signal: AbortSignal): Promise<EngineOutcome<TranscriptionResult>> {
    let sound: DecodedSound | null = null;
    try {
      sound = await decodeSound(soundFromBytes(item.input.audio), { maxDurationMs: options.maxDurationMs ?? fourHours, signal });
      const totalMs = sound.estimatedMs;
      const counted = { samples: 0 };
      const segments: Segment[] = [];
      const voiceprints: TimedVoiceprint[] = [];
      for await (const utterance of utterancesOf(counting(sound.samples(), counted))) {
        const segment = toSegment(utterance, await decodeWithRestarts(utterance, signal));
        const { startMs, endMs } = utterance;
        const voice = segment && voiceprintOf(utterance.samples);
        if (segment) segments.push(segment);
        if (voice) voiceprints.push({ ...voice, startMs, endMs });
        if (totalMs) item.onProgress(Math.min(0.99, utterance.endMs / totalMs));
      }
      item.onProgress(1);
      if (segments.length === 0) return { kind: 'no-speech' };
      const durationMs = Math.round(counted.samples / 16);
      const { channelLoudness } = sound;
      const channels = segments.map(({ startMs, endMs }) => channelLoudness(startMs, endMs));
      return { kind: 'ok', output: { engine: description(), language: 'en-US', durationMs, segments: withSpeakers({ segments, voiceprints, channels, language: 'en-US' }) } };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SoundError) return { kind: 'failed', code: error.code, retryable: false, message: error.message };
      if (error instanceof DecoderLost) return { kind: 'failed', code: 'ASR_ENGINE_FAILED', retryable: true, message: error.message };
      throw error;
    } finally {
      await sound?.close();
    }
  }

  let restarted = 0;
  async function decodeWithRestarts(utterance: Utterance, signal: AbortSignal): Promise<HeardWord[]> {
    for (;;) {
      signal.throwIfAborted();
      const child = await ready();
      const kill = () => child.kill();
      signal.addEventListener('abort', kill, { once: true });
      try {
        return await child.decode(utterance.samples, Math.max(leastDeadlineMs, slowest * (utterance.endMs - utterance.startMs)));
      } catch (error) {
        signal.throwIfAborted();
        restarted += 1;
        if (!(error instanceof DecoderLost) || restarted > restarts) throw error;
      } finally {
        signal.removeEventListener('abort', kill);
      }
    }
  }

  const description = () => ({ id: 'pocketsphinx', version, tier: 'DEMO' as const });

  return {
    load: async () => void (await ready()),
    // A second of silence: the acoustic model's pages are in memory afterwards.
    warmup: async () => void (await (await ready()).decode(new Float32Array(16_000), leastDeadlineMs)),
    async runBatch(items, signal) {
      const outcomes: EngineOutcome<TranscriptionResult>[] = [];
      for (const item of items) {
        restarted = 0;
        outcomes.push(await transcribe(item, signal));
      }
      return outcomes;
    },
    // A recogniser keeps one core busy; more at once would only make each of them late.
    describe: () => ({ ...description(), maxBatch: 1 }),
    close: async () => {
      decoder?.kill();
      decoder = null;
    },
  };
}

async function* counting(samples: AsyncIterable<Float32Array>, counted: { samples: number }): AsyncGenerator<Float32Array, void> {
  for await (const piece of samples) {
    counted.samples += piece.length;
    yield piece;
  }
}

function toSegment(utterance: Utterance, words: readonly HeardWord[]): Segment | null {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last || !isPlausibleSpeech(words)) return null;
  const mean = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  return {
    startMs: utterance.startMs + first.startMs,
    endMs: Math.min(utterance.endMs, utterance.startMs + last.endMs),
    text: words.map((word) => word.text).join(' '),
    confidence: Math.round(mean * 1000) / 1000,
  };
}
