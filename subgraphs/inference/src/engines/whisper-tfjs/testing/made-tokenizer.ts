/** A byte-level tokenizer with a few merges and Whisper's special tokens, as tokenizer.json has them. */
export type MadeTokenizer = { json: object; vocabulary: number; ids: Record<string, number>; languages: Record<string, number> };

const merges = [['t', 'h'], ['th', 'e'], ['i', 'n'], ['a', 'n'], ['e', 'r'], ['Ġ', 'the'], ['Ġ', 'a'], ['Ġ', 't'], ['o', 'u'], ['in', 'g'], ['m', 'g'], ['an', 'd']] as const;

export function makeTokenizer(frames: number, { multilingual = true, listTimestamps = true }: { multilingual?: boolean; listTimestamps?: boolean } = {}): MadeTokenizer {
  const vocab: Record<string, number> = {};
  let next = 0;
  for (const character of byteCharacters()) vocab[character] = next++;
  for (const [left, right] of merges) vocab[left + right] = next++;
  const ids: Record<string, number> = {};
  const special = ['<|endoftext|>', '<|startoftranscript|>', ...(multilingual ? ['<|en|>', '<|es|>', '<|de|>'] : []), '<|translate|>', '<|transcribe|>', '<|startoflm|>', '<|startofprev|>', '<|nospeech|>', '<|notimestamps|>'];
  for (const token of special) ids[token] = next++;
  const timestamps = Array.from({ length: frames + 1 }, (_, at) => `<|${(at * 0.02).toFixed(2)}|>`);
  const firstTimestamp = next;
  if (listTimestamps) timestamps.forEach((token, at) => (ids[token] = firstTimestamp + at));
  const added = Object.entries(ids).map(([content, id]) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: id < firstTimestamp }));
  return {
    json: {
      version: '1.0',
      added_tokens: added,
      normalizer: null,
      pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      post_processor: null,
      decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
      model: { type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: '', end_of_word_suffix: '', fuse_unk: false, vocab, merges: merges.map((pair) => pair.join(' ')) },
    },
    vocabulary: firstTimestamp + frames + 1,
    ids,
    languages: Object.fromEntries(Object.entries(ids).filter(([token]) => /^<\|[a-z]{2}\|>$/.test(token))),
  };
}

/** GPT-2's printable stand-ins for the 256 bytes, in byte order. */
function byteCharacters(): string[] {
  let moved = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(printable ? byte : moved++);
  });
}
