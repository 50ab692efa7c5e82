import type { DayOfWeek, EventTiming, Timing } from '../vocabulary/event-timing.ts';
import type { SigPiece } from './piece.ts';
import { n, N, P, rule, spanOf, type Rule } from './rule.ts';

const timesOf = (match: RegExpExecArray, times: readonly Timing[]): SigPiece[] => {
  const { from, to } = spanOf(match);
  // One stretch of words for all of them: they were said in one breath.
  return times.map((time) => ({ field: 'time', from, to, time }));
};
const one = (said: string, time: Timing, only?: 'written'): Rule => rule(String.raw`(?<![\w#%.])(?:${said})(?![\w])`, (match) => timesOf(match, [time]), only);

const meal = String.raw`(?:breakfast|bkfst|brkfst|bfast|lunch|dinner|supper|tea|(?:the |your )?(?:morning|evening|noon|midday|eve|am|pm|first|largest|main|last) meal(?: of the day)?|(?:the )?(?:first) (?:food|meal)(?: of the day)?|(?:each |every |all |your |the |main |#3 |a )*(?:meals?|food(?: or milk|s)?|milk or food|milk|eating|meal time|mealtimes?|meal times)|snacks?)`;
const meals = String.raw`${meal}(?:(?: ,)?(?: (?:and|&|\/|or|,|\+))?(?: (?:before|after|with|w \/|at))? ${meal})*`;

/** `before breakfast and dinner` -> ACM, ACV: the preposition holds for all meals of the list. */
const mealCodes = (words: string, kind: 'C' | 'AC' | 'PC'): EventTiming[] => {
  const codes: EventTiming[] = [];
  const add = (suffix: '' | 'M' | 'D' | 'V'): void => {
    const code = `${kind}${suffix}` as EventTiming;
    if (!codes.includes(code)) codes.push(code);
  };
  for (const [said] of words.matchAll(/(?:breakfast|bkfst|brkfst|bfast|(?:morning|am|first) meal|first food)|(?:lunch|(?:noon|midday) meal)|(?:dinner|supper|tea|(?:evening|eve|pm|last|largest|main) meal)|meals?|mealtimes?|food|eating|snacks?/g)) {
    if (/breakfast|bkfst|brkfst|bfast|morning|^am|first/.test(said)) add('M');
    else if (/lunch|noon|midday/.test(said)) add('D');
    else if (/dinner|supper|tea|evening|eve|pm|last/.test(said)) add('V');
    else add('');
  }
  return codes.length > 0 ? codes : [kind];
};
const mealRule = (preposition: string, kind: 'C' | 'AC' | 'PC'): Rule =>
  rule(String.raw`(?:${n}(?: - ${n})? (?:minutes?|mins?|min|hours?|hrs?|h) (?:(?:-|to|or) ${n} (?:minutes?|hours?) )?)?\b(?:${preposition}) (${meals})(?![\w])`, (match) => {
    const pieces = timesOf(match, mealCodes(match[1] ?? '', kind));
    return /^[#%]/.test(match[0]) ? [...pieces, { field: 'remark', ...spanOf(match), flag: 'OFFSET_NOT_STRUCTURED' }] : pieces;
  });

const weekdays: readonly (readonly [DayOfWeek, string])[] = [
  ['mon', 'mondays?|mon|mo'], ['tue', 'tuesdays?|tues?|tu'], ['wed', 'wednesdays?|weds?|we'], ['thu', 'thursdays?|thurs?|thur?s?|th'],
  ['fri', 'fridays?|fri|fr'], ['sat', 'saturdays?|sat|sa'], ['sun', 'sundays?|sun|su'],
];
const long = String.raw`(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|mon|tues?|weds?|thurs?|thur|thu|fri|sat|sun)`;
const short: Readonly<Record<string, readonly DayOfWeek[]>> = {
  mwf: ['mon', 'wed', 'fri'], tth: ['tue', 'thu'], tuth: ['tue', 'thu'], tths: ['tue', 'thu', 'sat'], tthsa: ['tue', 'thu', 'sat'], tts: ['tue', 'thu', 'sat'], tthsat: ['tue', 'thu', 'sat'],
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], weekends: ['sat', 'sun'], weekday: ['mon', 'tue', 'wed', 'thu', 'fri'], weekend: ['sat', 'sun'],
};
const codesOf = (words: string): DayOfWeek[] => {
  const list = [...words.matchAll(/[a-z]+/g)].flatMap(([word]) => weekdays.find(([, said]) => new RegExp(`^(?:${said})$`).test(word))?.[0] ?? []);
  return [...new Set(list)];
};
const order: readonly DayOfWeek[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const through = (words: string): DayOfWeek[] => {
  const [first, last] = codesOf(words);
  if (!first || !last) return codesOf(words);
  const from = order.indexOf(first);
  const to = order.indexOf(last);
  return from <= to ? order.slice(from, to + 1) : [...order.slice(from), ...order.slice(0, to + 1)];
};

const clock = (match: RegExpExecArray): SigPiece[] | null => {
  const hour = Number(match[1]);
  const minute = match[2] ?? '00';
  const half = (match[3] ?? '').replace(/\s/g, '');
  // "1 am 1 pm" is one in the morning and one in the evening; "at 1 am" is a clock.
  if (hour < 5 && match[2] === undefined && !/^(?:at|@|around|by)/.test(match[0])) return null;
  if (!Number.isInteger(hour) || hour > 24 || Number(minute) > 59 || minute.includes('.') || (half !== '' && (hour > 12 || hour < 1))) return null;
  const hour24 = half.startsWith('p') ? (hour % 12) + 12 : half.startsWith('a') ? hour % 12 : hour;
  return timesOf(match, [`${String(hour24 % 24).padStart(2, '0')}:${minute.padStart(2, '0')}`]);
};

/** Times of day, meals, clock times and weekdays. */
export const timeRules: readonly Rule[] = [
  // 8 am, 8:30 pm, 0800, 20:00
  rule(String.raw`(?:\bat |@ |around |\bby )?${N}(?: : ${N})? ?(am|pm|a m|p m)\b`, clock),
  rule(String.raw`(?:\bat |@ )${N} : ${N}(?: (?:hrs?|hours?|h))?(?![\w])`, clock, 'written'),
  rule(String.raw`(?:\bat |@ )(?:#(?:0?([1-9])|1\d|2[0-3])00|#(\d{3,4})) (?:hrs?|hours?)\b`, (match) => {
    const digits = (/\d+/.exec(match[0])?.[0] ?? '').padStart(4, '0');
    return timesOf(match, [`${digits.slice(0, 2)}:${digits.slice(2)}`]);
  }, 'written'),
  // days of the week
  rule(String.raw`\bexcept(?: for| take)?(?= [#%](?:[^.;]|\.\d){0,40}?\bon ((?:${long})(?:(?: ,)?(?: (?:and|&|,))? ${long})*)\b)`, (match) => {
    const not = codesOf(match[1] ?? '');
    return [...timesOf(match, order.filter((one) => !not.includes(one))), { field: 'join', ...spanOf(match), how: 'AND' }];
  }),
  rule(String.raw`\b(?:on )?(?:all (?:the )?|the )?(?:other|remaining) days(?: of (?:the )?week)?\b|\b(?:the )?rest of (?:the )?week\b`, (match) => {
    if (/\bevery $/.test(match.input.slice(0, match.index))) return null;
    const named = codesOf([...match.input.matchAll(new RegExp(String.raw`\b${long}\b`, 'g'))].map(([word]) => word).join(' '));
    return named.length === 0 ? null : timesOf(match, order.filter((one) => !named.includes(one)));
  }, 'written'),
  rule(String.raw`\b(?:every ?day )?(?:except|but not|excluding|other than)(?: for)?(?: on)? ((?:${long})(?:(?: ,)?(?: (?:and|&|or|,))? (?:on )?${long})*)\b`, (match) => {
    const not = codesOf(match[1] ?? '');
    return timesOf(match, order.filter((one) => !not.includes(one)));
  }),
  rule(String.raw`\b(?:(?:every|each|q|on|once on) )*(${long}) (?:through|thru|to|-|until) (${long})\b`, (match) => timesOf(match, through(`${match[1]} ${match[2]}`))),
  rule(String.raw`\b(?:(?:every|each|q|on|once on|only on) )*((?:${long})(?:s)?(?:(?: ,)?(?: (?:and|&|\/|,|-|\+))? ${long})*)\b(?: (?:and|&) (${long}))?(?: (?:mornings?|evenings?|nights?)(?= ?$))?`, (match) => {
    const bare = /^(?:sun|sat|mon|wed)$/.test(match[0]);
    return bare ? null : timesOf(match, codesOf(match[0]));
  }),
  rule(String.raw`\b(?:(?:every|q|on|each) )?(m(?: -| \/| ,|,)? ?w(?: -| \/| ,|,)? ?f|mwf|m - w - f|t ?(?:-|\/|,)? ?th(?: ?(?:-|\/|,)? ?sa?t?)?|tu ?\/ ?th|tths?a?t?|tts|weekdays?|weekends?)(?![\w])`, (match) => {
    const key = (match[1] ?? '').replace(/[^a-z]/g, '');
    return short[key] ? timesOf(match, short[key]) : null;
  }, 'written'),
  // meals
  mealRule(String.raw`before|prior to|ac|a c|ahead of|preceding|b \/ f|pre|before each|in advance of`, 'AC'),
  mealRule(String.raw`after|following|pc|p c|post|immediately after`, 'PC'),
  mealRule(String.raw`with|w \/|w|at|during|along with|c|while|wi|together with`, 'C'),
  rule(String.raw`\bat (?:meal ?times?|meals)\b`, (match) => timesOf(match, ['C'])),
  one(String.raw`wm|w \/ m|wc|w c|with meal|qmeals|q meals?|cc(?= and hs)|every meal|each meal`, 'C', 'written'),
  rule(String.raw`\b(?:q ?)?(?:ac|a c) (?:(?:and|&|\+|,) (?:q ?)?)?(?:hs|h s|bedtime|at bedtime)\b|\bachs\b`, (match) => timesOf(match, ['AC', 'HS']), 'written'),
  rule(String.raw`\b(?:q ?)?(?:pc|p c) (?:(?:and|&|\+|,) (?:q ?)?)?(?:hs|h s|bedtime|at bedtime)\b`, (match) => timesOf(match, ['PC', 'HS']), 'written'),
  one(String.raw`(?:q ?)?ac|a c|acm`, 'AC', 'written'),
  one(String.raw`(?:q ?)?pc|p c`, 'PC', 'written'),
  // on waking
  one(String.raw`(?:up)?on (?:waking|awakening|arising|rising|wakening|getting up)(?: up)?(?: in (?:the )?(?:morning|am))?|upon (?:waking|awakening|arising|rising)|when (?:you |they |he |she |pt )?(?:wakes?|get|gets|waking|awakens?) up|first thing (?:upon|on) (?:waking|awakening)|after (?:waking|awakening)`, 'WAKE'),
  // bedtime
  one(String.raw`(?:(?:every|each|q|nightly|daily|once) )?(?:night )?(?:(?:\bhalf )?(?:an? )?(?:${n} (?:hours?|hrs?|minutes?|mins?) )?(?:at|before|prior to|just before|right before|near|around|about|by|@|every|each|q)) (?:going to |the )?(?:bed ?-? ?time|bedtimes|bed(?! (?:rest|wetting))|hs|h s|sleep(?:ing)?|hour of sleep|retiring)|when (?:you |they )?(?:go|going) to bed|before you go to (?:bed|sleep)|q ?hs|qhs|q h s|qbedtime|at bed ?time|nightly (?:at|before) (?:bedtime|bed)|at hs|qnhs|nightly at hs|every bedtime`, 'HS'),
  rule(String.raw`(?<=\b(?:and|&|,|or) )(?:at )?bedtime\b`, (match) => timesOf(match, ['HS'])),
  one(String.raw`(?:at )?bed ?time|hs|h s|hours? of sleep`, 'HS', 'written'),
  // times of day
  one(String.raw`(?:(?:in the|every|each|q|on the|early in the|per) )?early (?:morning|am)|early in the (?:morning|day)`, 'MORN.early', 'written'),
  one(String.raw`late morning|mid ?- ?morning`, 'MORN.late', 'written'),
  one(String.raw`(?:late afternoon|mid ?- ?afternoon)`, 'AFT.late', 'written'),
  one(String.raw`early evening`, 'EVE.early', 'written'),
  one(String.raw`late evening`, 'EVE.late', 'written'),
  one(String.raw`(?:first thing )?(?:(?:in|during) the|every|each|of a) (?:morning|mornings)|every am|each am|in (?:the )?am|q ?am|qam|qmorning|q ?morning|once in the morning|first thing in the (?:morning|am)(?: (?:when|after|as soon as) you (?:get|wake) up)?|in the mornings?|(?<=\band )(?:in the )?morning|mornings and(?= evenings)|this morning(?= and)|before school|with morning meds?`, 'MORN'),
  one(String.raw`(?:at|by|around|every|each|q)? ?(?:noon|noontime|mid ?- ?day|midday)`, 'NOON'),
  one(String.raw`(?:in|during) the afternoons?|every afternoon|each afternoon|(?<=\band )(?:in the )?afternoon|after school`, 'AFT'),
  one(String.raw`(?:in|during) the evenings?|every evening|each evening|every pm|each pm|in (?:the )?pm|q ?pm|qpm|q ?evening|qevening|once in the evening|(?<=\b(?:and|&) )(?:in the )?evening|q eve`, 'EVE'),
  one(String.raw`(?:at|every|each|during the|by|in the|q) (?:night|nights|nite|nighttime|night ?- ?time)|nightly|qnight|q ?n(?:ight)?|qnightly|(?<=\b(?:and|&) )(?:at )?night|overnight(?! bag)|nocte|at nocte|nightime|every nite|noc`, 'NIGHT'),
  one(String.raw`mornings?|am|a m|mane|om|morn`, 'MORN', 'written'),
  one(String.raw`noon|lunchtime`, 'NOON', 'written'),
  one(String.raw`afternoons?`, 'AFT', 'written'),
  one(String.raw`evenings?|pm|p m|eve`, 'EVE', 'written'),
  one(String.raw`nights?|night ?time|nite|(?<=^[#]\d(?:\.\d+)? )on$`, 'NIGHT', 'written'),
  rule(String.raw`\b(?:while|when|during) (?:you are |pt is |he is |she is )?(?:awake|waking hours)\b|\bwa\b(?= |$)|\bduring (?:the )?waking hours\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'WHILE_AWAKE' }), 'written'),
  rule(String.raw`(?:${N} ?(?:-|to) )?${N} ?${P} apart\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION' }), 'written'),
];
