import type { CheckpointShape } from './made-checkpoint.ts';

/** The random checkpoints whose numbers an independent implementation gave: see ../reference/README.md. */
export const referenceShapes: Readonly<Record<string, CheckpointShape>> = {
  /** A whole 30 s window, as in every published checkpoint up to large-v2. */
  window: { width: 32, encoderLayers: 1, decoderLayers: 2, heads: 2, mels: 80, frames: 1_500, seed: 11, endless: true },
  /** large-v3's 128 bands, a distilled model's single decoder layer, bfloat16, several files. */
  distilled: { width: 64, encoderLayers: 2, decoderLayers: 1, heads: 2, mels: 128, frames: 300, seed: 12, dtype: 'BF16', shards: 3, endless: true },
};

export const referenceSoundSeed = 5;
