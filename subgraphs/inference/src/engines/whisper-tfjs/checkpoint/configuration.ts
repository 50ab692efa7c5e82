import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from './checkpoint-error.ts';

const count = z.number().int().positive();
const tokenIds = z.array(z.number().int().nonnegative());

/** config.json: the architecture. What Whisper's code does not do (another activation) is refused and not ignored. */
const modelSchema = z.object({
  model_type: z.literal('whisper'),
  d_model: count,
  encoder_layers: count,
  decoder_layers: count,
  encoder_attention_heads: count,
  decoder_attention_heads: count,
  vocab_size: count,
  num_mel_bins: count.default(80),
  max_source_positions: count.default(1_500),
  max_target_positions: count.default(448),
  decoder_start_token_id: z.number().int(),
  eos_token_id: z.number().int(),
  activation_function: z.literal('gelu').default('gelu'),
  scale_embedding: z.literal(false).default(false),
  tie_word_embeddings: z.boolean().default(true),
  median_filter_width: count.default(7),
  suppress_tokens: tokenIds.nullish(),
  begin_suppress_tokens: tokenIds.nullish(),
});

/** generation_config.json: how the checkpoint wants to be decoded. Old checkpoints have none. */
const generationSchema = z.object({
  no_timestamps_token_id: z.number().int().optional(),
  is_multilingual: z.boolean().optional(),
  lang_to_id: z.record(z.string(), z.number().int()).optional(),
  max_initial_timestamp_index: z.number().int().nullish(),
  alignment_heads: z.array(z.tuple([z.number().int(), z.number().int()])).nullish(),
  suppress_tokens: tokenIds.nullish(),
  begin_suppress_tokens: tokenIds.nullish(),
});

/** preprocessor_config.json: only what would make our front end the wrong one is looked at. */
const soundSchema = z.object({
  feature_size: count.optional(),
  n_fft: z.literal(400).default(400),
  hop_length: z.literal(160).default(160),
  sampling_rate: z.literal(16_000).default(16_000),
});

export type WhisperConfiguration = {
  width: number;
  encoderLayers: number;
  decoderLayers: number;
  encoderHeads: number;
  decoderHeads: number;
  vocabulary: number;
  mels: number;
  /** Encoder frames of a window, 20 ms each: 1,500 but in tests. */
  frames: number;
  /** Most tokens of one decoding, prompt included. */
  positions: number;
  startToken: number;
  endToken: number;
  tiedEmbeddings: boolean;
  medianFilterWidth: number;
  suppressed: readonly number[];
  suppressedAtStart: readonly number[];
  /** Layer and head pairs of the decoder that look where the sound is; null where nobody measured them. */
  alignmentHeads: readonly (readonly [number, number])[] | null;
  /** How late the first timestamp may lie, in 20 ms steps. */
  latestFirstTimestamp: number;
  multilingual: boolean | null;
  noTimestampsToken: number | null;
};

/** @throws CheckpointError when a file is missing, is no JSON, or describes something that is not Whisper */
export function readConfiguration(folder: string): WhisperConfiguration {
  const model = parse(folder, 'config.json', modelSchema);
  if (!model) throw new CheckpointError('there is no config.json');
  const generation = parse(folder, 'generation_config.json', generationSchema) ?? generationSchema.parse({});
  const sound = parse(folder, 'preprocessor_config.json', soundSchema);
  if (!sound) throw new CheckpointError('there is no preprocessor_config.json');
  if (sound.feature_size && sound.feature_size !== model.num_mel_bins) throw new CheckpointError(`preprocessor_config.json makes ${sound.feature_size} mel bands, and config.json wants ${model.num_mel_bins}`);
  for (const [what, heads] of [['encoder', model.encoder_attention_heads], ['decoder', model.decoder_attention_heads]] as const) {
    if (model.d_model % heads !== 0) throw new CheckpointError(`config.json: ${model.d_model} cannot be shared by ${heads} ${what} heads`);
  }
  const outside = (generation.alignment_heads ?? []).some(([layer, head]) => layer >= model.decoder_layers || head >= model.decoder_attention_heads);
  if (outside) throw new CheckpointError('generation_config.json: alignment_heads names a head that the model does not have');
  const ids = (list: readonly number[] | null | undefined) => (list ?? []).filter((id) => id < model.vocab_size);
  return {
    width: model.d_model,
    encoderLayers: model.encoder_layers,
    decoderLayers: model.decoder_layers,
    encoderHeads: model.encoder_attention_heads,
    decoderHeads: model.decoder_attention_heads,
    vocabulary: model.vocab_size,
    mels: model.num_mel_bins,
    frames: model.max_source_positions,
    positions: model.max_target_positions,
    startToken: model.decoder_start_token_id,
    endToken: model.eos_token_id,
    tiedEmbeddings: model.tie_word_embeddings,
    medianFilterWidth: model.median_filter_width,
    suppressed: ids(generation.suppress_tokens ?? model.suppress_tokens),
    suppressedAtStart: ids(generation.begin_suppress_tokens ?? model.begin_suppress_tokens),
    alignmentHeads: generation.alignment_heads?.length ? generation.alignment_heads : null,
    latestFirstTimestamp: generation.max_initial_timestamp_index ?? 50,
    multilingual: generation.is_multilingual ?? null,
    noTimestampsToken: generation.no_timestamps_token_id ?? null,
  };
}

function parse<T>(folder: string, file: string, schema: z.ZodType<T>): T | null {
  const path = join(folder, file);
  if (!existsSync(path)) return null;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new CheckpointError(`${file} cannot be read as JSON`);
  }
  const result = schema.safeParse(json);
  if (!result.success) throw new CheckpointError(`${file}: ${result.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  return result.data;
}
