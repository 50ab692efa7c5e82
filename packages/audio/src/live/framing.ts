import { SoundError } from '../sound-error.ts';
import { frameOgg, oggPlaces } from './frame-ogg.ts';
import { frameWav, wavExcerpt, wavPlaces } from './frame-wav.ts';
import { frameWebm, webmPlaces } from './frame-webm.ts';

/**
 * How a recording that still grows is taken up in its middle: what opens its container, and where its sound begins.
 * Plain JSON, so that whoever goes on needs no byte of the beginning.
 */
export type SoundFraming = {
  container: 'WAV' | 'OGG' | 'WEBM';
  /** Base64: what is put before an excerpt so that it is a sound of its own. WAV: the format chunk's body. */
  header: string;
  /** Of the file: where the sound begins, and where it ends if the file says so. */
  firstByte: number;
  lastByte: number | null;
  /** WAV: frames a second and bytes a frame. */
  rate: number;
  frameBytes: number;
  /** Opus: warm-up samples at 48 kHz. */
  preSkip: number;
  /** WebM: nanoseconds a tick, and the tick at which the sound begins. */
  tickNs: number;
  firstTick: number;
};

/** Where a decoder can take the sound up: a byte of the file, and the sample (16 kHz, from the start) that it gives first. */
export type SoundPlace = { byte: number; sample: number };

/** A stretch of the file. `firstByte`: where in the file it begins. */
export type Stretch = { bytes: Uint8Array; firstByte: number };

/** A decoder that is taken up is right after this many samples of the codec's own memory: a second. */
const settling = 16_000;
const largestHeader = 256 * 1024;

/**
 * Reads the head of a recording. Null while it is not all there.
 * @throws SoundError AUDIO_UNREADABLE for what cannot be taken up in its middle: only WAV, Ogg/Opus and WebM/Opus can
 */
export function frameSound(head: Uint8Array): SoundFraming | null {
  if (head.byteLength < 12) return null;
  const magic = Buffer.from(head.subarray(0, 4)).toString('latin1');
  const framing = magic === 'RIFF' ? frameWav(head) : magic === 'OggS' ? frameOgg(head) : head[0] === 0x1a && head[1] === 0x45 ? frameWebm(head) : undefined;
  if (framing === undefined || (framing === null && head.byteLength > largestHeader)) {
    throw new SoundError('AUDIO_UNREADABLE', 'Only WAV, Ogg/Opus and WebM/Opus can be heard while they are recorded.');
  }
  return framing;
}

export const beginningOf = ({ firstByte }: SoundFraming): SoundPlace => ({ byte: firstByte, sample: 0 });

/** The last place from which the sound at `sample` can be had exactly, among those in `stretch` after `from`. */
export function placeFor(framing: SoundFraming, stretch: Stretch, from: SoundPlace, sample: number): SoundPlace {
  let best = from;
  for (const place of placesOf(framing, stretch, from, sample)) {
    if (place.sample > sample - settling) break;
    best = place;
  }
  return best;
}

function placesOf(framing: SoundFraming, stretch: Stretch, from: SoundPlace, sample: number): Iterable<SoundPlace> {
  switch (framing.container) {
    case 'WAV':
      return wavPlaces(framing, sample - settling);
    case 'OGG':
      return oggPlaces(framing, stretch, from);
    case 'WEBM':
      return webmPlaces(framing, stretch, from);
  }
}

/** The sound from `place` on, to the end of `stretch` or `mostBytes` further, as a file of its own. */
export function excerptFrom(framing: SoundFraming, stretch: Stretch, place: SoundPlace, mostBytes: number): Uint8Array {
  const from = place.byte - stretch.firstByte;
  if (from < 0) throw new RangeError('the place lies before the stretch');
  const until = Math.min(stretch.bytes.byteLength, from + mostBytes, framing.lastByte === null ? Infinity : framing.lastByte - stretch.firstByte);
  const body = stretch.bytes.subarray(from, Math.max(from, until));
  const header = Buffer.from(framing.header, 'base64');
  return framing.container === 'WAV' ? wavExcerpt(framing, header, body) : Buffer.concat([header, body]);
}
