import type { WhisperConfiguration } from '../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/configuration.ts';

/** Floating-point operations of one window's encoding: products only, a multiplication and an addition are two. */
export function encoderWork({ width, encoderLayers, frames, mels }: WhisperConfiguration): number {
  const convolutions = 2 * (2 * frames) * 3 * mels * width + 2 * frames * 3 * width * width;
  const layer = 2 * frames * 12 * width * width + 4 * frames * frames * width;
  return convolutions + encoderLayers * layer;
}

/** Of decoding so many tokens of one window, the sound's keys and values included. */
export function decoderWork({ width, decoderLayers, frames, vocabulary }: WhisperConfiguration, tokens: number): number {
  const sound = decoderLayers * 4 * frames * width * width;
  const layer = 2 * 14 * width * width + 4 * frames * width + (4 * tokens * width) / 2;
  return sound + tokens * (decoderLayers * layer + 2 * width * vocabulary);
}
