import { demux } from './demux.ts';
import type { Demuxed } from './demux.ts';
import { SoundError } from './sound-error.ts';
import type { SoundSource } from './sound-source.ts';

export type SoundDescription = {
  container: Demuxed['container'];
  mediaType: string;
  sampleRate: number;
  channels: number;
  /** Null where only decoding tells, e.g. a WebM straight from a browser's recorder. */
  durationMs: number | null;
};

const codecs = new Set(['opus', 'flac', 'mp3', 'pcm-u8', 'pcm-s16', 'pcm-s24', 'pcm-s32', 'pcm-f32', 'pcm-f64', 'ulaw', 'alaw']);
const mediaTypes: Record<Demuxed['container'], string> = {
  WAV: 'audio/wav',
  FLAC: 'audio/flac',
  OGG: 'audio/ogg',
  WEBM: 'audio/webm',
  MP3: 'audio/mpeg',
};

/**
 * Says what a sound is by its header and first packet, without decoding it. Closes nothing.
 * @throws SoundError AUDIO_UNREADABLE for what the engines could not decode
 */
export async function describeSound(source: SoundSource): Promise<SoundDescription> {
  const { sound, dispose } = await demux(source);
  try {
    if (!codecs.has(sound.codec)) throw new SoundError('AUDIO_UNREADABLE', `The ${sound.container} file holds ${sound.codec}, which is not decoded here. Send PCM, FLAC, Opus or MP3.`);
    return {
      container: sound.container,
      mediaType: mediaTypes[sound.container],
      sampleRate: sound.sampleRate,
      channels: sound.channels,
      durationMs: await sound.declaredMs(),
    };
  } finally {
    dispose();
  }
}
