import { createChannelMeter } from './channel-loudness.ts';
import type { ChannelLoudness, ChannelMeter } from './channel-loudness.ts';
import { demux } from './demux.ts';
import type { Demuxed } from './demux.ts';
import { engineRate } from './engine-rate.ts';
import { packetDecoderFor } from './packet-decoder.ts';
import { createResampler } from './resample.ts';
import type { Resampler } from './resample.ts';
import { SoundError } from './sound-error.ts';
import type { SoundSource } from './sound-source.ts';

export { engineRate };

export type DecodedSound = Pick<Demuxed, 'container' | 'codec' | 'sampleRate' | 'channels'> & {
  /** Mono samples in -1..1 at 16 kHz, in pieces of any length, from the recording's start. Can be read once. */
  samples(): AsyncGenerator<Float32Array, void>;
  /** How long it is by its header or its packets: good for a progress bar. Null when neither tells. */
  estimatedMs: number | null;
  /** Packets that could not be decoded so far; the sound goes on without them. */
  damagedPackets(): number;
  /** How loud each of two channels was over a stretch that `samples` has passed; null for mono, silence and more channels. */
  channelLoudness(startMs: number, endMs: number): ChannelLoudness | null;
  close(): Promise<void>;
};

export type DecodeOptions = {
  maxDurationMs: number;
  signal?: AbortSignal;
  /** The sound begins within a longer one: its codec has no warm-up to leave out. */
  midstream?: boolean;
};

const lowestRate = 4_000;
const highestRate = 192_000;
/** A recorder that paused leaves a hole in the timestamps, which is filled with silence so that later times stay true. */
const smallestGapMs = 100;
/** In a row; beyond it the file is taken for noise in a container's clothes. */
const damageLimit = 500;
/** Bytes: headers and tags of a sound without samples. */
const largestEmpty = 4_096;

/**
 * Opens a WAV, FLAC, Ogg/Opus, WebM/Opus or MP3 sound. Memory stays bounded whatever the sound's length.
 * An empty file is a sound of no samples. The source is closed by `close`, also after a failure here.
 * @throws SoundError AUDIO_UNREADABLE, also while the samples are read; AUDIO_TOO_LONG as soon as it is known
 */
export async function decodeSound(source: SoundSource, options: DecodeOptions): Promise<DecodedSound> {
  if (source.byteLength === 0) return silence(source);
  try {
    const { sound, dispose } = await demux(source);
    try {
      if (sound.sampleRate < lowestRate || sound.sampleRate > highestRate) {
        throw new SoundError('AUDIO_UNREADABLE', `A sample rate of ${sound.sampleRate} Hz is not one of speech.`);
      }
      const estimatedMs = (await sound.declaredMs()) ?? (await measured(sound));
      if (estimatedMs !== null && estimatedMs > options.maxDurationMs) throw tooLong(options.maxDurationMs);
      const damage = { packets: 0 };
      const meter = sound.channels === 2 ? createChannelMeter() : null;
      return {
        container: sound.container,
        codec: sound.codec,
        sampleRate: sound.sampleRate,
        channels: sound.channels,
        estimatedMs,
        samples: () => samplesOf(sound, source.byteLength, options, damage, meter),
        damagedPackets: () => damage.packets,
        channelLoudness: (startMs, endMs) => meter?.between(startMs, endMs) ?? null,
        close: async () => {
          dispose();
          await source.close();
        },
      };
    } catch (error) {
      dispose();
      throw error;
    }
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function* samplesOf(sound: Demuxed, byteLength: number, { maxDurationMs, signal, midstream }: DecodeOptions, damage: { packets: number }, meter: ChannelMeter | null): AsyncGenerator<Float32Array, void> {
  const decoder = await packetDecoderFor(sound, midstream);
  const limit = (maxDurationMs / 1000) * engineRate;
  let resampler: Resampler | null = null;
  let rate = 0;
  let start: number | null = null;
  let emitted = 0;
  let inARow = 0;

  const checked = (samples: Float32Array): Float32Array => {
    emitted += samples.length;
    if (emitted > limit) throw tooLong(maxDurationMs);
    return samples;
  };
  try {
    for await (const packet of sound.packets()) {
      signal?.throwIfAborted();
      start ??= packet.timestamp;
      const missing = Math.round((packet.timestamp - start) * engineRate) - emitted;
      if (missing > (smallestGapMs / 1000) * engineRate) {
        if (emitted + missing > limit) throw tooLong(maxDurationMs);
        for (let left = missing; left > 0; left -= engineRate) yield checked(new Float32Array(Math.min(left, engineRate)));
      }
      const samples = await decoder.decode(packet.data);
      if (samples.length === 0 && packet.duration > 0) {
        damage.packets += 1;
        inARow += 1;
        if (inARow >= damageLimit) throw new SoundError('AUDIO_UNREADABLE', 'The sound is too damaged to be decoded.');
        continue;
      }
      inARow = 0;
      const sides = meter ? decoder.sides() : null;
      // The resampler holds a few milliseconds back: `emitted` is the packet's place closely enough.
      if (meter && sides) meter.add(emitted, sides, decoder.sampleRate());
      if (decoder.sampleRate() !== rate) {
        // Also a stream that changes its rate half way (chained files) goes on at 16 kHz.
        if (resampler) yield checked(resampler.flush());
        rate = decoder.sampleRate();
        resampler = createResampler(rate, engineRate);
      }
      const resampled = resampler?.push(samples);
      if (resampled && resampled.length > 0) yield checked(resampled);
    }
    if (resampler) yield checked(resampler.flush());
  } catch (error) {
    // A recorder that died leaves a file cut in the middle: what was heard until then counts.
    const cutShort = error instanceof SoundError && error.code === 'AUDIO_UNREADABLE' && emitted > 0 && inARow < damageLimit;
    if (!cutShort) throw error;
    damage.packets += 1;
  } finally {
    decoder.free();
  }
  // A few kilobytes that hold no packet are a recording that was cut before its first one ended, not a silent one.
  if (emitted === 0 && (damage.packets > 0 || byteLength > largestEmpty)) throw new SoundError('AUDIO_UNREADABLE', 'No part of the sound could be decoded.');
}

/** A file that was cut can be decoded up to its end, but its length is not known before. */
async function measured(sound: Demuxed): Promise<number | null> {
  try {
    return await sound.measureMs();
  } catch (error) {
    if (error instanceof SoundError) return null;
    throw error;
  }
}

function tooLong(maxDurationMs: number): SoundError {
  return new SoundError('AUDIO_TOO_LONG', `The recording is longer than ${Math.round(maxDurationMs / 60_000)} minutes.`);
}

function silence(source: SoundSource): DecodedSound {
  return {
    container: 'WAV',
    codec: 'pcm-s16',
    sampleRate: engineRate,
    channels: 1,
    estimatedMs: 0,
    async *samples() {
      yield* [];
    },
    damagedPackets: () => 0,
    channelLoudness: () => null,
    close: () => source.close(),
  };
}
