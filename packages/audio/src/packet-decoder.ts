import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { MPEGDecoder } from 'mpg123-decoder';
import { OpusDecoder } from 'opus-decoder';
import type { Demuxed } from './demux.ts';
import { SoundError } from './sound-error.ts';
import { pcmChannelReader, pcmReader } from './pcm.ts';

/** One compressed packet in, its mono samples out: -1..1 at `sampleRate()`, empty when the packet is damaged. */
export type PacketDecoder = {
  /** Known after the first packet at the latest. */
  sampleRate(): number;
  decode(packet: Uint8Array): Promise<Float32Array>;
  /** The last packet's two channels before they were mixed; null where there are not two. */
  sides(): Sides | null;
  free(): void;
};

export type Sides = { left: Float32Array; right: Float32Array };

/** What the wasm decoders have in common. */
type Decoded = { channelData: Float32Array[]; samplesDecoded: number; sampleRate: number };

/** @throws SoundError AUDIO_UNREADABLE for a codec that we do not decode (Vorbis, AAC) */
export async function packetDecoderFor(sound: Demuxed, midstream = false): Promise<PacketDecoder> {
  // A damaged header may ask a decoder for the impossible, a damaged packet may end its wasm: neither is a fault of ours.
  const decoder = await orUnreadable(() => open(sound, midstream));
  return { ...decoder, decode: (packet) => orUnreadable(() => decoder.decode(packet)) };
}

async function orUnreadable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SoundError ? error : new SoundError('AUDIO_UNREADABLE', 'The sound is too damaged to be decoded.', { cause: error });
  }
}

async function open(sound: Demuxed, midstream: boolean): Promise<PacketDecoder> {
  if (sound.codec === 'opus') return opus(sound, midstream);
  if (sound.codec === 'flac') return flac(sound);
  if (sound.codec === 'mp3') return mp3(sound);
  const pcm = pcmReader(sound.codec, sound.channels);
  if (!pcm) throw new SoundError('AUDIO_UNREADABLE', `The ${sound.container} file holds ${sound.codec}, which is not decoded here. Send PCM, FLAC, Opus or MP3.`);
  const left = sound.channels === 2 ? pcmChannelReader(sound.codec, 2, 0) : null;
  const right = sound.channels === 2 ? pcmChannelReader(sound.codec, 2, 1) : null;
  let last: Uint8Array | null = null;
  return {
    sampleRate: () => sound.sampleRate,
    async decode(packet) {
      last = packet;
      return pcm(packet);
    },
    sides: () => (last && left && right ? { left: left(last), right: right(last) } : null),
    free: () => undefined,
  };
}

/** libopus resamples by itself: it is asked for 16 kHz, whatever was recorded. */
async function opus(sound: Demuxed, midstream: boolean): Promise<PacketDecoder> {
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
    preSkip: !midstream && head && head.byteLength >= 12 ? Math.round(new DataView(head.buffer, head.byteOffset).getUint16(10, true) / 3) : 0,
  });
  await decoder.ready;
  let last: Decoded | null = null;
  return {
    sampleRate: () => 16_000,
    async decode(packet) {
      last = decoder.decodeFrame(packet);
      return mono(last);
    },
    sides: () => sidesOf(last),
    free: () => decoder.free(),
  };
}

async function flac(sound: Demuxed): Promise<PacketDecoder> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  // Frames may leave their sample rate and width to the stream's header, so that goes in first.
  if (sound.description) await decoder.decodeFrames([sound.description]);
  let rate = sound.sampleRate;
  let last: Decoded | null = null;
  return {
    sampleRate: () => rate,
    async decode(packet) {
      last = await decoder.decodeFrames([packet]);
      if (last.sampleRate > 0) rate = last.sampleRate;
      return mono(last);
    },
    sides: () => sidesOf(last),
    free: () => decoder.free(),
  };
}

/** Times run late by the encoder's and the decoder's delay, about 1,105 samples: 25 ms at 44.1 kHz. */
async function mp3(sound: Demuxed): Promise<PacketDecoder> {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  let rate = sound.sampleRate;
  let last: Decoded | null = null;
  return {
    sampleRate: () => rate,
    async decode(packet) {
      last = decoder.decodeFrame(packet);
      if (last.sampleRate > 0) rate = last.sampleRate;
      return mono(last);
    },
    sides: () => sidesOf(last),
    free: () => decoder.free(),
  };
}

function sidesOf(decoded: Decoded | null): Sides | null {
  const [left, right, ...more] = decoded?.channelData ?? [];
  return left && right && more.length === 0 ? { left, right } : null;
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
