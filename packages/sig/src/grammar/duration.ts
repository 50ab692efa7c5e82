import { spanOf as periodOf } from '../vocabulary/periods.ts';
import type { SigPiece } from './piece.ts';
import { N, P, rule, spanOf, type Rule } from './rule.ts';

type Days = 'first' | 'later' | null;
export const durationOf = (match: RegExpExecArray, value: string, max: string | null, said: string, days: Days = null): SigPiece | null => {
  const read = periodOf(value, said);
  // "Apply for 8 hours" is how long it stays on.
  if (read?.unit === 'h' && Number(read.value) < 24) return { field: 'remark', ...spanOf(match), flag: 'ADDITIONAL_INSTRUCTION' };
  if (!read || read.unit === 's' || read.unit === 'min' || Number(read.value) <= 0) return null;
  if (max !== null && Number(max) < Number(value)) return null;
  const longest = max === null ? null : (periodOf(max, said)?.value ?? null);
  return {
    field: 'duration', ...spanOf(match), value: read.value, max: longest !== null && Number(longest) > Number(read.value) ? longest : null, unit: read.unit,
    upTo: /\b(?:up to|maximum|max|no (?:more|longer) than|at most|not (?:to exceed|more than))\b/.test(match[0]), days,
  };
};
const words: Readonly<Record<string, string>> = { first: '1', '1 st': '1', second: '2', third: '3', '2 nd': '2', '3 rd': '3' };
const lead = String.raw`\b(?:for|times|x|over|during|in|duration|dur|length|up to)(?: :| -)?(?: (?:the (?:next|first|following|last)|next|another|an additional|a total of|a period of|total of|total|up to|a maximum of|maximum|max|max of|about|approximately|at least|the|a full|no more than|no longer than|not more than|only|up to a maximum of))*`;
/** A meal or the bed behind it says when, and not that it lasts until something: "for 5 days before breakfast". */
const anEvent = String.raw`(?! (?:to )?(?:going to |you go to )?(?:the |your |each |every |a )*(?:breakfast|lunch|dinner|supper|meals?|eating|food|bed ?time|bed|sleep|hs)\b)`;
const notAnother = String.raw`(?! (?:ago|or so ago|(?:before|prior|after)${anEvent}|apart|between|of the month|(?:each|per) (?:#\d+ )?(?:weeks?|wks?|years?)|a week|in a row off|on,? (?:then )?#?\d* ?off)\b)`;

/** Until it is gone; before "until" with anything else. */
export const untilRules: readonly Rule[] = [
  rule(String.raw`\b(?:(?:until|till|til|untill) (?:all )?(?:the |of the |your )?(?:medication|medicine|meds?|prescription|course|bottle|rx|antibiotics?|pack|packet|tablets?|capsules?|supply|therapy|treatment|it|all|they)? ?(?:(?:is|are|has been|have been|'s) )?(?:all )?(?:gone|finished|completed?|done|taken|all gone|empty|used up|consumed|exhausted)(?: or as directed)?|(?:finish|complete|take) (?:all|full|entire|the (?:entire|full|whole)|all of (?:the|this))(?: of)?(?: the)? ?(?:course(?: of (?:treatment|therapy|antibiotics))?|medication|medicine|prescription|antibiotics?|bottle|supply|therapy|doses)?|to completion|until completion|uf|utd)(?![\w])`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'UNTIL_FINISHED' })),
];

/** How long, in every way we have met it. */
export const durationRules: readonly Rule[] = [
  // day 1 to 5 of each month, days 2-5, on day 1
  rule(String.raw`\b(?:on |for |through |from )?(?<!\b(?:a|per|each|every|/|once|\d) )days? ${N} ?(?:-|to|through|thru|until|and) ?(?:day )?${N}(?! (?:mg|mcg|tablets?|tabs?|capsules?|ml))`, (match) => {
    const first = Number(match[1]);
    const last = Number(match[2]);
    return last >= first ? durationOf(match, String(last - first + 1), null, 'd', first === 1 ? 'first' : 'later') : null;
  }),
  rule(String.raw`(?<![\w#.])(?:on )?(?:the )?(?:(?<!\b(?:a|per|each|every|/|other|\d|times|x|once|in) )day ${N}(?: only)?(?! (?:days?|weeks?|months?|d|wks?)\b)|(?<!\b(?:every|q|each|other|alternate) )(first|second|third|#1 st|#2 nd|#3 rd) day(?: only)?)(?: of (?:treatment|therapy|the course|use))?(?! (?:of|course|supply))\b`, (match) => {
    const which = match[1] ?? words[(match[2] ?? '').replace('#', '')] ?? '1';
    return durationOf(match, '1', null, 'd', which === '1' ? 'first' : 'later');
  }),
  rule(String.raw`\b(?:on |for |during )?(?:weeks?|wks?) ${N}(?: ?(?:-|to|and|through|thru) ?${N})?(?= ?[:=,-]|$| ?[#%]| take|;| \))(?! ?[#%]?\d* ?(?:times|x))`, (match) => {
    const length = match[2] === undefined ? 1 : Number(match[2]) - Number(match[1]) + 1;
    return length > 0 ? durationOf(match, String(length), null, 'wk', match[1] === '1' ? 'first' : 'later') : null;
  }, 'written'),
  // "for the second week", "for the final five days"
  rule(String.raw`\b(?:for|during|over) (?:the )?(second|third|fourth|fifth|final|last|following|next) (?:${N} )?(?:consecutive )?(days?|weeks?|months?|nights?)\b`, (match) => durationOf(match, match[2] ?? '1', null, match[3] === 'night' ? 'day' : (match[3] ?? ''), 'later'), 'written'),
  // "(for a) maximum of 10 days", "x 1/52 max"
  rule(String.raw`\b(?:for )?(?:an? )?max(?:imum)?(?: (?:duration|period|course|treatment))?(?: of)?(?: :)? ?${N}(?: ?-)? ?${P}(?![\w])(?: (?:treatment|therapy|course|use))?(?! (?:apart|between))`, (match) => {
    const piece = durationOf(match, match[1] ?? '', null, match[2] ?? '');
    return piece && piece.field === 'duration' ? { ...piece, upTo: true } : null;
  }, 'written'),
  rule(String.raw`(?:\b(?:for|x) ?)?(?:${N} \/ #(7|52|12)|${N} ?(days?|weeks?|months?)) max(?:imum)?\b`, (match) => {
    const piece = durationOf(match, match[1] ?? match[3] ?? '', null, match[4] ?? { 7: 'days', 52: 'weeks', 12: 'months' }[match[2] ?? ''] ?? 'days');
    return piece && piece.field === 'duration' ? { ...piece, upTo: true } : null;
  }, 'written'),
  rule(String.raw`\bfirst ${N} ${P}\b`, (match) => durationOf(match, match[1] ?? '', null, match[2] ?? '', 'first')),
  rule(String.raw`\b(?:for |during )(?:the )?(?:first|#1 st) (day|week|month)\b`, (match) => durationOf(match, '1', null, match[1] ?? '', 'first')),
  // "x 2 days after chemo": so long, from then on
  rule(String.raw`\bx ?${N} ?${P}(?= (?:after|following|post)\b)`, (match) => durationOf(match, match[1] ?? '', null, match[2] ?? ''), 'written'),
  // 7-10 days
  rule(String.raw`${lead} ?${N} ?(?:-|to|or) ?${N}(?: more| full| additional)?(?: -)? ?(?:consecutive |calendar )?${P}(?![\w])${notAnother}`, (match) => durationOf(match, match[1] ?? '', match[2] ?? null, match[3] ?? '')),
  rule(String.raw`${lead} ?${N}(?: more| full| additional| total)?(?: -)? ?(?:consecutive |calendar )?${P}(?![\w])${notAnother}`, (match) =>
    /^in\b/.test(match[0]) || (/^(?:over|during)\b/.test(match[0]) && /^(?:m|h)/.test(match[2] ?? '')) ? null : durationOf(match, match[1] ?? '', null, match[2] ?? '')),
  rule(String.raw`(?:\bfor|(?<!\d )\bx) (?:about |around |up to |only )?(?:a|one|another|the next|the following) (?:full )?(day|week|month|year|wk|mo)\b(?! ago)`, (match) => durationOf(match, '1', null, match[1] ?? '')),
  rule(String.raw`\bfor (?:a|the) (?:couple|pair) (?:of )?(days|weeks|months)\b`, () => null),
  rule(String.raw`${N}(?: -)? (day|week|month)s?(?: -)? (?:course|regimen|taper|treatment|therapy|supply of therapy|total|duration|period)\b`, (match) => durationOf(match, match[1] ?? '', null, match[2] ?? '')),
  // UK: 7/7 is seven days, 2/52 two weeks, 3/12 three months
  rule(String.raw`(?:\b(?:for|x) ?)?${N} \/ #(7|52|12)(?![\d.\/])(?! (?:mg|mcg|tab|cap|ml|pain))`, (match) => durationOf(match, match[1] ?? '', null, { 7: 'days', 52: 'weeks', 12: 'months' }[match[2] ?? ''] ?? 'days'), 'written'),
  // bare: "1 tablet orally once a day 30 days"
  rule(String.raw`(?<!\b(?:every|q|each|within|after|before|prior|starting|start|begin|beginning|last|past|wait|in|at|least|than|per|or|and|supply|dispense|old|age|aged|disp|qty|quantity|up to) ?)(?<![-/] ?)${N}(?: -)? ?(days?|d|weeks?|wks?|months?)(?![\w])${notAnother}(?! (?:supply|of|worth|old|post|s|later|then off|off|post)\b)`, (match) => durationOf(match, match[1] ?? '', null, match[2] ?? ''), 'written'),
  rule(String.raw`(?<!every |q |each )${N} ?(?:-|to) ?${N} (days|weeks|months)(?![\w])${notAnother}`, (match) => durationOf(match, match[1] ?? '', match[2] ?? null, match[3] ?? ''), 'written'),
];

/** How many in all: "x 3 doses", "once", "now". Behind how often, of which "once" is mostly the beginning. */
export const countRules: readonly Rule[] = [
  rule(String.raw`\b(?:for|x|times|repeat) ?(?:a total of |up to |only )?(?:${N}|one|a single) (?:total |more |additional )?(?:doses?|times|treatments?|injections?)(?: only| total)?(?! (?:a|per|daily|each|every|in)\b)`, (match) => ({ field: 'count', ...spanOf(match), value: match[1] ?? '1' })),
  rule(String.raw`${N} (?:doses?|times) (?:total|only|altogether|in all|in total)\b`, (match) => ({ field: 'count', ...spanOf(match), value: match[1] ?? '1' })),
  rule(String.raw`(?<![\w#.])(?:x ?#1|x one|#1 x|once only|one time only|only once|#1 time only|one - time|single dose|(?:as|in) (?:a |one )?single dose|as (?:one|#1) dose|stat|right now|right away|straight away|straightaway|at once|asap|now|immediately(?! (?:before|after|following|prior))|initially|at first|tonight|today|this evening|today only|x ?#1 dose|#1 time|one time|one dose|once|in one dose|all at once)(?! (?:(?:every|a|per|daily|each|weekly|monthly|you|your|it|the|tablet|capsule|or twice|pain|when|symptoms|completed|finished|done|in a|opened|mixed|nightly|at|in the|before)\b|#))(?![\w])`, (match) => ({ field: 'count', ...spanOf(match), value: '1' }), 'written'),
  rule(String.raw`\bx ?${N}(?= ?(?:$|[,.;()]|then|prn|as needed|no refills|for pain))(?! (?:mg|mcg|d|w))`, (match) => ({ field: 'count', ...spanOf(match), value: match[1] ?? '1' }), 'written'),
];
