import { numberWord } from './spoken-numbers.ts';
import { allSpelledOut, isMark, lowerText } from './words.ts';
import type { Word } from './words.ts';

// Not "er": that is where people are taken.
const noises = /^(?:u+h+|u+m+|u+h+m+|e+rm+|a+h+|o+h+|h+m+|m+|mm-hmm|uh-huh|mhm|hm+|huh|yep-|eh)$/;
const openings = new Set(['okay', 'ok', 'alright', 'right', 'well', 'so', 'and', 'but', 'now', 'then', 'great', 'perfect', 'good', 'sure', 'anyway', 'actually', 'hey', 'see', 'because', 'also', 'like', 'yeah', 'yes', 'absolutely', 'wonderful', 'excellent', 'obviously', 'basically', 'lastly', 'sorry']);
const phrases: readonly (readonly string[])[] = [['you', 'know', 'what'], ['you', 'know'], ['i', 'mean'], ['all', 'right'], ['of', 'course'], ['go', 'ahead', 'and'], ['i', 'guess'], ['thank', 'you'], ['let', 'me', 'see'], ["let's", 'see'], ['i', 'see']];
const opensPhrase = new Set(phrases.map(([first]) => first!));
/** Fillers at the end of what was said: "…, okay?". */
const closings = new Set(['okay', 'ok', 'right', 'alright', 'yeah', 'so', 'and', 'or', 'but', 'like', 'though', 'then', 'huh']);

/**
 * Takes out what carries no meaning: noises, "you know", stammers, broken-off words, openings and closings.
 * Words that change meaning (no, not, maybe, kind of, a little) always stay. "No" and "yes" at the start stay or go with
 * `keepAnswer`, since they answer the question before.
 */
export function removeFillers(words: readonly Word[], { keepAnswer = false } = {}): Word[] {
  const kept = dropStammers(dropPhrases(oneComma(allSpelledOut(words).filter((word) => !noises.test(word.lower)))));
  return tidyMarks(dropTail(trimEnds(tidyMarks(dropEmphasis(kept)), keepAnswer)));
}

/** "trying to , uh , trying to": what is left around a noise is one pause. */
const oneComma = (words: readonly Word[]): Word[] => words.filter((word, index) => !isMark(word, ',') || !isMark(words[index - 1], ','));

const emphasis = /^(?:just|actually|basically|obviously|literally|honestly|definitely|certainly)$/;
const beforeEmphasis = /^(?:i|i'm|i've|i'll|i'd|you|you're|you've|we|we're|we've|we'll|he|she|he's|she's|they|they're|it|it's|that's|there's|is|was|are|were|am|be|been|have|has|had|to|will|can|would|and|so|do|does|did)$/;

/** "i'm just going to", "it's actually been": talk. "Just at night", "not actually" limit what is said: they stay. */
function dropEmphasis(words: readonly Word[]): Word[] {
  return words.filter((word, index) => {
    if (!emphasis.test(word.lower)) return true;
    const before = words[index - 1];
    const after = words[index + 1];
    if (!before || !after || after.kind !== 'word' || !beforeEmphasis.test(before.lower)) return true;
    return /^(?:when|if|at|in|on|with|for|since|one|two|once|the|a|an|my|your|before|after|during|under|over|about|not|because|enough|as|like|to)$/.test(after.lower) || numberWord(after.lower) !== undefined;
  });
}

const praise = new Set(['good', 'great', 'excellent', 'wonderful', 'awesome', 'perfect', 'fantastic', 'fine', 'important', 'news', 'thing', 'sign']);
const heard = new Set(['hear', 'see', 'know']);
/** "…, which is really good": praise is no finding. */
function dropTail(words: readonly Word[]): Word[] {
  if (!praise.has(words.at(-1)?.lower ?? '') && !heard.has(words.at(-1)?.lower ?? '')) return [...words];
  const text = lowerText(words);
  const match = / (?:, )?(?:(?:so|and|but) )?(?:that's|which is|which was|it's|that is) (?:(?:really|very|pretty|a|also|all|so) )*(?:good|great|excellent|wonderful|awesome|perfect|fantastic|fine|important|good news|great news|good thing|good sign)(?: to (?:hear|see|know))?$/.exec(text);
  if (!match) return [...words];
  const kept = words.slice(0, text.slice(0, match.index).split(' ').length);
  return kept.length >= 3 ? kept : [...words];
}

function dropPhrases(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  for (let index = 0; index < words.length; ) {
    const phrase = opensPhrase.has(words[index]!.lower) ? phrases.find((one) => one.every((part, offset) => words[index + offset]?.lower === part) && isFiller(words, index, one)) : undefined;
    const lone = words[index]!.lower === 'like' && isMark(words[index - 1], ',') && isMark(words[index + 1], ',');
    if (phrase) index += phrase.length;
    else {
      if (!lone) kept.push(words[index]!);
      index += 1;
    }
  }
  return kept;
}

/** "you know" in "do you know", "i mean" in "what i mean", "thank you" in "thank you for…" carry meaning. */
function isFiller(words: readonly Word[], at: number, phrase: readonly string[]): boolean {
  const before = words[at - 1]?.lower;
  const after = words[at + phrase.length]?.lower;
  if (phrase[2] === 'what') return !/^(?:do|did|if|as|let|what|than|would)$/.test(before ?? '') && !/^(?:i|you|we|he|she|it|the|that|to|is|was|your|my)$/.test(after ?? '');
  if (phrase[1] === 'know') return !/^(?:do|did|if|as|let|what|than|would)$/.test(before ?? '') && !/^(?:what|how|if|that|about|who|where|when|why)$/.test(after ?? '');
  if (phrase[1] === 'mean') return before !== 'what' && before !== 'does';
  // "i see, how has it been"
  if (phrase[0] === 'i' && phrase[1] === 'see') return at === 0 && isMark(words[at + 2], ',', '.');
  if (phrase[1] === 'guess') return before !== "don't";
  return true;
}

/** "i , i feel", "the the knee", "mon- , monitor": the last try counts. Numbers are never taken for stammers. */
function dropStammers(spoken: readonly Word[]): Word[] {
  const words = dropBrokenOff(spoken);
  const kept: Word[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const nextAt = nextSpoken(words, index);
    const next = nextAt === -1 ? undefined : words[nextAt];
    const repeatable = word.kind === 'word' && word.lower.length <= 7 && !/^(?:very|really|that|had|no|so|long|\w+ty|\w+teen|one|two|three|four|five|six|seven|eight|nine|ten)$/.test(word.lower);
    // "no thyromegaly , no no bruit"
    if (word.lower === 'no' && words[index + 1]?.lower === 'no' && words[index - 1] !== undefined && words[index + 2]?.kind === 'word') continue;
    // "your , you do have": begun otherwise.
    if (/^(?:your|my)$/.test(word.lower) && next && /^(?:you|i)(?:'(?:re|ve|m))?$/.test(next.lower)) {
      index = nextAt - 1;
      continue;
    }
    // "i , i've"
    const begunAgain = word.lower === 'i' && next !== undefined && /^i(?:'(?:m|ve|ll|d)|-i)$/.test(next.lower);
    const saidTwice = /^(?:that|had)$/.test(word.lower) && isMark(words[index + 1], ',') && next?.lower === word.lower;
    if (begunAgain || saidTwice || (repeatable && next && next.lower === word.lower && nextAt - index <= 2)) {
      index = nextAt - 1;
      continue;
    }
    // "you can , you can": two words said twice.
    const second = words[index + 1];
    if (word.kind === 'word' && second?.kind === 'word' && !/\d/.test(second.text)) {
      const third = isMark(words[index + 2], ',') ? index + 3 : index + 2;
      if (words[third]?.lower === word.lower && words[third + 1]?.lower === second.lower && word.lower !== 'no') {
        index = third - 1;
        continue;
      }
    }
    kept.push(word);
  }
  return kept;
}

/** "c- colonoscopy" loses the "c-"; "fatigue-", said in full and then interrupted, only its hyphen. */
function dropBrokenOff(words: readonly Word[]): Word[] {
  return words.flatMap((word, index) => {
    // "i-i'd like"
    const twice = word.kind === 'word' ? /^([a-z]{1,4})-(\1(?:'[a-z]+)?)$/i.exec(word.text) : null;
    if (twice) return [{ ...word, text: twice[2]!, lower: twice[2]!.toLowerCase() }];
    if (word.kind !== 'word' || !word.text.endsWith('-')) return [word];
    const stem = word.lower.slice(0, -1);
    const nextAt = nextSpoken(words, index);
    if (stem.length <= 3 || (nextAt !== -1 && words[nextAt]!.lower.startsWith(stem))) return [];
    return [{ ...word, text: word.text.slice(0, -1), lower: stem }];
  });
}

function nextSpoken(words: readonly Word[], from: number): number {
  for (let index = from + 1; index < Math.min(words.length, from + 3); index += 1) if (words[index]!.kind !== 'mark') return index;
  return -1;
}

function trimEnds(words: readonly Word[], keepAnswer: boolean): Word[] {
  let from = 0;
  let to = words.length;
  // "no okay so on exam": an answer to what was said before.
  const answersBefore = (at: number) => !keepAnswer && words[at]!.lower === 'no' && /^(?:okay|ok|alright|so)$/.test(words[at + 1]?.lower ?? '');
  const opens = (word: Word) => answersBefore(from) || (word.kind === 'mark' && !isMark(word, '(', '"')) || (openings.has(word.lower) && !(keepAnswer && /^(?:yeah|yes|right|sure)$/.test(word.lower)) && !isSubject(words, from));
  while (from < to && opens(words[from]!)) from += 1;
  while (to > from && (isMark(words[to - 1], ',', '-', '.', '?', '!', ';', ':') || closings.has(words[to - 1]!.lower)) && !(keepAnswer && to - from === 1) && !isNeeded(words, to - 1)) to -= 1;
  return words.slice(from, to);
}

/** "right knee", "good appetite", "like to travel": an opening word that is part of the matter. */
function isSubject(words: readonly Word[], at: number): boolean {
  const word = words[at]!.lower;
  const next = words[at + 1];
  if (word === 'right') return next?.kind === 'word' && !/^(?:so|and|i|you|we|it|well|now|okay|your|the|that|then|let|let's|um)$/.test(next.lower) && !isMark(next, ',');
  if (word === 'good' || word === 'great') return next?.kind === 'word' && !/^(?:so|and|i|you|we|it|well|now|okay|your|the|that|then|let|let's|good|to|for)$/.test(next.lower);
  if (word === 'like') return next?.lower === 'to';
  if (word === 'because') return next?.lower === 'of';
  if (word === 'see') return /^(?:me|us|him|her|them|a|an|the|your|my|if|how|whether|dr|what)$/.test(next?.lower ?? '');
  if (word === 'sorry') return /^(?:to|about|for|that)$/.test(next?.lower ?? '');
  return false;
}

/** "pain on the right", "by then", "I don't think so", "what it feels like": not closings. */
function isNeeded(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.lower ?? '';
  if (words[at]!.lower === 'so') return /^(?:think|hope|guess|believe|suppose|say|said|not|or)$/.test(before);
  if (words[at]!.lower === 'like') return /^(?:feels?|looks?|sounds?|seems?|felt|looked)$/.test(before);
  if (words[at]!.lower === 'then') return /^(?:by|since|until|back)$/.test(before);
  return words[at]!.lower === 'right' && /^(?:the|my|your|to|upper|lower)$/.test(before);
}

/** Words that cannot end a part of a sentence. */
const goesOn = /^(?:is|was|are|were|be|the|a|an|of|to|with|for|has|have|had|my|your|his|her|their|i|we|he|she|they|i'm|i've|it's|you're|we're|he's|she's|they're|that's|there's|than|very|these|those|some|from|and|or|because|into|at|by|every|can|will|would|could|should|order|prescribe)$/;

function tidyMarks(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  for (const [index, word] of words.entries()) {
    if (isMark(word, '-', '–', '—', '…')) continue;
    const before = kept.at(-1);
    // A full stop inside a sentence is a pause ("it was ... hard"), or a spoken decimal point.
    if (word.text === '.' && index < words.length - 1 && !isDecimalPoint(words, index)) {
      // "dr. howard": the name follows.
      if (before && /^(?:mr|mrs|ms|dr|q)$/.test(before.lower)) continue;
      if (before && before.kind !== 'mark' && !goesOn.test(before.lower)) kept.push({ ...word, text: ',', lower: ',' });
      continue;
    }
    if (word.kind === 'mark' && isMark(word, ',', '.', ';', ':') && (!before || before.kind === 'mark')) continue;
    // "it was ... hard to cook", "have , uh , energy", "there's no , um , fracture": a pause.
    if (isMark(word, ',') && before && (goesOn.test(before.lower) || (before.lower === 'no' && /^(?:is|are|was|were|there's|it's|have|has|with|see|be)$/.test(kept.at(-2)?.lower ?? '')))) continue;
    kept.push(word);
  }
  return kept;
}

const isDecimalPoint = (words: readonly Word[], at: number) => isNumberLike(words[at - 1]) && isNumberLike(words[at + 1]);
const isNumberLike = (word: Word | undefined) => word !== undefined && (word.kind === 'number' || numberWord(word.lower) !== undefined);
