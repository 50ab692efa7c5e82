import type { Timing } from '../vocabulary/event-timing.ts';
import type { SigPiece } from './piece.ts';
import { n, rule, spanOf, type Rule } from './rule.ts';

/** `@08:00` is a token of its own (text/clock-tokens.ts); `#8 am`, `#8 : #30 pm`, `#5 p` are as they were written. */
const half = String.raw`(?:am|pm|a m|p m|(?:a|p)(?= ?(?:$|[,&/;.)-]|and\b|#\d)))`;
const lead = String.raw`(?:\bat |@ ?|\baround |\babout |\bby |\bfrom |\bq ?)`;
const item = String.raw`(?:@\d\d:\d\d(?: ?${half})?|${n}(?: : ${n})? ?(?:o'clock )?${half}|#12 (?:noon|midnight)|(?<!after |before |until )midnight)(?![\w:])`;
const between = String.raw`(?: ?(?:,|and|&|\/|-|;|then|or)){0,2} ?(?:again )?${lead}?`;

const timeOf = (said: string): Timing | null => {
  if (said === 'midnight') return '00:00';
  const token = /^@(\d\d):(\d\d)/.exec(said);
  const hour = Number(token?.[1] ?? /^[#%](\d+(?:\.\d+)?)/.exec(said)?.[1]);
  const minute = token?.[2] ?? /: [#%](\d+(?:\.\d+)?)/.exec(said)?.[1] ?? '0';
  const letter = /(?:^| )(a|p|noon|midnight)[\s.m]*$/.exec(said.replace(/o'clock/, ''))?.[1] ?? '';
  if (!Number.isInteger(hour) || hour > 24 || !/^\d{1,2}$/.test(minute) || Number(minute) > 59 || (letter !== '' && token === null && (hour > 12 || hour < 1))) return null;
  const of24 = letter === 'midnight' ? 0 : hour > 12 || letter === '' ? hour : letter === 'p' || letter === 'noon' ? (hour % 12) + 12 : hour % 12;
  return `${String(of24 % 24).padStart(2, '0')}:${minute.padStart(2, '0')}`;
};

/** "1 am 1 pm" is one in the morning and one in the evening; "at 1 am" and "8 am and 2 pm" are clocks. */
const isClock = (said: string): boolean => said.startsWith('@') || said === 'midnight' || said.includes(':') || Number(/[\d.]+/.exec(said)?.[0]) >= 5;

export const clockRules: readonly Rule[] = [
  rule(String.raw`(?<![\w.] ?- ?)(?:${lead})?${item}(?:${between}${item})*`, (match) => {
    const said = [...match[0].matchAll(new RegExp(item, 'g'))].map(([one]) => one);
    // "5 mg 4 pm": the amount has been said
    const behindAmount = /(?:mg|mcg|g|mls?|units?|tablets?|tabs?|tab|capsules?|caps?|pills?|puffs?|drops?|patch|sprays?)(?: po| by mouth)? $/.test(match.input.slice(0, match.index));
    if (!said.some(isClock) && !behindAmount && !/^(?:at|@ |around|about|by|q)/.test(match[0])) return null;
    const times = said.map(timeOf);
    return times.every((time): time is Timing => time !== null) ? times.map((time): SigPiece => ({ field: 'time', ...spanOf(match), time })) : null;
  }),
  // "at 5 in the evening", "at 9 o'clock at night"
  rule(String.raw`(?:\bat |@ )[#%](\d{1,2})(?:(?: : [#%](\d{1,2}))?)(?: o'clock)? (?:in the (morning|afternoon|evening)|at (night))\b`, (match) => {
    const hour = Number(match[1]);
    if (hour < 1 || hour > 12 || Number(match[2] ?? 0) > 59) return null;
    const late = match[3] !== 'morning' && !(match[4] !== undefined && hour < 5) && hour !== 12 ? 12 : 0;
    return { field: 'time', ...spanOf(match), time: `${String((hour + late) % 24).padStart(2, '0')}:${(match[2] ?? '0').padStart(2, '0')}` };
  }, 'written'),
  rule(String.raw`(?:\bat |@ )[#%](\d{1,2}) : [#%](\d{1,2})(?: (?:hrs?|hours?|h))?(?![\w])`, (match) => {
    const time = timeOf(`#${match[1]} : #${match[2]}`);
    return time ? { field: 'time', ...spanOf(match), time } : null;
  }, 'written'),
];
