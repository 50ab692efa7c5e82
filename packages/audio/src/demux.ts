import { CustomSource, EncodedPacketSink, FLAC, Input, MATROSKA, MP3, OGG, WAVE, WEBM } from 'mediabunny';
import type { AudioCodec, EncodedPacket } from 'mediabunny';
import { SoundError } from './sound-error.ts';
import type { SoundSource } from './sound-source.ts';

export type Demuxed = {
  container: 'WAV' | 'FLAC' | 'OGG' | 'WEBM' | 'MP3';
  codec: AudioCodec;
  sampleRate: number;
  channels: number;
  /** OpusHead, or FLAC's stream info. */
  description: Uint8Array | null;
  /** As the container's header says, without reading on: null when it does not say. */
  declaredMs(): Promise<number | null>;
  /** By the last packet: reads the whole file where the container has no index. */
  measureMs(): Promise<number>;
  packets(): AsyncGenerator<EncodedPacket, void>;
};

const containers = new Map<string, Demuxed['container']>([
  ['WAVE', 'WAV'],
  ['FLAC', 'FLAC'],
  ['Ogg', 'OGG'],
  ['WebM', 'WEBM'],
  ['Matroska', 'WEBM'],
  ['MP3', 'MP3'],
]);

/**
 * Opens a container and finds its sound. The caller disposes.
 * @throws SoundError AUDIO_UNREADABLE for what is not a sound, or not one of ours
 * @throws whatever `source.read` throws: a store's failure is never taken for a broken file
 */
export async function demux(source: SoundSource): Promise<{ sound: Demuxed; dispose(): void }> {
  // The demuxer turns any failed read into its own error, so the store's is kept aside.
  const store: { failure: unknown } = { failure: null };
  const input = new Input({
    formats: [WAVE, FLAC, OGG, WEBM, MATROSKA, MP3],
    source: new CustomSource({
      getSize: () => source.byteLength,
      read: async (start, end) => {
        try {
          return await source.read(start, Math.min(end, source.byteLength));
        } catch (error) {
          store.failure = error;
          throw error;
        }
      },
    }),
  });
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw faultOf(error, store.failure);
    }
  };

  try {
    return await guard(async () => {
      const format = await input.getFormat();
      const container = containers.get(format.name);
      const track = await input.getPrimaryAudioTrack();
      if (!container || !track?.codec) throw new SoundError('AUDIO_UNREADABLE', 'The file holds no sound that can be read.');
      const config = await track.getDecoderConfig();
      const sink = new EncodedPacketSink(track);
      const sound: Demuxed = {
        container,
        codec: track.codec,
        sampleRate: track.sampleRate,
        channels: track.numberOfChannels,
        description: bytesOf(config?.description),
        declaredMs: () => guard(async () => toMs(await track.getDurationFromMetadata())),
        measureMs: () => guard(async () => toMs(await track.computeDuration()) ?? 0),
        async *packets() {
          try {
            for await (const packet of sink.packets()) yield packet;
          } catch (error) {
            throw faultOf(error, store.failure);
          }
        },
      };
      return { sound, dispose: () => input.dispose() };
    });
  } catch (error) {
    input.dispose();
    throw error;
  }
}

function faultOf(error: unknown, storeFailure: unknown): unknown {
  if (storeFailure) return storeFailure;
  if (error instanceof SoundError) return error;
  return new SoundError('AUDIO_UNREADABLE', 'The file is not a WAV, FLAC, Ogg/Opus, WebM/Opus or MP3 sound that can be read.', { cause: error });
}

function bytesOf(description: ArrayBuffer | SharedArrayBuffer | ArrayBufferView | undefined): Uint8Array | null {
  if (!description) return null;
  if (ArrayBuffer.isView(description)) return new Uint8Array(description.buffer, description.byteOffset, description.byteLength);
  return new Uint8Array(description);
}

function toMs(seconds: number | null): number | null {
  return seconds === null || !Number.isFinite(seconds) || seconds < 0 ? null : Math.round(seconds * 1000);
}
