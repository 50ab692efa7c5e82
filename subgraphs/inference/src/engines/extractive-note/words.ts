import { meansIAm, withApostrophe } from '../speakers/contractions.ts';

/**
 * Words of a segment with the place they have in it. A word may be rewritten ("do n't" -> "don't", "eighty" -> "80"),
 * but `start` and `end` always index the segment's own text: that is what makes evidence exact.
 */
export type Word = {
  text: string;
  lower: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'mark';
};

// Points, colons and slashes join digits only ("98.6", "8:30", "07/01/1954"); apostrophes and hyphens join anything.
const pattern = /[\p{L}\p{N}\p{M}]+(?:(?:['’-](?=[\p{L}\p{N}])|(?<=\d)[.,:/](?=\d))[\p{L}\p{N}\p{M}]+)*[-+%]?|[^\s\p{C}]/gu;

export function splitWords(text: string): Word[] {
  if (!beyondAscii.test(text)) return joinContractions(splitAscii(text));
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const raw = match[0];
    words.push(makeWord(raw.replaceAll('’', "'"), match.index, match.index + raw.length));
  }
  return joinContractions(words);
}

const beyondAscii = /[\u0080-\uffff]/;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isAlphanumeric = (code: number) => isLetter(code) || isDigit(code);
const codes = { apostrophe: 39, plus: 43, comma: 44, hyphen: 45, point: 46, slash: 47, colon: 58, percent: 37, delete: 127 };

/** What `pattern` finds, of plain English: nearly all text, and several times as fast. */
function splitAscii(text: string): Word[] {
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === codes.delete) {
      at += 1;
      continue;
    }
    let end = at + 1;
    if (isAlphanumeric(code)) end = endOfWord(text, end);
    words.push(makeWord(text.slice(at, end), at, end));
    at = end;
  }
  return words;
}

function endOfWord(text: string, from: number): number {
  let end = from;
  for (;;) {
    while (isAlphanumeric(text.charCodeAt(end))) end += 1;
    const joint = text.charCodeAt(end);
    const after = text.charCodeAt(end + 1);
    const joins = joint === codes.apostrophe || joint === codes.hyphen ? isAlphanumeric(after) : (joint === codes.point || joint === codes.comma || joint === codes.colon || joint === codes.slash) && isDigit(after) && isDigit(text.charCodeAt(end - 1));
    if (!joins) return joint === codes.hyphen || joint === codes.plus || joint === codes.percent ? end + 1 : end;
    end += 1;
  }
}

export const makeWord = (text: string, start: number, end: number): Word => ({ text, lower: text.toLowerCase(), start, end, kind: kindOf(text) });

function kindOf(text: string): Word['kind'] {
  const first = text.charCodeAt(0);
  if (isDigit(first)) return 'number';
  return isLetter(first) || /[\p{L}\p{N}]/u.test(text) ? 'word' : 'mark';
}

/** Recognisers and corpora write "do n't", "i 'm" and "gon na" as two words, and "dont" without its apostrophe. */
function joinContractions(words: Word[]): Word[] {
  const joined: Word[] = [];
  for (const [index, raw] of words.entries()) {
    const full = withApostrophe(raw.lower) ?? (raw.text !== 'IM' && meansIAm(raw.lower, words[index - 1]?.lower, words[index + 1]?.lower) ? "i'm" : undefined);
    const word = full === undefined ? raw : makeWord(full, raw.start, raw.end);
    const before = joined.at(-1);
    if (before?.kind === 'word') {
      const together = contraction(before, word);
      if (together) {
        joined[joined.length - 1] = makeWord(together, before.start, word.end);
        continue;
      }
    }
    joined.push(word);
  }
  return joined;
}

const endings = new Set(["n't", "'m", "'re", "'ve", "'ll", "'d", "'s"]);
const pairs: Record<string, string> = { 'gon na': 'going to', 'wan na': 'want to', 'got ta': 'have to', 'lem me': 'let me', 'gim me': 'give me' };
const secondOfPair = new Set(['na', 'ta', 'me']);
const singles = new Map([['gonna', 'going to'], ['wanna', 'want to'], ['gotta', 'have to'], ['lemme', 'let me']]);

function contraction(before: Word, word: Word): string | undefined {
  if (word.lower.length > 3) return undefined;
  // A word has one ending; a run of endings is no word.
  if (endings.has(word.lower) && before.end <= word.start && !before.lower.includes("'")) return before.text + word.lower;
  return secondOfPair.has(word.lower) ? pairs[`${before.lower} ${word.lower}`] : undefined;
}

/** "gonna" -> "going", "to": one spoken word that reads as two, both in the place of the one. */
export function spellOut(word: Word): Word[] {
  const full = singles.get(word.lower) ?? word.text;
  return full.includes(' ') ? full.split(' ').map((part) => makeWord(part, word.start, word.end)) : [word];
}

/** Every word so, in order. */
export function allSpelledOut(words: readonly Word[]): readonly Word[] {
  return words.some(({ lower }) => lower.includes(' ') || singles.has(lower)) ? words.flatMap(spellOut) : words;
}

/** The words in lower case, joined by blanks: what patterns of phrases are matched on. */
export function lowerText(words: readonly Word[], most = words.length): string {
  let text = '';
  for (let index = 0; index < most && index < words.length; index += 1) text += index === 0 ? words[index]!.lower : ` ${words[index]!.lower}`;
  return text;
}

/** Puts words back into text: no blank before a closing mark, none after an opening one. */
export function joinWords(words: readonly Pick<Word, 'text'>[]): string {
  let text = '';
  let glue = true;
  for (const { text: word } of words) {
    text += glue || /^[,.;:?!)%\]]/.test(word) ? word : ` ${word}`;
    glue = /[([]$/.test(word);
  }
  return text;
}

export function isMark(word: Word | undefined, ...marks: string[]): boolean {
  return word !== undefined && marks.includes(word.text);
}
