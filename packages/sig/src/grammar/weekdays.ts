import { daysOfWeek, type DayOfWeek } from '../vocabulary/event-timing.ts';
import type { SigPiece } from './piece.ts';
import { doseUnitOf, isAmount } from '../vocabulary/dose-units.ts';
import { N, rule, spanOf, U, type Rule } from './rule.ts';

const timesOf = (match: RegExpExecArray, days: readonly DayOfWeek[]): SigPiece[] => days.map((time) => ({ field: 'time', ...spanOf(match), time }));

const long = String.raw`(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|mon|tues?|weds?|thurs?|thur|thu|fri|sat|sun)`;
/** One or two letters are days only beside others. */
const letter = '(?:mo|tu|we|th|fr|sa|su|m|t|w|f|r|s)';
const item = `(?:${long}|${letter})`;
const sep = String.raw`(?: ?(?:,|\/|&|\+|;|-|and|or|,? and))? ?(?:on |every |also on )?`;
const again = String.raw`(?:(?:every|each|q|on|only on|once on|days?|\() )*`;

const dayOf = (said: string): DayOfWeek | null => {
  const one = said.replace(/\./g, '');
  if (one === 'm') return 'mon';
  if (one === 't') return 'tue';
  if (one === 'w') return 'wed';
  if (one === 'r') return 'thu';
  if (one === 'f') return 'fri';
  if (one === 's') return 'sat';
  return daysOfWeek.find((day) => day.startsWith(one.slice(0, 3)) || one.startsWith(day)) ?? null;
};
const codesOf = (words: string): DayOfWeek[] => {
  const days: DayOfWeek[] = [];
  for (const [said] of words.matchAll(new RegExp(String.raw`\b${item}\b`, 'g'))) {
    const day = dayOf(said);
    // "Tu Th S S": the second S is Sunday
    if (day) days.push(said === 's' && days.includes('sat') ? 'sun' : day);
  }
  return [...new Set(days)];
};
const range = (first: DayOfWeek, last: DayOfWeek): DayOfWeek[] => {
  const [from, to] = [daysOfWeek.indexOf(first), daysOfWeek.indexOf(last)];
  return from <= to ? daysOfWeek.slice(from, to + 1) : [...daysOfWeek.slice(from), ...daysOfWeek.slice(0, to + 1)];
};
const others = (words: string): DayOfWeek[] => {
  const not = codesOf(words);
  return daysOfWeek.filter((day) => !not.includes(day));
};

/** `mwf`, `tths`, `tuthsa`, `mtwthf`: days written into one word, in their order; null for any other word. */
const gluedDays = (word: string): DayOfWeek[] | null => {
  const parts = [...word.matchAll(/tu|th|sa|su|m|t|w|r|f|s/g)].map(([one]) => one);
  if (parts.join('') !== word || parts.length < 2) return null;
  const days: DayOfWeek[] = [];
  for (const one of parts) {
    const day = dayOf(one);
    if (!day) return null;
    days.push(one === 's' && days.includes('sat') ? 'sun' : day);
  }
  const rising = days.every((day, at) => at === 0 || daysOfWeek.indexOf(day) > daysOfWeek.indexOf(days[at - 1] ?? 'mon'));
  return rising && (parts.length > 2 || /^(?:tth|tuth|mw|mf|sasu|mth|ths)$/.test(word)) ? days : null;
};

const list = String.raw`${long}(?:${sep}${long})*`;

/** Days of the week: names, lists, ranges, letters, exceptions. */
export const weekdayRules: readonly Rule[] = [
  rule(String.raw`\b(?:except|ex|but)(?: for| take)?(?= [#%](?:[^.;]|\.\d){0,40}?\b(?:on )?(${list})\b)`, (match) => [...timesOf(match, others(match[1] ?? '')), { field: 'join', ...spanOf(match), how: 'AND' }]),
  rule(String.raw`\b(?:on )?(?:all (?:the )?|the |every )?(?:other|remaining) days(?: of (?:the )?week)?\b|\b(?:the )?(?:rest of (?:the )?week|other days)\b|\bevery other day of the week\b`, (match) => {
    if (/\bevery $/.test(match.input.slice(0, match.index))) return null;
    const named = [...match.input.matchAll(new RegExp(String.raw`\b${long}\b|\b${item}(?: ?[/,&] ?${item})+\b`, 'g'))].map(([word]) => word).join(' ');
    const glued = [...match.input.matchAll(/\b[mtwfrsahu]{3,9}\b/g)].flatMap(([word]) => gluedDays(word) ?? []);
    const days = [...codesOf(named), ...glued];
    return days.length === 0 ? null : timesOf(match, daysOfWeek.filter((day) => !days.includes(day)));
  }, 'written'),
  // "5 mg daily except 2.5 mg" said the other way round: "except Tuesdays 2.5 mg"
  rule(String.raw`\b(?:except|but|other than)(?: for)?(?: on)? (${list})(?: ?[,:(=-]| take| when| give| then)* ?${N} ?${U}(?![\w])`, (match) => {
    const days = codesOf(match[1] ?? '');
    const unit = doseUnitOf(match[3] ?? '');
    if (days.length === 0 || unit === null) return null;
    const span = spanOf(match);
    return [...timesOf(match, others(match[1] ?? '')), { field: 'join', ...span, how: 'AND' }, { field: 'dose', ...span, min: match[2] ?? '', max: match[2] ?? '', unit, ambiguous: false, mass: isAmount(unit) }, ...timesOf(match, days)];
  }),
  rule(String.raw`\b(?:on )?(odd|even)(?: ?-? ?(?:numbered|calendar))? (?:days?|dates?)\b`, (match) => ({ field: 'frequency', ...spanOf(match), frequency: 1, frequencyMax: null, period: '2', periodMax: null, periodUnit: 'd', range: false, upTo: false }), 'written'),
  rule(String.raw`(?: ?, ?)?\b(?<!\b(?:may|can|ok to) )(?:except|none|not|skip(?:ping)?|omit(?:ting)?|off|no dose|but not|excluding|other than|apart from)(?: for)?(?: on)? (?:the )?(week ?-? ?ends?|week ?-? ?days?)\b`, (match) => timesOf(match, /end/.test(match[1] ?? '') ? range('mon', 'fri') : ['sat', 'sun']), 'written'),
  rule(String.raw`\b(?<!\b(?:may|can|ok to) )(?:every ?day )?(?:except|off|none|not|skip(?:ping)?|omit(?:ting)?|no (?:dose|tablets?|capsules?)|but not|excluding|other than|apart from)(?: for)?(?: on)? (${list})\b`, (match) => timesOf(match, others(match[1] ?? ''))),
  rule(String.raw`\b(?:(?:every|each|q|on|once on|from) )*(?:(${long}) ?(?:through|thru|to|-|until|till) ?(${long})|(m|mo) ?(?:through|thru|to|-) ?(f|fr|th|sa))\b(?! ?-)`, (match) => {
    const [first, last] = [dayOf(match[1] ?? match[3] ?? ''), dayOf(match[2] ?? match[4] ?? '')];
    return first && last ? timesOf(match, range(first, last)) : null;
  }),
  // Mon/Wed/Fri; M, W, F; M/W/F/Sun
  rule(String.raw`\b${again}${item}(?:${sep}${item})+(?: ?\))?(?![\w])(?! ?(?:\/ )?(?:food|meals?|milk|o)\b)`, (match) => {
    const words = [...match[0].matchAll(new RegExp(String.raw`\b${item}\b`, 'g'))].map(([word]) => word);
    const letters = words.filter((word) => word.length < 3).length;
    if (letters === words.length && !(/[/,&-]/.test(match[0]) || (words.length > 2 && /\bm w f\b|\bt th s/.test(match[0])))) return null;
    const days = codesOf(match[0]);
    return days.length > 1 ? timesOf(match, days) : null;
  }, 'written'),
  rule(String.raw`\b(?:(?:every|each|q|on|once on|only on) )*((?:${long})(?:s)?(?:(?: ,)?(?: (?:and|&|\/|,|-|\+))? ${long})*)\b(?: (?:and|&) (${long}))?(?: (?:only|mornings?|evenings?|nights?)(?= ?$))?`, (match) => {
    const said = codesOf(match[0]);
    // "sat" and "sun" alone are other words, too, unless something says that they are days.
    const bare = /^(?:sun|sat)$/.test(match[0]) && !/(?:[,/&(;:]|\band) ?$/.test(match.input.slice(0, match.index));
    return bare || said.length === 0 ? null : timesOf(match, said);
  }, 'written'),
  rule(String.raw`\b(?:(?:every|each|q|on|once on|only on) )*((?:${long})(?:s)?(?:(?: ,)?(?: (?:and|&|\/|,|-|\+))? ${long})*)\b(?: (?:and|&) (${long}))?`, (match) => (/^(?:sun|sat|mon|wed)$/.test(match[0]) ? null : timesOf(match, codesOf(match[0]))), 'spoken'),
  rule(String.raw`\b(?:(?:every|q|on|each) )?(?:(week ?days?)|(week ?ends?|saturday and sunday)|([mtwfrsahu]{2,9}))(?: only(?! (?:as|if|when)\b))?(?![\w])`, (match) => {
    if (match[1]) return timesOf(match, range('mon', 'fri'));
    if (match[2]) return timesOf(match, ['sat', 'sun']);
    const days = gluedDays(match[3] ?? '');
    return days && timesOf(match, days);
  }, 'written'),
];
