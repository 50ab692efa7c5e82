import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTokenizer } from './made-tokenizer.ts';
import { createNumbers } from '../decode/seeded-numbers.ts';

export type CheckpointShape = {
  width: number;
  encoderLayers: number;
  decoderLayers: number;
  heads: number;
  mels: number;
  frames: number;
  positions?: number;
  seed: number;
  dtype?: 'F32' | 'F16' | 'BF16';
  /** Number of weight files; 1 is a plain model.safetensors. */
  shards?: number;
  multilingual?: boolean;
  /** Rows that the vocabulary has beyond the tokenizer's, to reach a published model's size. */
  vocabulary?: number;
  alignmentHeads?: [number, number][];
  /** The end of text is never the likeliest token, so that decoding goes on as long as it may. */
  endless?: boolean;
  /** Changes tensors before they are written: checkpoints that always say the same. */
  edit?: (tensors: Map<string, MadeTensor>) => void;
};

export type MadeTensor = { shape: number[]; data: Float32Array };

/** Writes a Hugging Face checkpoint folder with random weights: Whisper's shape, nobody's words. */
export function makeCheckpoint(folder: string, shape: CheckpointShape): void {
  mkdirSync(folder, { recursive: true });
  const { width, heads, mels, frames, positions = 448, multilingual = true, dtype = 'F32', shards = 1 } = shape;
  const tokenizer = makeTokenizer(frames, { multilingual });
  const vocabulary = shape.vocabulary ?? tokenizer.vocabulary;
  const json = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value, null, 1));
  const id = (token: string) => tokenizer.ids[token]!;
  json('tokenizer.json', tokenizer.json);
  json('config.json', {
    model_type: 'whisper', architectures: ['WhisperForConditionalGeneration'], activation_function: 'gelu', d_model: width, vocab_size: vocabulary, num_mel_bins: mels,
    encoder_layers: shape.encoderLayers, decoder_layers: shape.decoderLayers, encoder_attention_heads: heads, decoder_attention_heads: heads, encoder_ffn_dim: 4 * width, decoder_ffn_dim: 4 * width,
    max_source_positions: frames, max_target_positions: positions, scale_embedding: false, tie_word_embeddings: true, dropout: 0, median_filter_width: 7,
    decoder_start_token_id: id('<|startoftranscript|>'), eos_token_id: id('<|endoftext|>'), bos_token_id: id('<|endoftext|>'), pad_token_id: id('<|endoftext|>'),
  });
  json('generation_config.json', {
    no_timestamps_token_id: id('<|notimestamps|>'), is_multilingual: multilingual, max_initial_timestamp_index: Math.min(50, frames - 1),
    decoder_start_token_id: id('<|startoftranscript|>'), eos_token_id: id('<|endoftext|>'), pad_token_id: id('<|endoftext|>'), bos_token_id: id('<|endoftext|>'), prev_sot_token_id: id('<|startofprev|>'), max_length: positions,
    lang_to_id: tokenizer.languages, task_to_id: { transcribe: id('<|transcribe|>'), translate: id('<|translate|>') },
    alignment_heads: shape.alignmentHeads ?? [[shape.decoderLayers - 1, 0], [shape.decoderLayers - 1, heads - 1]],
    suppress_tokens: [7, 8, 9, ...['<|startoftranscript|>', '<|translate|>', '<|transcribe|>', '<|startoflm|>', '<|startofprev|>', '<|nospeech|>', ...Object.keys(tokenizer.languages)].map(id)], begin_suppress_tokens: [32, id('<|endoftext|>')],
  });
  json('preprocessor_config.json', { feature_extractor_type: 'WhisperFeatureExtractor', feature_size: mels, n_fft: 400, hop_length: 160, sampling_rate: 16_000, chunk_length: (frames * 320) / 16_000, n_samples: frames * 320, nb_max_frames: frames * 2, padding_value: 0, return_attention_mask: false });

  const tensors = randomTensors(shape, vocabulary, positions);
  scaleTokens(tensors, id('<|notimestamps|>') + 1, vocabulary, 0.65, width);
  if (shape.endless) scaleTokens(tensors, id('<|endoftext|>'), id('<|endoftext|>') + 1, 0, width);
  shape.edit?.(tensors);
  writeTensors(folder, tensors, dtype, shards);
}

function randomTensors({ width, encoderLayers, decoderLayers, mels, frames, seed }: CheckpointShape, vocabulary: number, positions: number): Map<string, MadeTensor> {
  const numbers = createNumbers(seed);
  const tensors = new Map<string, MadeTensor>();
  const add = (name: string, dimensions: number[], spread: number, middle = 0) => {
    // A plain loop: a published model's vocabulary is twenty million numbers.
    const data = new Float32Array(dimensions.reduce((a, b) => a * b, 1));
    for (let at = 0; at < data.length; at += 1) data[at] = middle + spread * numbers.normal();
    tensors.set(`model.${name}`, { shape: dimensions, data });
  };
  const matrix = (name: string, out: number, inner: number, gain = 1) => add(`${name}.weight`, [out, inner], gain / Math.sqrt(inner));
  const norm = (name: string) => {
    add(`${name}.weight`, [width], 0.1, 1);
    add(`${name}.bias`, [width], 0.1);
  };
  const attention = (name: string) => {
    for (const part of ['q_proj', 'k_proj', 'v_proj', 'out_proj']) {
      // Sharper than at random, so that attention looks somewhere.
      matrix(`${name}.${part}`, width, width, part === 'q_proj' || part === 'k_proj' ? 1.5 : 1);
      if (part !== 'k_proj') add(`${name}.${part}.bias`, [width], 0.05);
    }
  };
  const layer = (at: string, decoder: boolean) => {
    attention(`${at}.self_attn`);
    norm(`${at}.self_attn_layer_norm`);
    if (decoder) {
      attention(`${at}.encoder_attn`);
      norm(`${at}.encoder_attn_layer_norm`);
    }
    matrix(`${at}.fc1`, 4 * width, width);
    add(`${at}.fc1.bias`, [4 * width], 0.05);
    matrix(`${at}.fc2`, width, 4 * width);
    add(`${at}.fc2.bias`, [width], 0.05);
    norm(`${at}.final_layer_norm`);
  };
  add('encoder.conv1.weight', [width, mels, 3], 1 / Math.sqrt(3 * mels));
  add('encoder.conv1.bias', [width], 0.05);
  add('encoder.conv2.weight', [width, width, 3], 1 / Math.sqrt(3 * width));
  add('encoder.conv2.bias', [width], 0.05);
  add('encoder.embed_positions.weight', [frames, width], 0.3);
  for (let at = 0; at < encoderLayers; at += 1) layer(`encoder.layers.${at}`, false);
  norm('encoder.layer_norm');
  add('decoder.embed_tokens.weight', [vocabulary, width], 0.5);
  // Large beside the tokens', so that a random decoder goes from token to token and does not stay with one.
  add('decoder.embed_positions.weight', [positions, width], 1);
  for (let at = 0; at < decoderLayers; at += 1) layer(`decoder.layers.${at}`, true);
  norm('decoder.layer_norm');
  return tensors;
}

/** Timestamps are many: with scores as loud as the text's, their sum would always win. */
function scaleTokens(tensors: ReadonlyMap<string, MadeTensor>, from: number, to: number, by: number, width: number): void {
  const { data } = tensors.get('model.decoder.embed_tokens.weight')!;
  for (let at = from * width; at < to * width; at += 1) data[at] = data[at]! * by;
}

export function writeTensors(folder: string, tensors: ReadonlyMap<string, MadeTensor>, dtype: 'F32' | 'F16' | 'BF16', shards: number): void {
  const names = [...tensors.keys()];
  const files = Array.from({ length: shards }, (_, at) => (shards === 1 ? 'model.safetensors' : `model-${String(at + 1).padStart(5, '0')}-of-${String(shards).padStart(5, '0')}.safetensors`));
  const weightMap: Record<string, string> = {};
  files.forEach((file, shard) => {
    const mine = names.filter((_, at) => at % shards === shard);
    for (const name of mine) weightMap[name] = file;
    let offset = 0;
    const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
    const bodies = mine.map((name) => {
      const { shape, data } = tensors.get(name)!;
      const body = stored(data, dtype);
      header[name] = { dtype, shape, data_offsets: [offset, (offset += body.byteLength)] };
      return body;
    });
    const text = Buffer.from(JSON.stringify(header));
    const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, 0x20)]);
    const lead = Buffer.alloc(8);
    lead.writeBigUInt64LE(BigInt(padded.length));
    writeFileSync(join(folder, file), Buffer.concat([lead, padded, ...bodies]));
  });
  if (shards > 1) writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: weightMap }));
}

function stored(data: Float32Array, dtype: 'F32' | 'F16' | 'BF16'): Buffer {
  if (dtype === 'F32') return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  return Buffer.from(Uint16Array.from(bits, dtype === 'BF16' ? (value) => value >>> 16 : toHalf).buffer);
}

/** Cut off, not rounded: what is stored is the checkpoint. */
function toHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 112;
  if (exponent <= 0) return sign;
  return exponent >= 31 ? sign | 0x7bff : sign | (exponent << 10) | ((bits >>> 13) & 1_023);
}
