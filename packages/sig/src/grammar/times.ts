import type { Timing } from '../vocabulary/event-timing.ts';
import type { SigPiece } from './piece.ts';
import { n, N, P, rule, spanOf, type Rule } from './rule.ts';

const timesOf = (match: RegExpExecArray, times: readonly Timing[]): SigPiece[] => {
  const { from, to } = spanOf(match);
  // One stretch of words for all of them: they were said in one breath.
  return times.map((time) => ({ field: 'time', from, to, time }));
};
const hints: readonly (readonly [RegExp, RegExp])[] = [
  [/^MORN/, /mor|am|a m|mane|om|school/], [/^NOON/, /noon|mid|lunch/], [/^AFT/, /after|school/], [/^EVE/, /eve|pm|p m/], [/^NIGHT/, /ni|noc|on$|q ?n/], [/^HS/, /bed|hs|h s|sleep|retir|retiring/], [/^WAKE/, /wak|ris|get/], [/^AC/, /ac|a c/], [/^PC/, /pc|p c/],
];
const one = (said: string, time: Timing, only?: 'written'): Rule => {
  const needs = hints.find(([code]) => code.test(time))?.[1];
  return { ...rule(String.raw`(?<![\w#%.])(?:${said})(?![\w])`, (match) => timesOf(match, [time]), only), ...(needs ? { needs } : {}) };
};

/** Parts of the day and bedtime; Latin for meals. Clock times, weekdays and meals have files of their own. */
export const timeRules: readonly Rule[] = [
  rule(String.raw`\bat (?:meal ?times?|meals)\b`, (match) => timesOf(match, ['C'])),
  one(String.raw`wm|wf|w \/ f|w \/ m|wc|w c|with meal|qmeals|q meals?|cc(?= and hs)|every meal|each meal`, 'C', 'written'),
  rule(String.raw`\b(?:q ?)?(?:ac|a c) (?:(?:and|&|\+|,) (?:q ?)?)?(?:hs|h s|bedtime|at bedtime)\b|\bachs\b`, (match) => timesOf(match, ['AC', 'HS']), 'written'),
  rule(String.raw`\b(?:q ?)?(?:pc|p c) (?:(?:and|&|\+|,) (?:q ?)?)?(?:hs|h s|bedtime|at bedtime)\b`, (match) => timesOf(match, ['PC', 'HS']), 'written'),
  rule(String.raw`${n} ?(?:minutes?|mins?|min|hours?|hrs?|hr) (ac|pc)\b`, (match) => [...timesOf(match, [match[1] === 'ac' ? 'AC' : 'PC']), { field: 'remark', ...spanOf(match), flag: 'OFFSET_NOT_STRUCTURED' }], 'written'),
  one(String.raw`(?:q ?)?ac|a c|acm`, 'AC', 'written'),
  one(String.raw`(?:q ?)?pc|p c`, 'PC', 'written'),
  // on waking
  one(String.raw`(?:up)?on (?:waking|awakening|arising|rising|wakening|getting up)(?: up)?(?: in (?:the )?(?:morning|am))?|upon (?:waking|awakening|arising|rising)|when (?:you |they |he |she |pt )?(?:wakes?|get|gets|waking|awakens?) up|first thing (?:upon|on) (?:waking|awakening)|after (?:waking|awakening)`, 'WAKE'),
  // bedtime
  one(String.raw`(?:(?:every|each|q|nightly|daily|once) )?(?:night )?(?:(?:\bhalf )?(?:an? )?(?:(?:${n} ?(?:-|to|or) ?)?${n} (?:an? )?(?:hours?|hrs?|minutes?|mins?|h|min) )?(?:at|before|prior to|just before|right before|near|around|about|by|@|every|each|q)) (?:going to |the )?(?:bed ?-? ?time|bedtimes|bed(?! (?:rest|wetting))|hs|h s|sleep(?:ing)?|hour of sleep|retiring)|when (?:you |they )?(?:go|going) to bed|before you go to (?:bed|sleep)|q ?hs|qhs|q h s|qbedtime|at bed ?time|nightly (?:at|before) (?:bedtime|bed)|at hs|qnhs|nightly at hs|every bedtime`, 'HS'),
  rule(String.raw`(?<=\b(?:and|&|,|or) )(?:at )?bedtime\b`, (match) => timesOf(match, ['HS'])),
  one(String.raw`(?:at )?bed ?time|hs|h s|hours? of sleep`, 'HS', 'written'),
  // times of day
  one(String.raw`(?:(?:in the|every|each|q|on the|early in the|per) )?early (?:morning|am)|early in the (?:morning|day)`, 'MORN.early', 'written'),
  one(String.raw`late morning|mid ?- ?morning`, 'MORN.late', 'written'),
  one(String.raw`(?:late afternoon|mid ?- ?afternoon)`, 'AFT.late', 'written'),
  one(String.raw`(?:in the )?early (?:in the )?afternoon`, 'AFT.early', 'written'),
  one(String.raw`early evening`, 'EVE.early', 'written'),
  one(String.raw`late evening`, 'EVE.late', 'written'),
  one(String.raw`(?:first thing )?(?:(?:in|during) the|every|each|of a) (?:morning|mornings)|every am|each am|in (?:the )?am|q ?am|qam|qmorning|q ?morning|once in the morning|first thing in the (?:morning|am)(?: (?:when|after|as soon as) you (?:get|wake) up)?|in the mornings?|(?<=\band )(?:in the )?morning|mornings and(?= evenings)|this morning(?= and)|before school|with morning meds?`, 'MORN'),
  one(String.raw`(?:at|by|around|every|each|q)? ?(?:noon|noontime|mid ?- ?day|midday)`, 'NOON'),
  one(String.raw`(?:in|during) the afternoons?|every afternoon|each afternoon|(?<=\band )(?:in the )?afternoon|after school`, 'AFT'),
  one(String.raw`(?:in|during) the evenings?|every evening|each evening|every pm|each pm|in (?:the )?pm|q ?pm|qpm|q ?evening|qevening|once in the evening|(?<=\b(?:and|&) )(?:in the )?evening|q eve`, 'EVE'),
  one(String.raw`(?:at|every|each|during the|by|in the|q) (?:night|nights|nite|nighttime|night ?- ?time)|nightly|(?<=\bonce )an? night|qnight|q ?n(?:ight)?|qnightly|(?<=\b(?:and|&) )(?:at )?night|overnight(?! bag)|nocte|at nocte|nightime|every nite|noc`, 'NIGHT'),
  one(String.raw`mornings?|am|a m|mane|om|morn`, 'MORN', 'written'),
  one(String.raw`noon|lunchtime`, 'NOON', 'written'),
  rule(String.raw`(?<=(?:units?|u|mg|mcg|g|mls?|tablets?|tabs?|tab|capsules?|caps?|cap|pills?|puffs?|#\d+(?:\.\d+)?|,|and|&) )(?:at |q )?(breakfast|lunch|dinner|supper)\b`, (match) => timesOf(match, [match[1] === 'breakfast' ? 'CM' : match[1] === 'lunch' ? 'CD' : 'CV']), 'written'),
  one(String.raw`afternoons?`, 'AFT', 'written'),
  one(String.raw`evenings?|pm|p m|eve`, 'EVE', 'written'),
  one(String.raw`nights?|night ?time|nite|(?<=^[#]\d(?:\.\d+)? )on$`, 'NIGHT', 'written'),
  rule(String.raw`\b(?:while|when|during) (?:you are |pt is |he is |she is )?(?:awake|waking hours)\b|\bwa\b(?= |$)|\bduring (?:the )?waking hours\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'WHILE_AWAKE' }), 'written'),
  rule(String.raw`(?:${N} ?(?:-|to) )?${N} ?${P} apart\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION' }), 'written'),
];
