import { periodPattern, spanOf as periodOf } from '../vocabulary/periods.ts';
import type { PeriodUnit } from '../vocabulary/periods.ts';
import type { EventTiming } from '../vocabulary/event-timing.ts';
import type { SigPiece } from './piece.ts';
import { N, P, per, rule, spanOf, to, type Rule } from './rule.ts';

type Often = { frequency: number | null; frequencyMax?: number | null; period: string | null; periodMax?: string | null; periodUnit: PeriodUnit | null; upTo?: boolean };

const often = (match: RegExpExecArray, { frequency, frequencyMax = null, period, periodMax = null, periodUnit, upTo = false }: Often): SigPiece | null => {
  if (frequency !== null && (!Number.isInteger(frequency) || frequency < 1 || frequency > 48)) return null;
  if (period !== null && Number(period) <= 0) return null;
  const max = frequencyMax !== null && frequency !== null && frequencyMax > frequency ? frequencyMax : null;
  const longest = periodMax !== null && period !== null && Number(periodMax) > Number(period) ? periodMax : null;
  return { field: 'frequency', ...spanOf(match), frequency, frequencyMax: max, period, periodMax: longest, periodUnit, range: max !== null || longest !== null, upTo: upTo || /^(?:(?:for )?(?:a )?max\w* (?:of )?|up to|no more than)/.test(match[0]) };
};
const hints: Readonly<Partial<Record<PeriodUnit, RegExp>>> = { wk: /w|fortnight/, mo: /mo|mth|year|yr|annual/, h: /h/, min: /min/ };
const fixed = (source: string, frequency: number, period: string, periodUnit: PeriodUnit, only?: 'written'): Rule => ({
  ...(hints[periodUnit] ? { needs: hints[periodUnit] } : {}),
  ...rule(String.raw`(?:\bup to )?\b(?:${source})(?![\w])`, (match) => often(match, { frequency, period, periodUnit }), only),
});

const once = String.raw`(?:once|x ?#1|one time|#1 times?|#1 ?x|single dose)`;
/** "1 week" is a length, "1 a week" is how often. */
const onceA = String.raw`(?:${once} (?:${per} )?|(?:one|#1) ${per} )`;
const twice = String.raw`(?:twice|two times|#2 times?|#2 ?x|two x)`;
const each = String.raw`(?:every|q|each|ev|evry|ea|once every|one every|once each|once q)`;
const ordinals: Readonly<Record<string, string>> = { other: '2', second: '2', '2nd': '2', alternate: '2', third: '3', '3rd': '3', fourth: '4', '4th': '4', fifth: '5', sixth: '6', seventh: '7', tenth: '10' };
const ordinal = '(other|o|second|alternate|third|fourth|fifth|sixth|seventh|tenth|#2 nd|#3 rd|#4 th)';
const partOfDay: Readonly<Record<string, EventTiming>> = { night: 'NIGHT', noc: 'NIGHT', nocte: 'NIGHT', morning: 'MORN', evening: 'EVE' };
const dayTail = String.raw`(?:${per} )?(?:day|daily|d|every day|dly|days|#24 hours?|#24 hrs?|#24 h)`;

const span = (value: string, said: string): { period: string; periodUnit: PeriodUnit } | null => {
  const read = periodOf(value, said);
  return read ? { period: read.value, periodUnit: read.unit } : null;
};

/** "In 2 divided doses" says how often, and that the amount is the day's. */
export const dividedRules: readonly Rule[] = [
  rule(String.raw`\b(?:(?:in|into) ${N} (?:equally |equal )?divided doses?|divided (?:in|into|over) ${N} (?:equal )?doses?)\b(?: (?:a|per|each) day| daily)?`, (match) => {
    const piece = often(match, { frequency: Number(match[1] ?? match[2]), period: '1', periodUnit: 'd' });
    return piece ? [piece, { field: 'remark', ...spanOf(match), flag: 'DIVIDED_DOSES' }] : null;
  }),
];

/** "every 2 to 3 days", "q4-6h": before durations, which would take the days. */
export const intervalRules: readonly Rule[] = [
  // every 4 to 6 hours, q4-6h, q 4-6 hrs, every 4 hours to 6 hours
  rule(String.raw`\b${each} ?${N} ?(?:${P} )?(?:-|to|or|thru|through) (?:${each} )?${N}(?: -)? ?${P}(?![\w])`, (match) => {
    // "every 24 hours to 5 days" is no range
    if (match[2] !== undefined && periodOf('1', match[2])?.unit !== periodOf('1', match[4] ?? '')?.unit) return null;
    const first = span(match[1] ?? '', match[4] ?? '');
    const last = span(match[3] ?? '', match[4] ?? '');
    return first ? often(match, { frequency: 1, ...first, periodMax: last?.period ?? null }) : null;
  }),
  rule(String.raw`\b${each} ?${N}(?: -)? ?${P}(?![\w])(?: (?:interval|apart))?`, (match) => {
    const read = span(match[1] ?? '', match[2] ?? '');
    return read ? often(match, { frequency: 1, ...read }) : null;
  }),
  // 4-6 hourly, every 6 hourly (UK)
  rule(String.raw`(?<!\/ )(?:\b${each} )?(?:${N} ?(?:-|to|or) ?)?${N}(?: ?-)? ?(?:hourly|hrly)\b`, (match) => often(match, { frequency: 1, period: match[1] ?? match[2] ?? '', periodMax: match[1] ? (match[2] ?? null) : null, periodUnit: 'h' })),
];

/** How often, in every way we have met it; earlier rules claim their words first. */
export const frequencyRules: readonly Rule[] = [
  // q8, q12: hours, where nothing says what
  rule(String.raw`\b(?:q|every) ?#(4|6|8|12)(?: ?- ?#(6|8|12))?(?! ?(?:-|to|or|#|${periodPattern}|am|pm|:|hourly|other)(?![\w]))(?![.\d])`, (match) => often(match, { frequency: 1, period: match[1] ?? '', periodMax: match[2] ?? null, periodUnit: 'h' }), 'written'),
  // 4 / day, 2/wk: how often, where something was counted before it
  rule(String.raw`(?<=\b(?:tablets?|tabs?|capsules?|caps?|puffs?|drops?|sprays?|mls?|mg|mcg|units?|po|orally|mouth|spoons?(?:fuls?)?|doses?|patch) )${N} ?\/ ?(day|d|week|wk)\b`, (match) => often(match, { frequency: Number(match[1]), period: '1', periodUnit: /^w/.test(match[2] ?? '') ? 'wk' : 'd' }), 'written'),
  // every other day, every third day, alternate nights, q.o.d.
  rule(String.raw`\b(?:once )?(?:on |every |q |each )?${ordinal} (days?|d|nights?|nocs?|noctes?|mornings?|evenings?|weeks?|wk|months?|hours?)\b(?= |$)(?<!\b(?:the )?(?:second|third|fourth|fifth|sixth|seventh|tenth|o) (?:days?|weeks?|d|nights?)(?<!(?:every|q|each) \w+ \w+))`, (match) => {
    const unit = match[2] ?? '';
    const read = span(ordinals[(match[1] ?? '').replace(/^#(\d) (?=nd|rd|th)/, '$1')] ?? '2', /^(?:no|night|morning|evening)/.test(unit) ? 'day' : unit);
    if (!read || !/^(?:once )?(?:every|q|each|alternate|on alternate|other)/.test(match[0])) return null;
    const piece = often(match, { frequency: 1, ...read });
    const part = partOfDay[unit.replace(/s$/, '')];
    return piece && part ? [piece, { field: 'time', ...spanOf(match), time: part }] : piece;
  }),
  fixed(String.raw`alt(?:ernis)? (?:die|diebus|dieb|days?)|(?:second|#2 nd) daily|on alternate days|alternate daily|every second day|q ?#2 ?d`, 1, '2', 'd', 'written'),
  fixed(String.raw`qow|q o w|eow|e o w|every otherweek`, 1, '2', 'wk', 'written'),
  fixed(String.raw`qod|q o d|eod|e o d|every - other - day|qotherday|qaod|every otherday`, 1, '2', 'd'),
  fixed(String.raw`q a?d alternate`, 1, '2', 'd', 'written'),
  // 2-3 times a day, once or twice daily, bid-tid
  rule(String.raw`(?:\bup to )?(?:${N} ?x?|\b(?:once|one)) (?:-|to|or|\/) (?:${N} ?(?:times?|x)|(twice)) (?:${dayTail}|${per} (week|wk|month|mo)|(weekly|monthly))(?![\w])`, (match) => {
    const periodUnit = /^(?:week|wk)/.test(match[4] ?? match[5] ?? '') ? 'wk' : /^mo/.test(match[4] ?? match[5] ?? '') ? 'mo' : 'd';
    return often(match, { frequency: Number(match[1] ?? 1), frequencyMax: Number(match[2] ?? 2), period: '1', periodUnit });
  }),
  rule(String.raw`\b(?:up to )?(qd|daily|bid|tid) ?${to} ?(bid|tid|qid)\b`, (match) => {
    const times: Readonly<Record<string, number>> = { qd: 1, daily: 1, bid: 2, tid: 3, qid: 4 };
    return often(match, { frequency: times[match[1] ?? ''] ?? null, frequencyMax: times[match[2] ?? ''] ?? null, period: '1', periodUnit: 'd' });
  }),
  // twice, thrice, n times: a day, a week, a month
  rule(String.raw`(?:\bup to |\bmax(?:imum)? (?:of )?)?(?:${N} ?(?:times?|x|xs|doses?)|\b(thrice|twice|two times|three times)) ${per} ${N} ${P}\b`, (match) => {
    const read = span(match[3] ?? '', match[4] ?? '');
    return read ? often(match, { frequency: match[1] ? Number(match[1]) : /^(?:twice|two)/.test(match[2] ?? '') ? 2 : 3, ...read }) : null;
  }),
  fixed(String.raw`${twice} ${dayTail}`, 2, '1', 'd'),
  fixed(String.raw`bid|b i d|bd|b d|twicedaily|bds|twice - daily|bidaily|2xd`, 2, '1', 'd'),
  fixed(String.raw`(?:thrice|three times|#3 times?|#3 ?x) ${dayTail}`, 3, '1', 'd'),
  fixed(String.raw`tid|t i d|tds|t d s|ter in die`, 3, '1', 'd'),
  fixed(String.raw`qid|q i d|qds|q d s`, 4, '1', 'd'),
  rule(String.raw`(?:\bup to )?${N} ?(?:times?|x|xs|separate times) ${dayTail}(?![\w])`, (match) => often(match, { frequency: Number(match[1]), period: '1', periodUnit: 'd' })),
  rule(String.raw`${N} ?xd(?: |$)`, (match) => often(match, { frequency: Number(match[1]), period: '1', periodUnit: 'd' }), 'written'),
  rule(String.raw`(?:\bup to )?${N} ?(?:times?|x|xs) (?:${per} )?(?:week|weekly|wk|w)\b`, (match) => often(match, { frequency: Number(match[1]), period: '1', periodUnit: 'wk' })),
  rule(String.raw`(?:\bup to )?${N} ?(?:times?|x) (?:${per} )?(?:month|monthly|mo)\b`, (match) => often(match, { frequency: Number(match[1]), period: '1', periodUnit: 'mo' })),
  rule(String.raw`(?:\bup to )?${N} ?(?:times?|x) (?:${per} )?(?:hour|hr|h)\b`, (match) => often(match, { frequency: Number(match[1]), period: '1', periodUnit: 'h' })),
  rule(String.raw`(?:\bup to )?${N} (?:nights|days|evenings|mornings) ${per} (week|wk)\b`, (match) => often(match, { frequency: Number(match[1]), period: '1', periodUnit: 'wk' })),
  fixed(String.raw`${twice} (?:${per} )?(?:week|weekly|wk)|twice - weekly|biw|b i w`, 2, '1', 'wk'),
  fixed(String.raw`(?:thrice|three times) (?:${per} )?(?:week|weekly|wk)|tiw|t i w`, 3, '1', 'wk'),
  fixed(String.raw`${twice} (?:${per} )?(?:month|monthly|mo)`, 2, '1', 'mo'),
  fixed(String.raw`every (?:fortnight)|fortnightly|(?:once )?${per} fortnight|biweekly \( every (?:other|#2|two) weeks?\)|every otherweek`, 1, '2', 'wk'),
  fixed(String.raw`${onceA}(?:week|weekly|wk)|${each} (?:week|wk)|weekly|qweek|qwk|qw|q w|q wkly|per week|wkly|once - weekly|onceweekly|a week(?! (?:ago|or|from|later|before|prior|after|of))`, 1, '1', 'wk'),
  // on the 1st and 15th of each month
  rule(String.raw`\b(?:on )?(?:the )?#\d+ (?:st|nd|rd|th)(?:(?: ?,| and| &)+ ?(?:the )?#\d+ (?:st|nd|rd|th))* (?:day )?of (?:each|every|the) (?:calendar )?month\b`, (match) => often(match, { frequency: match[0].match(/#/g)?.length ?? 1, period: '1', periodUnit: 'mo' }), 'written'),
  fixed(String.raw`${onceA}(?:month|monthly|mo)|${each} (?:month|mo)|monthly|qmonth|qmo|per month|once - monthly|mthly`, 1, '1', 'mo'),
  fixed(String.raw`${onceA}(?:year|yearly|yr)|${each} (?:year|yr)|yearly|annually|once - yearly`, 1, '12', 'mo'),
  fixed(String.raw`every six months|twice (?:a|per) year`, 1, '6', 'mo'),
  fixed(String.raw`${each} (?:hour|hr)|q ?h|hourly`, 1, '1', 'h'),
  fixed(String.raw`${each} (?:minute|min)`, 1, '1', 'min'),
  fixed(String.raw`${onceA}(?:day|daily|every day)|(?:once|one time) (?:a |every |each )?(?:daily|day)|oncedaily|once - a - day|once - daily`, 1, '1', 'd'),
  fixed(String.raw`once(?= (?:nightly|an? night))`, 1, '1', 'd'),
  fixed(String.raw`qd|q d|q day|qday|q daily|qdaily|quaque die|q ?1 ?d|q d a y`, 1, '1', 'd'),
  // UK: once daily; in the US the right eye, which the routes claim first
  fixed(String.raw`(?<!\b(?:drops?|gtts?|gt|ribbon|in|to|ointment|oint|apply|instill|of|into) )(?:od|o d)`, 1, '1', 'd', 'written'),
  fixed(String.raw`(?:${N.replace('(', '(?:')} (?:-|to|or) )?once (?:${per} )?day`, 1, '1', 'd'),
  // "once every morning", "once at bedtime": the time says when
  fixed(String.raw`once(?= (?:(?:in|at|on|every|each|before|with|after) )+(?:the )?(?:morning|evening|afternoon|night|bedtime|noon|breakfast|lunch|dinner|supper|bed|am|pm|arising|waking)\b)`, 1, '1', 'd'),
  rule(String.raw`(?<=\w(?<!\b(?:kg|lbs?|pounds?)) )\/ day\b`, (match) => often(match, { frequency: 1, period: '1', periodUnit: 'd' }), 'written'),
  fixed(String.raw`daily|dly|every day|each day|everyday|per day|(?<!\b(?:kg|lbs?|pounds?) )\/ day|(?<!\b(?:times?|x|xs|once|twice|thrice|for|#\d+|within|half) )a day(?! (?:or|before|after|ago|prior|later|and a)\b)`, 1, '1', 'd'),
];
