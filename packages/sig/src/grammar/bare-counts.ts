import type { SigPiece } from './piece.ts';
import { N, n, rule, spanOf, to, type Rule } from './rule.ts';

const count = (match: RegExpExecArray): SigPiece | null => {
  const [min, max] = match[1] === undefined ? [match[3] ?? '', match[3] ?? ''] : [match[1], match[2] ?? ''];
  return Number(max) < Number(min) ? null : { field: 'dose', ...spanOf(match), min, max, unit: null, ambiguous: match[0].includes('%'), mass: false };
};
const weekdays = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?';
const number = `(?:${N} ?${to} ?${N}|${N})`;

/** What comes after a number that counts doses, without saying what: how, how often, when. Never a unit of time. */
const how = String.raw`(?:by (?:mouth|the|oral|gt|peg|sublingual|rectal|vaginal|nasal|tube|iv|im|neb)|via|per (?:rectum|vagina|os|oral|gt|peg|tube|day)|po|p o|orally|oral|sl|sublingual(?:ly)?|buccal(?:ly)?|pr|pv|im|iv|sq|sc|subq|sub|subcut\w*|s \/ c|topically|nasally|vaginally|rectally|under|into|onto|to be|in (?:the |each |both |left |right |affected |am\b|pm\b|morning|evening|water|nebuli|${n} ?(?:mls?|ml|oz|ounces))|inhaled|to (?:the|affected|both|each|skin)|on (?:the |your )?tongue|dissolved)`;
const often = String.raw`(?:daily|dly|every|each|ev|twice|once|thrice|${n} ?(?:(?:-|to|or) ?${n} ?)?(?:times?|x|xs)(?! ?#)|${n} ?(?:(?:-|to) ?${n} ?)?-? ?(?:hourly|hrly)|three times|tid|bid|qid|bd|b d|bds|tds|qds|od|qd|qod|qhs|qam|qpm|qac|qpc|q ?(?:#|am|pm|hs|day|daily|week|wk|month|h|d|w|n|noon|morning|evening|night|bedtime|ac|pc|other|mon|tue|wed|thu|fri|sat|sun)\w*|a day|per day|\/ ?day|nightly|weekly|monthly|fortnightly|hourly|alternate|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|mon|tues?|wed|thu|thurs?|fri|on (?:mon|tue|wed|thu|fri|sat|sun|alternate|day|the|each|every|${n})\w*)`;
const when = String.raw`(?:(?:#0\.5 (?:an? )?(?:hours?|hrs?)|an (?:hour|hr)|${n}(?: ?(?:-|to) ?${n})? ?(?:minutes?|mins?|hours?|hrs?)) (?:before|prior|after|following)|at |in the |on (?:waking|rising|arising|awakening)|before|after|with|w \/|upon|around|am\b|pm\b|mane|nocte|noct|om\b|on$|hs|h s|ac|a c|pc|p c|noon|midday|morning|evening|afternoon|night|bedtime|tonight|today|now|stat|immediately|initially|straight|asap|@|prn|p r n|as (?:needed|required|directed|instructed|per|prescribed|necessary|advised)|when(?:ever)? (?:needed|required|necessary)|if (?:needed|required|necessary)|uad|ud|utd|mdu|for ${n}(?: ?(?:-|to) ?${n})? (?:days?|weeks?|months?|nights?|doses?)|x ?${n} ?(?:d|days?|wks?|weeks?|doses?)?|three times|starting|until)`;
/** Words whose number counts something else. */
const notAfter = String.raw`(?<!(?:\bevery|\bq|\beach|\bx|\bfor|\bat|\bto|-|\bmax|\bmaximum|\bthan|\bof|\/|\bor|\bup|\bmdd|\bdispense|\bdisp|\bqty|\bnumber|\brefills?|\brf|\bin|\bafter|\bby|\bday|\bweek|\bwk|=|\bis|\bexceed|\babove|\bbelow|\bover|\bunder|>|<|\bwithin|\bnext|\blast|\bfirst|\bbefore|\babout|\bleast|\bper|\bscale|\bage|\bpain|\bstep|\bphase|\bstage|\bcycle|\bvitamin|\btype|\bno|\bon) )(?<![./] )`;
const verb = String.raw`(?:take|takes|taking|tk|use|using|inhale|give|just|only|chew|inject|instill|insert|swallow|apply|place|put|have|start with|continue|dissolve|drink|suck|spray)(?: just| only| up to| either| about)?`;
const timeUnit = String.raw`(?! ?(?:(?:-|to|or) ?#\d+ ?)?(?:hours?|hrs?|h|minutes?|mins?|min|days|day(?! #\d)|d|weeks?|wks?|months?|mo|years?|times?(?! (?:a|per) day #)|x(?! ?#\d+(?:\.\d+)? ?(?:d|days?|wks?|wk|weeks?|mo|months?)\b)|xs|percent|seconds?)(?![\w]))`;

/** A number that counts pieces or strokes of something that nobody named: "take 2 daily", "1-2 prn". */
export const bareCountRules: readonly Rule[] = [
  // "take 1 or 2", "use two as directed"
  rule(String.raw`(?<=\b${verb} )${number}${timeUnit}(?= ?(?:${how}|${often}|${when}|of (?:them|those)|and|or|then|to|for|\(|,|\.|x|$))`, count, 'written'),
  rule(String.raw`(?<=\b(?:take|use|inhale|give|just|chew|inject|instill|insert|swallow|tk) )(?:up to )?${number}(?= (?:by mouth|by oral|po|orally|oral|daily|every|each|twice|once|three|at|in the|of (?:them|those)|a day|per day|with|before|after|on|now|then|and|nightly|weekly|#\d+ times|tonight|today|under|to|for)\b| ?$)`, count, 'spoken'),
  // at the beginning, after a mark, after "then" and "and"
  rule(String.raw`(?:^|(?<=(?:^|[,;.:&+)(]|[a-z)] -|\b(?:then|and|plus|followed by|sig)) ?))(?:up to )?${number}${timeUnit}(?= ?(?:${how}|${often}|${when}))(?! (?:to|in) (?:#|one|two|three)?\d? ?(?:hours?|minutes?)\b)`, count, 'written'),
  rule(String.raw`(?:^|(?<=[,;.:] |\b(?:then|and) ))${number}(?= (?:by mouth|po|orally|oral|daily|every|each|twice|once|three|at|in|weekly|nightly|with|before|after|on|now|#\d+ times|for #\d+ (?:days?|weeks?))\b)(?! (?:to|in) (?:#|one|two|three)?\d? ?(?:hours?|minutes?)\b)`, count, 'spoken'),
  // behind its time: "2 tablets in the morning, at bedtime 1"
  rule(String.raw`(?<=\b(?:mornings?|noon|midday|afternoon|evenings?|night|nightly|bedtime|bed|hs|am|pm|qam|qpm|qhs|breakfast|lunch|dinner|supper|${weekdays}|(?:other|remaining) days|weekends|weekdays)(?: ?:| ?-)? (?:take |give |use )?)${number}${timeUnit}(?= ?(?:$|[,;.)&+]|(?:and|then|plus)\b|(?:for|x) ?#))(?! \.? ?(?:refills?|rf|am|pm|times?)\b)`, (match) => (Number(match[2] ?? match[3]) > 12 ? null : count(match)), 'written'),
  // in the middle: "1 qam 2 qhs"
  rule(String.raw`${notAfter}${number}${timeUnit}(?= (?:${how}|(?!${n} ?(?:times?|x))${often}|x ?${n} ?(?:d|days?|wks?|weeks?)\b|days? #\d|am\b|pm\b|hs\b|mane|nocte|om\b|ac\b|pc\b|at (?:bedtime|night|hs|noon|@)|in the (?:morning|evening)|in (?:am|pm)\b|with (?:snacks?|meals?|food|breakfast|lunch|dinner|supper)|q ?(?:am|pm|hs|noon)))`, count, 'written'),
];
