import { doseUnitOf } from '../vocabulary/dose-units.ts';
import { splitAbbreviations, splitRun } from './run-together.ts';
import type { Token } from './tokens.ts';

/**
 * What pharmacies and clinicians write together or by one letter: the tokens of directions as whole words. Positions stay those
 * of the original.
 */
const roman: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iiii: '4', iv: '4', v: '5', vi: '6', vii: '7', viii: '8', x: '10', j: '1', ij: '2', iij: '3', iss: '1.5', iiss: '2.5', ss: '0.5', t: '1', tt: '2', ttt: '3' };
const counted = /^(?:tabs?|tablets?|caps?|capsules?|gtts?|drops?|puffs?|pills?|po|supps?|sprays?|tsp|teaspoons?|patch|patches|sl|pr|amp|amps|vials?|bid|tid|qid|qd|qhs|daily|q|prn|inh|bd|tds|qds|od|om|nocte|mane|every|twice|once|by)$/;
const piece = /^(?:tabs?|tablets?|caps?|capsules?|gtts?|drops?|puffs?|pills?|supps?|sprays?|tsp|teaspoons?|patch|patches|amps?|vials?)$/;

const glued: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^twicedaily$/, ['twice', 'daily']], [/^oncedaily$/, ['once', 'daily']], [/^bymouth$/, ['by', 'mouth']], [/^asneeded$/, ['as', 'needed']], [/^asdirected$/, ['as', 'directed']], [/^onceaday$/, ['once', 'a', 'day']],
  [/^twiceaday$/, ['twice', 'a', 'day']], [/^everyday$/, ['every', 'day']], [/^prnas$/, ['prn', 'as']], [/^atbedtime$/, ['at', 'bedtime']], [/^eachday$/, ['each', 'day']], [/^perday$/, ['per', 'day']], [/^everyother$/, ['every', 'other']], [/^foodfor$/, ['food', 'for']], [/^needed(for)$/, ['needed', 'for']],
];
const head = /^(bid|tid|qid|qhs|qam|qpm|qd|daily|weekly|prn|dailys|hs|po(?!in|on|do|w$))(x|prn\w*|wm\w*|instr\w*|po|with\w*|for\w+|as\w*|until\w*|before|after|at\w*|pc|ac|hs|w|in\w+|and|on\w*|do|take\w*|when)$/;

export const readShorthand = (tokens: Token[]): Token[] => {
  const out: Token[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word') {
      // "vitamin D3 1000 units": the 3 is part of the name.
      const name = out.at(-1);
      if (token.kind === 'number' && name?.kind === 'word' && name.end === token.start && /^[a-z]$/.test(name.text) && /^(?:vitamin|vit)$/.test(out.at(-2)?.text ?? '')) {
        out[out.length - 1] = { ...name, text: `${name.text}-vitamin`, end: token.end };
        continue;
      }
      // "B12", "D3", "tw0": a figure inside a word is no amount.
      if (token.kind === 'number' && name?.kind === 'word' && name.end === token.start && !beforeFigures.test(name.text) && !isUnitOfTime(tokens[at + 1]) && !/\d/.test(name.text)) {
        out[out.length - 1] = { ...name, text: `${name.text}${token.text}`, end: token.end };
        continue;
      }
      out.push(token);
      continue;
    }
    // "5 ml d1, 2.5 ml d2-5": days
    const behind = tokens[at + 1];
    if (token.text === 'd' && behind?.kind === 'number' && behind.start === token.end && Number(behind.text) <= 31 && at > 0 && tokens[at - 1]?.end !== token.start && (tokens[at - 1]?.kind !== 'word' || doseUnitOf(tokens[at - 1]?.text ?? '') !== null || (tokens[at + 2]?.text === '-' && tokens[at + 3]?.kind === 'number' && !/^vit/.test(tokens[at - 1]?.text ?? '')))) {
      out.push({ ...token, text: 'day' });
      continue;
    }
    const number = readRoman(tokens, at);
    if (number !== null) {
      out.push({ ...token, kind: 'number', text: number });
      continue;
    }
    // "TK 1 T PO QD": pharmacies' own T and C.
    const letter = before(tokens, at) ? pieces[token.text] : undefined;
    if (letter) {
      out.push({ ...token, text: letter });
      continue;
    }
    const beside = tokens[at + 1];
    const run = splitAbbreviations(token.text, tokens[at - 1]?.kind === 'number' && tokens[at - 1]?.end === token.start, beside?.kind === 'number' && beside.start === token.end);
    const parts = run ?? (token.text === 'et' ? ['and'] : unglue(token.text));
    out.push(...placed(token, parts));
  }
  return out;
};

/** Each part over its own letters, where the parts are the letters of the token. */
const placed = (token: Token, parts: readonly string[]): Token[] => {
  if (parts.length < 2 || parts.join('').length !== token.end - token.start) return parts.map((text) => ({ ...token, text }));
  let start = token.start;
  return parts.map((text) => {
    const part = { ...token, text, start, end: start + text.length };
    start = part.end;
    return part;
  });
};

/** Words that are written together with the number that follows. */
const beforeFigures = /^(?:q|x|take|tk|every|each|for|po|pv|pr|sl|im|iv|sc|sq|bid|tid|qid|qd|bd|tds|qds|od|hs|qhs|qam|qpm|daily|weekly|to|or|and|up|prn|max|mdd|nte|day|days|week|weeks|wk|month|then|give|inject|apply|inhale|use|am|pm|ac|pc|at|disp|dispense|qty|refill|refills|rf|mane|nocte|until|in|of|by|with|tablets?|tabs?|caps?|capsules?|puffs?|drops?|gtts?|units?|mg|mcg|g|ml|mls|times?|hours?|hrs?|h|d|sig|age|no|a|i|t|c|n|over|after|before|temp|pain|stat|now|dose|doses|step|mitte)$|x$/;
const isUnitOfTime = (token: Token | undefined): boolean => /^(?:hours?|hrs?|h|hourly|minutes?|mins?|days?|weeks?|wks?|months?)$/.test(token?.text ?? '');
const pieces: Readonly<Record<string, string>> = { p: 'puffs', t: 'tablet', ts: 'tablets', tt: 'tablets', c: 'capsule', cs: 'capsules' };
/** Between a number and how it is given a single letter is a piece. */
const before = (tokens: readonly Token[], at: number): boolean => (tokens[at - 1]?.kind === 'number' || /^(?:one|two|three)$/.test(tokens[at - 1]?.text ?? '')) && /^(?:po|by|bid|tid|qid|qd|qhs|qam|qpm|q|hs|every|daily|once|twice|d|am|pm|orally|sl|xd|prn|qds|bd|tds|od|mane|nocte)$/.test(tokens[at + 1]?.text ?? '');

const readRoman = (tokens: readonly Token[], at: number): string | null => {
  const word = tokens[at]?.text ?? '';
  const value = roman[word];
  if (value === undefined) return null;
  const next = tokens[at + 1];
  const after = tokens[at + 2];
  if (word === 'ss' || word === 'iss' || word === 'iiss') return piece.test(next?.text ?? '') ? value : null;
  // "iv" is a vein, "x" a times sign and "v" a letter unless a piece is counted
  if (/^(?:iv|x|v|t|tt|ttt)$/.test(word)) return piece.test(next?.text ?? '') && !(word === 'x' && tokens[at - 1]) ? value : null;
  const range = /^(?:-|to|or)$/.test(next?.text ?? '') && after !== undefined && (roman[after.text] !== undefined || after.kind === 'number');
  const endOfRange = /^(?:-|to|or)$/.test(tokens[at - 1]?.text ?? '') && at >= 2 && (roman[tokens[at - 2]?.text ?? ''] !== undefined || tokens[at - 2]?.kind === 'number');
  const behindPiece = piece.test(tokens[at - 1]?.text ?? '') && tokens[at - 2]?.kind !== 'number' && /^i{1,3}$/.test(word);
  const atNight = next?.text === 'on' && after === undefined;
  return range || endOfRange || behindPiece || atNight || counted.test(next?.text ?? '') ? value : null;
};

const unglue = (word: string): readonly string[] => {
  if (word.length < 4 || doseUnitOf(word) !== null) return [word];
  for (const [pattern, parts] of glued) if (pattern.test(word)) return parts;
  const route = /^(po|pv|pr|sl)(bid|tid|qid|od|bd|tds|qds|qd|prn|qhs|stat|nocte|mane)$/.exec(word);
  if (route) return [route[1] ?? word, route[2] ?? ''];
  const days = /^q(mwf|tths?|tthsa?t?|tuths?a?|mw|wf|mf|mon|tue|wed|thu|fri|sat|sun)$/.exec(word);
  if (days) return ['q', days[1] ?? ''];
  const needed = /^prn((?!as)[a-z]{4,})$/.exec(word);
  if (needed) return ['prn', needed[1] ?? ''];
  const run = splitRun(word);
  if (run) return run;
  const match = head.exec(word);
  if (!match || /^(?:daily|weekly|prn|hs|po)$/.test(word) || /^post|^pos|^pon|^pod|^pow/.test(word)) return [word];
  const rest = match[2] ?? '';
  return [match[1] ?? word, ...restOf(rest)];
};

const restOf = (rest: string): readonly string[] => {
  if (rest.startsWith('prnas')) return ['prn', 'as', ...(rest.length > 5 ? [rest.slice(5)] : [])];
  if (rest.startsWith('prn') && rest.length > 3) return ['prn', rest.slice(3)];
  if (rest.startsWith('instr')) return ['instr', ...(rest.length > 5 ? [rest.slice(5)] : [])];
  if (rest.startsWith('wm') && rest.length > 2) return ['wm', ...restOf(rest.slice(2))];
  return [rest];
};
