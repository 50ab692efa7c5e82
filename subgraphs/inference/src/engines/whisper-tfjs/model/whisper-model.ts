import * as tf from '@tensorflow/tfjs-core';
import { basename } from 'node:path';
import { readConfiguration } from '../checkpoint/configuration.ts';
import type { WhisperConfiguration } from '../checkpoint/configuration.ts';
import { openTensors } from '../checkpoint/read-safetensors.ts';
import { createLogMel } from '../sound/log-mel.ts';
import { readTokens } from '../tokens/tokens.ts';
import type { Tokens } from '../tokens/tokens.ts';
import { composedArithmetic } from './arithmetic/composed.ts';
import { fits, fusedArithmetic } from './arithmetic/fused.ts';
import { startDecoding, step, vocabularyScores } from './decoder.ts';
import type { StepOptions } from './decoder.ts';
import type { DecoderState } from './decoder-state.ts';
import { encode } from './encoder.ts';
import { loadWeights } from './weights.ts';

/** A checkpoint ready to run on the current backend. Tensors that its functions give are the caller's to dispose. */
export type WhisperModel = {
  /** The checkpoint folder's name. */
  name: string;
  configuration: WhisperConfiguration;
  tokens: Tokens;
  /** Samples of a window at 16 kHz: 480,000 but in tests. */
  windowSamples: number;
  /** Pictures of windows of sound: [windows, frames * 2, mels] */
  logMel(windows: readonly Float32Array[]): tf.Tensor3D;
  /** [windows, frames, width] */
  encode(mel: tf.Tensor3D): tf.Tensor3D;
  start(sound: tf.Tensor3D): DecoderState;
  /** Normalised hidden states, [rows * positions, width]; see decoder.ts. */
  step(state: DecoderState, tokens: readonly number[], options?: StepOptions): tf.Tensor2D;
  /** [rows, vocabulary] */
  scores(hidden: tf.Tensor2D): tf.Tensor2D;
  dispose(): void;
};

/**
 * Reads a Hugging Face checkpoint folder (config.json, model.safetensors or its parts, tokenizer.json,
 * preprocessor_config.json, generation_config.json if there) onto the current backend.
 * @throws CheckpointError for a folder that is not whole or does not fit together
 */
export function openWhisper(folder: string, device: 'CPU' | 'GPU'): WhisperModel {
  const configuration = readConfiguration(folder);
  const tokens = readTokens(folder, configuration);
  const store = openTensors(folder);
  try {
    const arithmetic = tf.getBackend() === 'wasm' && fits(configuration) ? fusedArithmetic() : composedArithmetic(device);
    const weights = loadWeights(store, configuration, arithmetic);
    const logMel = createLogMel(configuration.mels, configuration.frames);
    return {
      name: basename(folder),
      configuration,
      tokens,
      windowSamples: configuration.frames * 320,
      logMel: (windows) => logMel.of(windows),
      encode: (mel) => encode(weights, configuration.encoderHeads, arithmetic, mel),
      start: (sound) => startDecoding(weights, configuration.decoderHeads, arithmetic, sound),
      step: (state, next, options) => step(weights, arithmetic, state, next, options),
      scores: (hidden) => vocabularyScores(weights, arithmetic, hidden),
      dispose: () => {
        weights.dispose();
        logMel.dispose();
        arithmetic.dispose();
      },
    };
  } finally {
    store.close();
  }
}
