import { makeCheckpoint } from './made-checkpoint.ts';
import type { CheckpointShape } from './made-checkpoint.ts';
import { makeTokenizer } from './made-tokenizer.ts';

export type Script = {
  /** What the decoder says of every window, whatever the sound: text, and times as <|0.00|>. */
  says: string;
  /** How sure it is; at 1 nearly everything is as likely. */
  loudness?: number;
  /** Whether it holds every window for no speech. */
  noSpeech?: boolean;
  /** What it says instead where so many tokens of a prompt come first (1 to 60). */
  prompted?: { tokens: number; says: string };
};

/** Positions drown the tokens before: what was said last must not matter. */
const loud = 50;

/** Windows of 3 s, so that tests are fast. */
const shape: CheckpointShape = { width: 64, encoderLayers: 1, decoderLayers: 2, heads: 2, mels: 80, frames: 150, seed: 3 };


/**
 * A checkpoint that says the same of every window: its layers add nothing, each position has a direction of its own,
 * and the token said there points in it. So engine and guards can be tested from sound to result, without a trained model.
 */
export function makeScriptedCheckpoint(folder: string, { says, loudness = 25, noSpeech = false, prompted }: Script): void {
  const tokenizer = makeTokenizer(shape.frames);
  const id = (token: string) => tokenizer.ids[token]!;
  const said = tokensOf(says, id);
  makeCheckpoint(folder, {
    ...shape,
    edit: (tensors) => {
      const { width } = shape;
      for (const [name, { data }] of tensors) {
        // Whatever a decoder layer computes, nothing of it reaches the sum.
        if (/decoder\.layers\.\d+\.(self_attn\.out_proj|encoder_attn\.out_proj|fc2)\./.test(name)) data.fill(0);
        if (name === 'model.decoder.layer_norm.weight') data.fill(1);
        if (name === 'model.decoder.layer_norm.bias') data.fill(0);
      }
      const embeddings = tensors.get('model.decoder.embed_tokens.weight')!.data;
      const positions = tensors.get('model.decoder.embed_positions.weight')!.data;
      embeddings.fill(0);
      const point = (token: number, position: number, strength: number) => {
        for (let at = 0; at < width; at += 1) embeddings[token * width + at]! += (strength * positions[position * width + at]!) / width / loud;
      };
      // A direction of its own for each position of a script; they repeat after as many as the model is wide.
      for (let at = 0; at < positions.length; at += 1) positions[at] = at % width === Math.floor(at / width) % width ? loud * Math.sqrt(width) : 0;
      // Position 0 is <|startoftranscript|>: what follows it tells the language, and whether somebody speaks.
      point(id('<|en|>'), 0, 3);
      if (noSpeech) point(id('<|nospeech|>'), 0, 9);
      // The third token of the prompt is the first to be followed by a choice.
      [...said, id('<|endoftext|>')].forEach((token, at) => point(token, 2 + at, loudness));
      if (prompted) [...tokensOf(prompted.says, id), id('<|endoftext|>')].forEach((token, at) => point(token, prompted.tokens + 2 + at, loudness));
    },
  });
}

/** A character a token, numbered by its byte: the made tokenizer does so, and its merges decode just the same. */
function tokensOf(says: string, id: (token: string) => number): number[] {
  return (says.match(/<\|[\d.]+\|>|[\s\S]/gu) ?? []).map((piece) => {
    if (piece.length > 1) return id(piece);
    return piece.charCodeAt(0);
  });
}

