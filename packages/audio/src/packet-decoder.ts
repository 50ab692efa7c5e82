import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { MPEGDecoder } from 'mpg123-decoder';
import { OpusDecoder } from 'opus-decoder';
import type { Demuxed } from './demux.ts';
import { SoundError } from './sound-error.ts';
import { pcmReader } from './pcm.ts';

/** One compressed packet in, its mono samples out: -1..1 at `sampleRate()`, empty when the packet is damaged. */
export type PacketDecoder = {
  /** Known after the first packet at the latest. */
  sampleRate(): number;
  decode(packet: Uint8Array): Promise<Float32Array>;
  free(): void;
};

/** What the wasm decoders have in common. */
type Decoded = { channelData: Float32Array[]; samplesDecoded: number; sampleRate: number };

/** @throws SoundError AUDIO_UNREADABLE for a codec that we do not decode (Vorbis, AAC) */
export async function packetDecoderFor(sound: Demuxed): Promise<PacketDecoder> {
  // A damaged header may ask a decoder for the impossible, a damaged packet may end its wasm: neither is a fault of ours.
  const decoder = await orUnreadable(() => open(sound));
  return { ...decoder, decode: (packet) => orUnreadable(() => decoder.decode(packet)) };
}

async function orUnreadable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SoundError ? error : new SoundError('AUDIO_UNREADABLE', 'The sound is too damaged to be decoded.', { cause: error });
  }
}

async function open(sound: Demuxed): Promise<PacketDecoder> {
  if (sound.codec === 'opus') return opus(sound);
  if (sound.codec === 'flac') return flac(sound);
  if (sound.codec === 'mp3') return mp3(sound);
  const pcm = pcmReader(sound.codec, sound.channels);
  if (!pcm) throw new SoundError('AUDIO_UNREADABLE', `The ${sound.container} file holds ${sound.codec}, which is not decoded here. Send PCM, FLAC, Opus or MP3.`);
  return { sampleRate: () => sound.sampleRate, decode: async (packet) => pcm(packet), free: () => undefined };
}

/** libopus resamples by itself: it is asked for 16 kHz, whatever was recorded. */
async function opus(sound: Demuxed): Promise<PacketDecoder> {
  const head = sound.description;
  const family = head?.[18] ?? 0;
  const channels = sound.channels;
  const decoder = new OpusDecoder({
    sampleRate: 16_000,
    channels,
    ...(head && family > 0
      ? { streamCount: head[19], coupledStreamCount: head[20], channelMappingTable: [...head.subarray(21, 21 + channels)] }
      : {}),
    // The encoder's warm-up, in 48 kHz samples; libopus's option counts output samples.
    preSkip: head && head.byteLength >= 12 ? Math.round(new DataView(head.buffer, head.byteOffset).getUint16(10, true) / 3) : 0,
  });
  await decoder.ready;
  return {
    sampleRate: () => 16_000,
    decode: async (packet) => mono(decoder.decodeFrame(packet)),
    free: () => decoder.free(),
  };
}

async function flac(sound: Demuxed): Promise<PacketDecoder> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  // Frames may leave their sample rate and width to the stream's header, so that goes in first.
  if (sound.description) await decoder.decodeFrames([sound.description]);
  let rate = sound.sampleRate;
  return {
    sampleRate: () => rate,
    async decode(packet) {
      const decoded = await decoder.decodeFrames([packet]);
      if (decoded.sampleRate > 0) rate = decoded.sampleRate;
      return mono(decoded);
    },
    free: () => decoder.free(),
  };
}

/** Times run late by the encoder's and the decoder's delay, about 1,105 samples: 25 ms at 44.1 kHz. */
async function mp3(sound: Demuxed): Promise<PacketDecoder> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  let rate = sound.sampleRate;
  return {
    sampleRate: () => rate,
    async decode(packet) {
      const decoded = decoder.decodeFrame(packet);
      if (decoded.sampleRate > 0) rate = decoded.sampleRate;
      return mono(decoded);
    },
    free: () => decoder.free(),
  };
}

function mono({ channelData, samplesDecoded }: Decoded): Float32Array {
  const [first, ...others] = channelData;
  if (!first || samplesDecoded === 0) return new Float32Array(0);
  if (others.length === 0) return first;
  const mixed = Float32Array.from(first);
  for (const other of others) for (let i = 0; i < mixed.length; i += 1) mixed[i]! += other[i] ?? 0;
  for (let i = 0; i < mixed.length; i += 1) mixed[i]! /= channelData.length;
  return mixed;
}
