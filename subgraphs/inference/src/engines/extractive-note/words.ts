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
  const words: Word[] = [];
  for (const match of text.matchAll(pattern)) {
    const raw = match[0];
    words.push(makeWord(raw.replaceAll('’', "'"), match.index, match.index + raw.length));
  }
  return joinContractions(words);
}

export function makeWord(text: string, start: number, end: number): Word {
  const kind = /^\d/.test(text) ? 'number' : /[\p{L}\p{N}]/u.test(text) ? 'word' : 'mark';
  return { text, lower: text.toLowerCase(), start, end, kind };
}

/** Recognisers and corpora write "do n't", "i 'm" and "gon na" as two words. */
function joinContractions(words: Word[]): Word[] {
  const joined: Word[] = [];
  for (const word of words) {
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
const singles: Record<string, string> = { gonna: 'going to', wanna: 'want to', gotta: 'have to', lemme: 'let me' };

function contraction(before: Word, word: Word): string | undefined {
  // A word has one ending; a run of endings is no word.
  if (endings.has(word.lower) && before.end <= word.start && !before.lower.includes("'")) return before.text + word.lower;
  return secondOfPair.has(word.lower) ? pairs[`${before.lower} ${word.lower}`] : undefined;
}

/** "gonna" -> "going", "to": one spoken word that reads as two, both in the place of the one. */
export function spellOut(word: Word): Word[] {
  const full = singles[word.lower] ?? word.text;
  return full.includes(' ') ? full.split(' ').map((part) => makeWord(part, word.start, word.end)) : [word];
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
