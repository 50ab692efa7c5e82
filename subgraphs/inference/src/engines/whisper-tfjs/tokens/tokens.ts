import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import type { WhisperConfiguration } from '../checkpoint/configuration.ts';

/** Text <-> tokens of one checkpoint, and the tokens that mean something else than text. */
export type Tokens = {
  end: number;
  start: number;
  /** Before a prompt: what was said before, or words to expect. */
  previous: number | null;
  noSpeech: number | null;
  noTimestamps: number;
  transcribe: number | null;
  /** <|0.00|>; each next one is 20 ms later. */
  firstTimestamp: number;
  lastTimestamp: number;
  /** Two-letter code -> token; empty for English-only checkpoints. */
  languages: ReadonlyMap<string, number>;
  /** Never text: everything from here on is special. */
  isSpecial(token: number): boolean;
  encode(text: string): number[];
  /** Special tokens are left out. Bytes that are no UTF-8 become U+FFFD. */
  decode(tokens: readonly number[]): string;
};

/**
 * Reads tokenizer.json and checks it against the checkpoint: a tokenizer of another model would turn sound into
 * fluent nonsense, and nothing later would notice.
 * @throws CheckpointError
 */
export function readTokens(folder: string, configuration: WhisperConfiguration): Tokens {
  const tokenizer = open(folder);
  const id = (token: string) => tokenizer.token_to_id(token) ?? null;
  const need = (token: string): number => {
    const found = id(token);
    if (found === null) throw new CheckpointError(`tokenizer.json has no ${token}: it is not a Whisper tokenizer`);
    return found;
  };
  const start = need('<|startoftranscript|>');
  const end = need('<|endoftext|>');
  const noTimestamps = need('<|notimestamps|>');
  const mismatches = [
    ['<|startoftranscript|>', start, configuration.startToken],
    ['<|endoftext|>', end, configuration.endToken],
    ['<|notimestamps|>', noTimestamps, configuration.noTimestampsToken ?? noTimestamps],
  ] as const;
  for (const [token, ours, theirs] of mismatches) {
    if (ours !== theirs) throw new CheckpointError(`tokenizer.json does not match the model: ${token} is ${ours} here and ${theirs} there`);
  }
  const vocabulary = tokenizer.get_vocab();
  const largest = Math.max(...vocabulary.values());
  const firstTimestamp = noTimestamps + 1;
  const lastTimestamp = firstTimestamp + configuration.frames;
  // Older tokenizer files leave the timestamps out; the model has rows for them all the same.
  if (largest >= configuration.vocabulary || lastTimestamp >= configuration.vocabulary) {
    throw new CheckpointError(`tokenizer.json does not match the model: it needs ${Math.max(largest, lastTimestamp) + 1} tokens and the model has ${configuration.vocabulary}`);
  }
  if ((id('<|0.00|>') ?? firstTimestamp) !== firstTimestamp) throw new CheckpointError('tokenizer.json does not match the model: <|0.00|> does not follow <|notimestamps|>');

  const languages = new Map<string, number>();
  // Between <|startoftranscript|> and <|translate|> stand the languages, in every Whisper tokenizer.
  const translate = id('<|translate|>');
  if (configuration.multilingual !== false && translate !== null) {
    for (const [token, at] of vocabulary) {
      const [, language] = /^<\|([a-z]{2,3})\|>$/.exec(token) ?? [];
      if (language && at > start && at < translate) languages.set(language, at);
    }
  }
  const firstSpecial = Math.min(start, end);
  return {
    start,
    end,
    noTimestamps,
    firstTimestamp,
    lastTimestamp,
    languages,
    previous: id('<|startofprev|>'),
    noSpeech: id('<|nospeech|>') ?? id('<|nocaptions|>'),
    transcribe: id('<|transcribe|>'),
    isSpecial: (token) => token >= firstSpecial,
    encode: (text) => [...tokenizer.encode(text, { add_special_tokens: false }).ids].map(Number).filter((token) => token < firstSpecial),
    decode: (tokens) => tokenizer.decode(tokens.filter((token) => token < firstSpecial), { skip_special_tokens: false, clean_up_tokenization_spaces: false }),
  };
}

function open(folder: string): Tokenizer {
  const path = join(folder, 'tokenizer.json');
  if (!existsSync(path)) throw new CheckpointError('there is no tokenizer.json');
  const settings = join(folder, 'tokenizer_config.json');
  try {
    const json = JSON.parse(readFileSync(path, 'utf8')) as object;
    return new Tokenizer(json, existsSync(settings) ? (JSON.parse(readFileSync(settings, 'utf8')) as object) : {});
  } catch (error) {
    throw new CheckpointError(`tokenizer.json cannot be read (${error instanceof Error ? error.name : 'unknown'})`);
  }
}
