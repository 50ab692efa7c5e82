import { spanOf as periodOf } from '../vocabulary/periods.ts';
import { doseUnitOf, doseUnitPattern, piecePattern } from '../vocabulary/dose-units.ts';
import type { SigPiece } from './piece.ts';
import { N, P, U, per, rule, spanOf, type Rule } from './rule.ts';

const limit = (match: RegExpExecArray, value: string, said: string | undefined, period: string | null, periodSaid: string | undefined): SigPiece | null => {
  const unit = said === undefined ? null : doseUnitOf(said);
  const read = period === null || periodSaid === undefined ? null : periodOf(period, periodSaid);
  return { field: 'max', ...spanOf(match), value, unit, period: read?.value ?? null, periodUnit: read?.unit ?? null };
};

const most = String.raw`(?:(?:with (?:a )?|\( ?)?(?:max(?:imum)?(?: \.)?(?: daily)?(?: (?:dose|amount))?(?: (?:per|a|in|\/) (?:day|#24 (?:hours?|hrs?|h)))?|mdd|m d d|maximum (?:of|number)|(?<!\b(?:once|twice|thrice|times?|x|#\d) (?:- )?)daily max(?:imum)?(?: dose)?(?![^.;]{0,24}(?:\/|per|in|a) ?(?:#24|day))|(?:do not|don't|not to|never|dont|must not|should not|do no|no) (?:exceed|more than|take (?:any )?more than|use (?:any )?more than|go over|go above|take over|use over)|not to exceed|nte|not exceeding|no more than|not more than|limit(?:ed)?(?: to)?|up to a (?:max(?:imum)?|total)(?: of)?|up to max(?:imum)?(?: of)?|at most|total (?:daily )?(?:dose )?not to exceed|to a (?:max(?:imum)?)(?: of)?))`;
const within = String.raw`(?:(?:${per}|in any|in a|within(?: a| any)?|every|over|in|w \/ in|\/|total (?:in|per)) )`;

/** The most that may be taken. */
export const limitRules: readonly Rule[] = [
  // (4000 mg total q24 hours)
  rule(String.raw`(?:\( ?)?(?:total (?:of )?|a total of )?${N} ?(?:${U} )?(?:total |max(?:imum)? )(?:daily|(?:a|per|each|every|q|in(?: a| any)?|\/) ?(?:(?:#1 )?day|(#24) ?(?:hours?|hrs?|h)))\b(?: \))?`, (match) => limit(match, match[1] ?? '', match[2], match[3] ? '24' : '1', match[3] ? 'hours' : 'day'), 'written'),
  // "200 mg three times a day (600 mg/day)"
  rule(String.raw`\( ?(?:total |= ?|max ?)?${N} ?${U} ?(?:\/ ?|per |a )(?:day|d|#24 ?(?:h|hrs?|hours?))(?: total)? ?\)`, (match) => (/[#%][\d.]+.*[#%a-z]/.test(match.input.slice(0, match.index)) ? limit(match, match[1] ?? '', match[2], '1', 'day') : null), 'written'),
  // max 8 tablets in 24 hours, not to exceed 4 g per day, max 3 doses in 15 min
  rule(String.raw`\b${most}(?: of| is| :|:| =| -| to| dose| doses)*(?: up to)?(?: (?:acetaminophen|apap|tylenol|paracetamol|ibuprofen|aspirin|caffeine|opioid|mme)(?: from all sources| dose)?(?: of| is| :|:)?)? ?${N}(?: ?(?:-|to) ?${N})?(?: total)? ?(?:${U}(?![\w])(?: total)?)?(?: (?:of )?(?!per\b|in\b|every\b|each\b|and\b|or\b|total\b|within\b|over\b|from\b|for\b|daily\b)[a-z]{4,})? ?${within}(?:a |any )?${N}(?: -)? ?(?:${P})(?![\w])(?: period)?(?: \))?`, (match) => limit(match, match[2] ?? match[1] ?? '', match[3], match[4] ?? '', match[5])),
  rule(String.raw`\b${most}(?: of| is| :|:| =| -| to| dose| doses)*(?: up to)?(?: (?:acetaminophen|apap|tylenol|paracetamol|ibuprofen|aspirin|caffeine|opioid|mme)(?: from all sources| dose)?(?: of| is| :|:)?)? ?${N}(?: total)? ?(?:${U}(?![\w])(?: total)?)?(?: (?:of )?(?!per\b|in\b|every\b|each\b|and\b|or\b|total\b|within\b|over\b|from\b|for\b|daily\b|weekly\b|monthly\b)[a-z]{4,})? ?(?:${within}(?:a |any |one )?(day|hour|week|month|d|hr|wk)(?![\w])|(daily|weekly|monthly)(?: dose)?|\/ ?(day|d|week)(?![\w]))(?: \))?`, (match) =>
    limit(match, match[1] ?? '', match[2], '1', (match[3] ?? match[4] ?? match[5] ?? 'day').replace('daily', 'day').replace('weekly', 'week').replace('monthly', 'month'))),
  rule(String.raw`\b${most}(?: of| is| :|:| =| -| to| dose| doses)*(?: up to)?(?: (?:acetaminophen|apap|tylenol|paracetamol|ibuprofen|aspirin|caffeine|opioid|mme)(?: from all sources| dose)?(?: of| is| :|:)?)? ?${N}(?: total)?(?: ?${U}(?![\w]))?(?: (?:total|in total))?(?: \))?(?! ?(?:-|to)? ?#?\d* ?(?:days?|weeks?|wks?|months?|d|hours? apart)(?![\w]))`, (match) => {
    const daily = /\b(?:daily|day|mdd|m d d)\b|\/ day|#24/.test(match[0]);
    const words = match[0];
    if (/^(?:limit)/.test(words) && match[2] === undefined) return null;
    return limit(match, match[1] ?? '', match[2], daily ? '1' : null, daily ? 'day' : undefined);
  }),
  // "may repeat every 5 minutes up to 3 tabs"
  rule(String.raw`\bup to (?:a total of )?${N} (${piecePattern}|sprays?|puffs?)(?: total| in all| altogether)?(?! ?(?:at a time|per dose|every|each|a|per|daily|in|within)\b)(?![\w])`, (match) => (/\b(?:repeat|rpt)[^.;]{0,60}$/.test(match.input.slice(0, match.index)) ? limit(match, match[1] ?? '', match[2], null, undefined) : null), 'written'),
  // up to 8 tablets a day; up to 200 mg/24 hr; a total of 3 doses
  rule(String.raw`\b(?:for )?up to(?: a total of)? ${N} ?${U} ?(?:(?:a|per|in a|in|\/|over|within|every|each|q) ?)?${N} ?(hours?|hrs?|h|minutes?|mins?|min)\b`, (match) =>
    // "up to 2 tablets every 6 hours" is a dose, "up to 8 tablets in 24 hours" a limit
    /\b(?:every|each|q) ?#/.test(match[0]) && Number(match[3]) < 24 ? null : limit(match, match[1] ?? '', match[2], match[3] ?? '', match[4])),
  rule(String.raw`\b(?:for )?up to(?: a total of)? ${N} ${U} ?(?:(?:${per}) (day|week)|(daily))\b`, (match) => limit(match, match[1] ?? '', match[2], '1', match[3] ?? 'day')),
  rule(String.raw`\b(?:up to|total of|a total of|for a total of)(?: a total of)? ${N} (doses?|times)(?: total)?(?! (?:a|per|daily|each|every|in)\b)(?![\w])`, (match) => limit(match, match[1] ?? '', 'dose', null, undefined)),
  rule(String.raw`${N} ?${U} (?:max(?:imum)?|mdd)(?:(?: ${per})? (day|#24 hours?|daily)| daily| dose)?\b`, (match) => limit(match, match[1] ?? '', match[2], match[3] ? '1' : null, match[3] ? 'day' : undefined), 'written'),
];

const again = String.raw`(?:(?:may|can|then|and|might|to be|should|will)? ?(?:repeat(?:ed)?|rpt)(?: (?:the )?(?:dose|it|this|same dose|once|again|above))*)`;
/** "may repeat in 2 hours", "repeat x1 after 5 minutes": the same dose again. */
export const repeatRules: readonly Rule[] = ([
  // "Mitte 1/12, repeat x 6/12": how often the pharmacy may hand it out again
  rule(String.raw`(?:\b(?:and|&) )?\brepeat(?: for| x| times)* ?${N} ?\/ ?#12\b`, (match) => ({ field: 'quantity', ...spanOf(match), value: match[1] ?? '', unit: 'month supply', certain: true }), 'written'),
  rule(String.raw`(?:\band )?\brepeat x ?${N}\b(?! ?(?:\/|mg|after))`, (match) => (/\b(?:disp|dispense|mitte|supply|pack|box|op)\b[^.;]{0,30}[.,]? ?$/.test(match.input.slice(0, match.index)) ? { field: 'refills', ...spanOf(match), count: Math.min(99, Number(match[1])) } : null), 'written'),
  rule(String.raw`(?:\band )?\b(?:may )?repeat(?: this)?(?: for| x| times)* ?${N} (?:more )?(?:cycles?|courses?|rounds?)\b`, (match) => ({ field: 'remark', ...spanOf(match), flag: 'CONDITION_NOT_STRUCTURED' }), 'written'),
  // "you may take a second tablet after 2 hours if needed"
  rule(String.raw`\b(?:(?:you|pt|patient) )?(?:may|can|then)? ?(?:take|use|give|have|inject|administer) (?:an? |one |#1 )?(?:second|another|additional|further|extra|more|repeat)(?: (?:${doseUnitPattern}))?(?: (?:may be )?(?:taken|given|used))? ?(?:after|in|at)(?: at least)? ${N}(?: ?(?:-|to) ?${N})? ?${P}(?: later)?(?: (?:if (?:needed|necessary|required|no (?:relief|response|better)|symptoms (?:persist|return|recur)|pain persists|headache (?:persists|returns)|not relieved)|as needed|prn))?`, (match) => {
    const read = periodOf(match[1] ?? '', match[3] ?? '');
    return { field: 'repeat', ...spanOf(match), period: read?.value ?? null, periodMax: match[2] === undefined ? null : (periodOf(match[2], match[3] ?? '')?.value ?? null), periodUnit: read?.unit ?? null, count: '2' };
  }, 'written'),
  rule(String.raw`\b${again}(?: (?:x|times|for|up to)? ?(?:${N}|once|one|twice|thrice|a second|second)(?: (?:more|additional|further))?(?: (?:times?|doses?|dose))?)?(?: (?:if (?:needed|necessary|no relief|not relieved|symptoms (?:persist|return|recur)|no response|pain persists|headache (?:persists|returns|recurs))|as needed|prn))?(?:(?: (?:in|after|every|q|at|within)(?: (?:at least|about))?)? ?${N}(?: ?(?:-|to) ?${N})? ?${P}(?:s later)?(?![\w]))(?: (?:if (?:needed|necessary|no relief|not relieved|symptoms (?:persist|return|recur)|no response|pain persists|headache (?:persists|returns|recurs))))?(?: ,)?(?:(?: (?:for )?(?:x|times|up to|max(?:imum)?(?: of)?|total of|a total of|for a total of))+ ?(?:${N}|once|one)(?: (more|additional|total))?(?: (?:times?|doses?))?(?! (?:mg|g|tablets?|capsules?|puffs?|in|per|a)\b)(?: total)?| once)?`, (match) => {
    const read = periodOf(match[2] ?? '', match[4] ?? '');
    return { field: 'repeat', ...spanOf(match), period: read?.value ?? null, periodMax: match[3] === undefined ? null : (periodOf(match[3], match[4] ?? '')?.value ?? null), periodUnit: read?.unit ?? null, count: countOf(match) };
  }),
  rule(String.raw`\b${again} ?(?:x|times)? ?(?:${N}|once|one time|one|a second time)(?: (?:times?|doses?|more))*(?! ?(?:mg|ml|tab|tablet|cap|puff|d|days?|h|hrs?|hours?|min|minutes?|wks?|weeks?)(?![\w]))`, (match) => ({ field: 'repeat', ...spanOf(match), period: null, periodMax: null, periodUnit: null, count: match[1] ? String(Number(match[1]) + 1) : '2' })),
  rule(String.raw`\b(?:may|can) (?:repeat|rpt)\b(?: (?:if (?:needed|necessary)|as needed|prn|dose))*`, (match) => ({ field: 'repeat', ...spanOf(match), period: null, periodMax: null, periodUnit: null, count: null })),
] as const satisfies readonly Rule[]).map((one) => ({ ...one, open: true }));

/** A repeat counts the first dose too, unless a total was said. */
const countOf = (match: RegExpExecArray): string | null => {
  const before = match[1] ?? /\b(?:repeat\w*|rpt)(?: (?:the )?(?:dose|it|this|same dose|again|above))* (twice|thrice)\b/.exec(match[0])?.[1]?.replace('twice', '2').replace('thrice', '3');
  if (before) return String(Number(before) + 1);
  if (match[5]) return /total|max|up to/.test(match[0].slice(match[0].lastIndexOf(match[4] ?? ''))) ? match[5] : String(Number(match[5]) + 1);
  return /\b(?:once|x one|one time|a second dose)\b/.test(match[0]) ? '2' : null;
};
