import { tone, wav as wavOf } from '@dra/audio/tones';

/** 8 kHz, 16 bit, mono: what a device of the bench sends. */
const rate = 8_000;
const headerBytes = 44;

/** A quiet tone of so many milliseconds: not silence, which nobody needs to transcribe. */
export const wav = (durationMs: number): Buffer => wavOf(tone(300, durationMs / 1_000, rate, 0.06), rate);

/** By the bytes a second of its header: a section of a live visit has others than the device's sound. */
export const soundMs = (audio: Uint8Array): number => Math.round(((audio.byteLength - headerBytes) / Buffer.from(audio.buffer, audio.byteOffset, headerBytes).readUInt32LE(28)) * 1_000);
