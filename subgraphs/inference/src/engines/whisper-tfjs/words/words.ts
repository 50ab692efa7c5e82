import type { Tokens } from '../tokens/tokens.ts';

export type TimedWord = {
  /** Without the space before it, with the punctuation that belongs to it. */
  text: string;
  startFrame: number;
  endFrame: number;
  /** 0..1, the tokens' mean. */
  probability: number;
  /** Its tokens: from this one, up to that one, among those that were given. */
  from: number;
  to: number;
};

const joinsNext = /^[\s"'“¿([{-]+$/u;
const joinsPrevious = /^["'.。,，!！?？:：”)\]}、%]+$/u;
/** Written without spaces: there each character is a word. */
const spaceless = new Set(['zh', 'ja', 'th', 'lo', 'my', 'yue']);

/**
 * Groups tokens into words.
 * @param frames where each token begins, and where the last one ends: one number more than tokens
 */
export function wordsOf(tokens: Tokens, text: readonly number[], frames: readonly number[], logProbabilities: readonly number[], language: string): TimedWord[] {
  const words: Piece[] = [];
  for (const character of characters(tokens, text)) {
    const begins = spaceless.has(language) || /^\s/u.test(character.text) || words.length === 0 || /^\p{P}$/u.test(character.text.trim());
    const last = words.at(-1);
    if (begins || !last) words.push({ ...character });
    else {
      last.text += character.text;
      last.to = character.to;
    }
  }
  return merged(words).map(({ text: word, from, to }) => ({
    text: word.trim(),
    startFrame: frames[from]!,
    endFrame: Math.max(frames[from]!, frames[to]!),
    probability: Math.exp(logProbabilities.slice(from, to).reduce((sum, one) => sum + one, 0) / (to - from)),
    from,
    to,
  }));
}

/** Tokens are bytes: a character may need several before it can be read. */
function characters(tokens: Tokens, text: readonly number[]): Piece[] {
  const whole = tokens.decode(text);
  const found: Piece[] = [];
  let from = 0;
  let length = 0;
  for (let to = 1; to <= text.length; to += 1) {
    const piece = tokens.decode(text.slice(from, to));
    const unfinished = piece.includes('\ufffd') && whole[length + piece.indexOf('\ufffd')] !== '\ufffd';
    if (unfinished && to < text.length) continue;
    found.push({ text: piece, from, to });
    length += piece.length;
    from = to;
  }
  return found;
}

type Piece = { text: string; from: number; to: number };

/** Opening punctuation goes to the word after it, closing to the one before. */
function merged(words: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let opening: Piece | null = null;
  words.forEach((word, at) => {
    const last = out.at(-1);
    const opened: Piece | null = opening;
    if (last && !opened && joinsPrevious.test(word.text)) {
      last.text += word.text;
      last.to = word.to;
    } else if (joinsNext.test(word.text) && at + 1 < words.length) opening = opened ? together(opened, word) : { ...word };
    else {
      out.push(opened ? together(opened, { ...word, text: word.text.trimStart() }) : { ...word });
      opening = null;
    }
  });
  return out.filter(({ text }) => text.trim() !== '');
}

function together(first: Piece, second: Piece): Piece {
  return { text: first.text + second.text, from: first.from, to: second.to };
}
