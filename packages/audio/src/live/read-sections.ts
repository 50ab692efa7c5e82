import type { ChannelLoudness } from '../channel-loudness.ts';
import { decodeSound } from '../decode-sound.ts';
import { engineRate } from '../engine-rate.ts';
import { SoundError } from '../sound-error.ts';
import { soundFromBytes } from '../sound-source.ts';
import { frameSamples, framesOf } from '../speech-frames.ts';
import { beginningOf, excerptFrom, frameSound, placeFor } from './framing.ts';
import type { SoundFraming, SoundPlace, Stretch } from './framing.ts';
import { sectionEnd, sectionLimits } from './section-end.ts';

/** How far a recording was read, as JSON: all that who goes on needs beside the bytes from `place` on. */
export type HearingCursor = {
  framing: SoundFraming;
  /** Where the decoder is taken up for what comes. */
  place: SoundPlace;
  /** Where the open section begins, at 16 kHz. */
  sample: number;
  floorDb: number | null;
};

/** A stretch between two pauses. Which ones a recording has follows from its sound alone. */
export type Section = { startSample: number; samples: Float32Array; channelLoudness(startMs: number, endMs: number): ChannelLoudness | null };

export type SectionsRead = {
  sections: Section[];
  /** What follows them and has no end yet; null where nothing does. */
  open: Section | null;
  /** Null while not even the recording's head is there. */
  cursor: HearingCursor | null;
  /** To the end of what could be decoded. */
  heardSamples: number;
  /** False: `most` sections were read and there is more. */
  all: boolean;
};

export type ReadSectionsOptions = {
  /** Of the read before; null at the beginning, where the bytes must begin with the recording's first. */
  cursor: HearingCursor | null;
  stretch: Stretch;
  /** The recording has ended: what is open is a section. */
  ended: boolean;
  most: number;
  maxDurationMs: number;
  signal?: AbortSignal;
};

/** What a decoder gives last may change when more bytes come. */
const unsettled = engineRate / 10;
const firstExcerptBytes = 512 * 1024;

/**
 * Reads the sections of a recording that still grows. Each is decoded anew from a place that its beginning determines, so
 * that a section's samples are the same whoever reads it, whenever, and however the bytes arrived.
 * @throws SoundError AUDIO_UNREADABLE, AUDIO_TOO_LONG
 */
export async function readSections({ cursor: before, stretch, ended, most, maxDurationMs, signal }: ReadSectionsOptions): Promise<SectionsRead> {
  const framing = before?.framing ?? frameSound(stretch.bytes);
  if (!framing) {
    if (ended) throw new SoundError('AUDIO_UNREADABLE', 'The recording ended before its sound began.');
    return { sections: [], open: null, cursor: null, heardSamples: 0, all: true };
  }
  let cursor: HearingCursor = before ?? { framing, place: beginningOf(framing), sample: 0, floorDb: null };
  const sections: Section[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const read = await readOne(cursor, stretch, ended, signal);
    const { section, end } = read;
    const heardSamples = cursor.sample + (section?.samples.length ?? 0);
    if (heardSamples > (maxDurationMs / 1_000) * engineRate) throw new SoundError('AUDIO_TOO_LONG', `The recording is longer than ${Math.round(maxDurationMs / 60_000)} minutes.`);
    if (!section || !end) {
      if (!ended || !section) return { sections, open: section, cursor, heardSamples, all: true };
      return { sections: [...sections, section], open: null, cursor: { ...cursor, sample: heardSamples }, heardSamples, all: true };
    }
    sections.push({ ...section, samples: section.samples.subarray(0, end.end * frameSamples) });
    const sample = cursor.sample + end.end * frameSamples;
    cursor = { framing, place: placeFor(framing, stretch, cursor.place, sample), sample, floorDb: end.floorDb };
    if (sections.length >= most) return { sections, open: null, cursor, heardSamples: sample, all: false };
  }
}

/** The open section as far as it can be decoded, and its end if it has one. */
async function readOne(cursor: HearingCursor, stretch: Stretch, ended: boolean, signal: AbortSignal | undefined): Promise<{ section: Section | null; end: ReturnType<typeof sectionEnd> }> {
  const { framing, place, sample, floorDb } = cursor;
  const there = stretch.firstByte + stretch.bytes.byteLength - place.byte;
  const aSecond = framing.rate * framing.frameBytes;
  for (let most = aSecond > 0 ? aSecond * (Math.ceil(sectionLimits.most / 1_000) + 4) : firstExcerptBytes; ; most *= 2) {
    if (there <= 0) return { section: null, end: null };
    const whole = most >= there;
    const samples = await decode(excerptFrom(framing, stretch, place, most), place, sample, !(whole && ended), framing, signal);
    if (samples && samples.heard.length > 0) {
      const loudness = await loudnessOf(samples.heard);
      const end = sectionEnd(loudness, floorDb);
      if (end || whole) return { section: { startSample: sample, samples: samples.heard, channelLoudness: samples.channelLoudness }, end };
    } else if (whole) return { section: null, end: null };
  }
}

type Heard = { heard: Float32Array; channelLoudness: Section['channelLoudness'] };

/** From the section's start on, at most as much as a section may have. Null where nothing can be decoded yet. */
async function decode(excerpt: Uint8Array, place: SoundPlace, from: number, growing: boolean, framing: SoundFraming, signal: AbortSignal | undefined): Promise<Heard | null> {
  const wanted = (sectionLimits.most / 1_000) * engineRate;
  const midstream = place.byte > framing.firstByte;
  const skip = from - place.sample;
  try {
    const sound = await decodeSound(soundFromBytes(excerpt), { maxDurationMs: Infinity, midstream, ...(signal ? { signal } : {}) });
    try {
      const heard = new Float32Array(wanted);
      let at = -skip;
      for await (const piece of sound.samples()) {
        const useful = piece.subarray(Math.max(0, -at), Math.max(0, wanted - at));
        if (useful.length > 0) heard.set(useful, Math.max(0, at));
        at += piece.length;
        if (at >= wanted + unsettled) break;
      }
      const settled = Math.max(0, Math.min(wanted, growing ? at - unsettled : at));
      // Whole frames, so that who reads on cuts the same ones; the recording's own end is its end.
      const length = growing ? settled - (settled % frameSamples) : settled;
      const startMs = (place.sample / engineRate) * 1_000;
      return { heard: heard.subarray(0, length), channelLoudness: (start, end) => sound.channelLoudness(start - startMs, end - startMs) };
    } finally {
      await sound.close();
    }
  } catch (error) {
    // A packet's beginning is no sound yet.
    if (growing && error instanceof SoundError && error.code === 'AUDIO_UNREADABLE') return null;
    throw error;
  }
}

async function loudnessOf(samples: Float32Array): Promise<number[]> {
  const all: number[] = [];
  for await (const frame of framesOf([samples])) all.push(frame.energyDb);
  return all;
}
