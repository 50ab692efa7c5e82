import * as tf from '@tensorflow/tfjs-core';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import type { WhisperConfiguration } from '../checkpoint/configuration.ts';
import type { StoredTensor, TensorStore } from '../checkpoint/read-safetensors.ts';
import type { Arithmetic, Linear, Vocabulary } from './arithmetic/arithmetic.ts';
import { fold, foldConvolution } from './fold.ts';
import type { Matrix, Part } from './fold.ts';

export type EncoderLayer = { qkv: Linear; out: Linear; rise: Linear; fall: Linear };
export type DecoderLayer = EncoderLayer & { crossQuery: Linear; crossKey: Linear; crossValue: Linear; crossOut: Linear };

/** A checkpoint on the backend. Layer norms are folded into what follows them (fold.ts). */
export type WhisperWeights = {
  /** [3 * channels, width] */
  convolutions: readonly [Linear, Linear];
  encoderPositions: tf.Tensor2D;
  encoderLayers: readonly EncoderLayer[];
  encoderNorm: { gain: tf.Tensor1D; bias: tf.Tensor1D };
  embeddings: tf.Tensor2D;
  decoderPositions: tf.Tensor2D;
  decoderLayers: readonly DecoderLayer[];
  decoderNorm: { gain: tf.Tensor1D; bias: tf.Tensor1D };
  /** width -> vocabulary */
  vocabulary: Vocabulary;
  dispose(): void;
};

const rootHalf = Math.SQRT1_2;

/**
 * @throws CheckpointError when a tensor is missing or has another shape than config.json says
 */
export function loadWeights(store: TensorStore, configuration: WhisperConfiguration, arithmetic: Arithmetic): WhisperWeights {
  const made: tf.Tensor[] = [];
  try {
    const keep = <T extends tf.Tensor>(tensor: T): T => {
      made.push(tensor);
      return tf.keep(tensor);
    };
    return { ...build(reader(store), configuration, arithmetic, keep), dispose: () => tf.dispose(made) };
  } catch (error) {
    tf.dispose(made);
    throw error;
  }
}

type Reader = (name: string, ...shape: number[]) => StoredTensor;

/** Names with and without the "model." that some exports leave out. */
function reader(store: TensorStore): Reader {
  const prefix = store.shapeOf('model.encoder.conv1.weight') ? 'model.' : '';
  return (name, ...shape) => {
    const full = store.shapeOf(name) ? name : `${prefix}${name}`;
    const stored = store.shapeOf(full);
    if (!stored) throw new CheckpointError(`the checkpoint has no tensor ${full}`);
    if (stored.join() !== shape.join()) throw new CheckpointError(`tensor ${full} is [${stored.join(', ')}], and config.json means [${shape.join(', ')}]`);
    return store.read(full);
  };
}

function build(read: Reader, configuration: WhisperConfiguration, arithmetic: Arithmetic, keep: <T extends tf.Tensor>(tensor: T) => T): Omit<WhisperWeights, 'dispose'> {
  const { width, vocabulary, mels, frames, positions } = configuration;
  const placed = ({ weight, inner, outer, bias }: Matrix): Linear => {
    const made = arithmetic.matrix(weight, inner, outer, bias);
    keep(made.weight);
    keep(made.bias);
    return made;
  };
  const linear = (parts: Part[], normAt: string | null): Linear => {
    const norm = normAt === null ? null : { gain: read(`${normAt}.weight`, width), bias: read(`${normAt}.bias`, width) };
    return placed(fold(parts, norm));
  };
  const square = (at: string, bias: boolean, scale = 1): Part => ({ weight: read(`${at}.weight`, width, width), bias: bias ? read(`${at}.bias`, width) : null, scale });
  const layer = (at: string, heads: number): EncoderLayer => {
    const scale = (width / heads) ** -0.5;
    return {
      qkv: linear([square(`${at}.self_attn.q_proj`, true, scale), square(`${at}.self_attn.k_proj`, false), square(`${at}.self_attn.v_proj`, true)], `${at}.self_attn_layer_norm`),
      out: linear([square(`${at}.self_attn.out_proj`, true)], null),
      // gelu(x) = y (1 + erf(y)) / sqrt(2) with y = x / sqrt(2): both constants go into the matrices around it.
      rise: linear([{ weight: read(`${at}.fc1.weight`, 4 * width, width), bias: read(`${at}.fc1.bias`, 4 * width), scale: rootHalf }], `${at}.final_layer_norm`),
      fall: fallOf(at),
    };
  };
  const fallOf = (at: string): Linear => {
    const stored = read(`${at}.fc2.weight`, width, 4 * width);
    const scaled = { shape: stored.shape, data: stored.data.map((value) => value * rootHalf) };
    return linear([{ weight: scaled, bias: read(`${at}.fc2.bias`, width) }], null);
  };
  const decoderLayer = (at: string): DecoderLayer => ({
    ...layer(at, configuration.decoderHeads),
    crossQuery: linear([square(`${at}.encoder_attn.q_proj`, true, (width / configuration.decoderHeads) ** -0.5)], `${at}.encoder_attn_layer_norm`),
    crossKey: linear([square(`${at}.encoder_attn.k_proj`, false)], null),
    crossValue: linear([square(`${at}.encoder_attn.v_proj`, true)], null),
    crossOut: linear([square(`${at}.encoder_attn.out_proj`, true)], null),
  });
  const convolution = (at: string, inner: number, scaleIn: number) => placed(foldConvolution(read(`${at}.weight`, width, inner, 3), read(`${at}.bias`, width), scaleIn, rootHalf));
  const matrix = (name: string, rows: number) => keep(tf.tensor2d(read(name, rows, width).data, [rows, width]));
  const vector = (name: string) => keep(tf.tensor1d(read(name, width).data));
  const embeddings = read('decoder.embed_tokens.weight', vocabulary, width);
  const embedded = keep(tf.tensor2d(embeddings.data, [vocabulary, width]));
  const scored = arithmetic.vocabulary(configuration.tiedEmbeddings ? embeddings.data : read('proj_out.weight', vocabulary, width).data, vocabulary, width, configuration.tiedEmbeddings ? embedded : null);
  if (scored.weight !== embedded) keep(scored.weight);
  if (scored.bias) keep(scored.bias);
  return {
    convolutions: [convolution('encoder.conv1', mels, 1), convolution('encoder.conv2', width, rootHalf)],
    encoderPositions: matrix('encoder.embed_positions.weight', frames),
    encoderLayers: Array.from({ length: configuration.encoderLayers }, (_, at) => layer(`encoder.layers.${at}`, configuration.encoderHeads)),
    encoderNorm: { gain: vector('encoder.layer_norm.weight'), bias: vector('encoder.layer_norm.bias') },
    embeddings: embedded,
    decoderPositions: matrix('decoder.embed_positions.weight', positions),
    decoderLayers: Array.from({ length: configuration.decoderLayers }, (_, at) => decoderLayer(`decoder.layers.${at}`)),
    decoderNorm: { gain: vector('decoder.layer_norm.weight'), bias: vector('decoder.layer_norm.bias') },
    vocabulary: scored,
  };
}
