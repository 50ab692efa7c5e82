import { tone, wav as wavOf } from '@dra/audio/tones';

/** 8 kHz, 16 bit, mono: what a device of the bench sends. */
const rate = 8_000;
const headerBytes = 44;

/** A quiet tone of so many milliseconds: not silence, which nobody needs to transcribe. */
export const wav = (durationMs: number): Buffer => wavOf(tone(300, durationMs / 1_000, rate, 0.06), rate);

export const soundMs = (audio: Uint8Array): number => Math.round(((audio.byteLength - headerBytes) / (rate * 2)) * 1_000);
