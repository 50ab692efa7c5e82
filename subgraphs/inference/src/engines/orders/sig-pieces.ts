import { countPattern, isMass, massPattern, periodPattern, periodUnitOf, routes, unitOf, unitPattern, type PeriodUnit } from './vocabulary.ts';

type Span = { from: number; to: number };
export type SigPiece = Span &
  (
    | { field: 'dose'; min: string; max: string; unit: string | null; ambiguous: boolean; mass: boolean }
    /** `two 20 milligram tablets`; `count` null in `20 milligram tablets`. */
    | { field: 'strength'; count: string | null; strength: string; unit: string; ambiguous: boolean }
    | { field: 'frequency'; frequency: number | null; period: string; periodUnit: PeriodUnit; range: boolean; upTo: boolean }
    /** One time of day; how many there are makes the frequency when none was said. */
    | { field: 'time'; time: string }
    | { field: 'duration'; value: string; unit: PeriodUnit }
    | { field: 'route'; route: string }
    | { field: 'prn'; reason: Span | null }
    | { field: 'max' }
    | { field: 'quantity'; value: string; unit: string | null; certain: boolean }
    | { field: 'refills'; count: number }
  );

const N = String.raw`[#%](\d+(?:\.\d+)?)`;
const U = `(${unitPattern})`;
const P = `(${periodPattern})`;
const per = String.raw`(?:a|per|each|every|in a|\/)`;
const once = '(?:once|one time|[#]1 times?)';
const day = '(?:day|#24 hours?|#24 hrs?)';

type Rule = { pattern: RegExp; read(match: RegExpExecArray): SigPiece | null };
const rule = (source: string, read: Rule['read']): Rule => ({ pattern: new RegExp(source, 'g'), read });
const spanOf = (match: RegExpExecArray): Span => ({ from: match.index, to: match.index + match[0].length });
const times = (source: string, frequency: number | null, period: string, periodUnit: PeriodUnit): Rule =>
  rule(source, (match) => {
    const count = frequency ?? Number(match[1]);
    if (!Number.isInteger(count) || count < 1 || count > 24) return null;
    return { field: 'frequency', ...spanOf(match), frequency: count, period, periodUnit, range: false, upTo: /^up to/.test(match[0]) };
  });

/** Earlier rules claim their words first. */
const rules: readonly Rule[] = [
  rule(String.raw`\b(no|without(?: any)?|zero) refills?|\b(?:with |and )?(a|one|another) refill|(?:\b(?:with|and) )?${N}(?: more)? refills?|\b(?:refills?|rf)(?: times| x| of| :)* ${N}(?: times)?`, (match) => {
    const count = match[1] ? 0 : match[2] ? 1 : Number(match[3] ?? match[4]);
    return Number.isInteger(count) && count <= 99 ? { field: 'refills', ...spanOf(match), count } : null;
  }),
  rule(String.raw`(?:${N}|\b(?:a|one))(?: -)? (day|week|month)s?(?: -)?(?: 's)?(?: worth| supply| supplies)`, (match) => ({
    field: 'quantity', ...spanOf(match), value: match[1] ?? '1', unit: `${match[2] ?? 'day'} supply`, certain: true,
  })),
  rule(String.raw`\b(?:dispense|disp|quantity(?: of)?|qty|number)(?: :)? ${N}(?: ${U}\b)?`, (match) => ({
    field: 'quantity', ...spanOf(match), value: match[1] ?? '', unit: match[2] ? unitOf(match[2]) : null, certain: true,
  })),
  rule(String.raw`\b(?:max(?:imum)?(?: daily)?(?: dose)?|mdd|(?:do not|don't|not to|never|no) (?:exceed|more than)|not to exceed|(?:do not|don't) take more than|up to(?= ${N} (?:(?:${countPattern}|puffs?) (?:a|per|in a) day|${U} \/ #24)))(?: of| is)? ${N}(?: ${U}\b)?(?: ${per} ${day}\b| in #24 hours| \/ ${day}\b| daily)?`, (match) => ({ field: 'max', ...spanOf(match) })),
  rule(String.raw`\b(?:for|times|x|over|over the next|for the next|for another)(?: the next| a total of| up to| about)* ${N}(?: more| full)?(?: -)? ${P}\b(?! ago| or so ago)`, (match) => durationOf(match, match[1] ?? '', match[2] ?? '')),
  rule(String.raw`\bfor (?:about |around |up to )?(?:a|one|another|the next) (full )?(day|week|month)\b`, (match) => durationOf(match, '1', match[2] ?? '')),
  rule(String.raw`${N}(?: -)? (day|week)(?: -)? (?:course|regimen|taper)\b`, (match) => durationOf(match, match[1] ?? '', match[2] ?? '')),
  times(String.raw`\b(?:every other day|qod|q other day|every #2 days|every second day)\b`, 1, '2', 'd'),
  rule(String.raw`\b(?:every|q|each) ?${N} (?:-|to|or) ${N}(?: ${P}\b| ?h\b)`, (match) => {
    const unit = periodUnitOf(match[3] ?? 'h');
    return unit ? { field: 'frequency', ...spanOf(match), frequency: 1, period: match[1] ?? '', periodUnit: unit, range: true, upTo: false } : null;
  }),
  rule(String.raw`\b(?:every|q|each) ?${N} ${P}\b`, (match) => {
    const unit = periodUnitOf(match[2] ?? '');
    return unit ? { field: 'frequency', ...spanOf(match), frequency: 1, period: match[1] ?? '', periodUnit: unit, range: false, upTo: false } : null;
  }),
  times(String.raw`\b(?:up to )?(?:twice|two times|[#]2 times?) (?:${per} )?(?:day|daily|every day)\b|\b(?:up to )?(?:bid|b i d)\b|\btwice daily\b`, 2, '1', 'd'),
  times(String.raw`\b(?:up to )?(?:thrice|three times) (?:${per} )?(?:day|daily)\b|\b(?:tid|t i d)\b`, 3, '1', 'd'),
  times(String.raw`\b(?:qid|q i d)\b`, 4, '1', 'd'),
  rule(String.raw`(?:\bup to )?(?:${N}|\b(?:one|once)) (?:-|to|or) (?:${N} times?|twice) (?:${per} )?(?:day|daily)\b`, (match) => ({
    field: 'frequency', ...spanOf(match), frequency: match[2] ? Number(match[2]) : 2, period: '1', periodUnit: 'd', range: true, upTo: true,
  })),
  times(String.raw`(?:\bup to )?${N} ?(?:times?|x) (?:${per} )?(?:day|daily|every day)\b`, null, '1', 'd'),
  times(String.raw`\b${once} (?:${per} )?(?:day|daily)\b|\bonce daily\b|\b(?:qd|q d|q day|qday|o d)\b`, 1, '1', 'd'),
  times(String.raw`\b(?:twice|two times|[#]2 times?) (?:${per} )?(?:week|weekly)\b`, 2, '1', 'wk'),
  times(String.raw`${N} times? (?:${per} )?(?:week|weekly)\b`, null, '1', 'wk'),
  times(String.raw`\b(?:${once} (?:${per} )?(?:week|weekly)|weekly|every week|each week|qweek|q week|qwk|per week|a week(?! (?:ago|or|from|later)))\b`, 1, '1', 'wk'),
  times(String.raw`\b(?:twice (?:${per} )?month)\b`, 2, '1', 'mo'),
  times(String.raw`\b(?:${once} (?:${per} )?month|monthly|every month|q month)\b`, 1, '1', 'mo'),
  times(String.raw`\b(?:every|q) (?:hour|hr)\b|\bhourly\b`, 1, '1', 'h'),
  times(String.raw`\b(?:daily|every day|each day|per day|(?<=(?:${unitPattern}|one|#1) )a day)\b`, 1, '1', 'd'),
  rule(String.raw`\b(?:(?:as|when|if|only if|only when|where) (?:needed|required|necessary)|prn(?:as needed)?|(?:as|if|when|whenever) (?:you|he|she|they) (?:need|needs|want) (?:it|them)?|only if needed)(?: (?:for|with) ((?:(?!(?:and|then|but|up|max|maximum|mdd|do|take|every|twice|once|daily|by|for|orally|this|that|you|i|we)\b)[a-z'/-]+ ?){1,6}))?`, (match) => {
    const reason = match[1]?.trim();
    const at = reason ? match.index + match[0].lastIndexOf(reason) : 0;
    return { field: 'prn', ...spanOf(match), reason: reason ? { from: at, to: at + reason.length } : null };
  }),
  ...routes.map(([route, said]): Rule => ({ pattern: new RegExp(said.source, 'g'), read: (match) => ({ field: 'route', ...spanOf(match), route }) })),
  rule(String.raw`(?:(?<count>${N}|\b(?:a|an)) )?(?:${N})(?: -)? (?<mass>${massPattern})(?: -)? (?<piece>${countPattern})\b`, strengthOf),
  rule(String.raw`(?<!\/ )${N}(?: -)? ?(?:${U}\b)?(?: -)? (?:-|to|or) ${N}(?: -)? ${U}\b`, (match) => doseOf(match, match[1] ?? '', match[3] ?? '', match[4] ?? '')),
  rule(String.raw`(?<!\/ )${N}(?: -)? (?:of (?:a|the) )?${U}\b`, (match) => doseOf(match, match[1] ?? '', match[1] ?? '', match[2] ?? '')),
  rule(String.raw`(?<=\b(?:take|use|apply|inhale|instill|place|put|chew|dissolve|give) )(?:a|an|another) ${U}\b`, (match) => doseOf(match, '1', '1', match[1] ?? '')),
  rule(String.raw`(?<=\b(?:take|use|inhale|give|just|chew) )(?:${N} (?:-|to|or) ${N}|${N})(?= (?:by mouth|po|orally|daily|every|each|twice|once|three|at|in the|of (?:them|those)|tid|bid|qid|prn|as needed|a day|per day|#\d+ times)\b)`, (match) =>
    doseOf(match, match[1] ?? match[3] ?? '', match[2] ?? match[3] ?? '', null)),
  rule(String.raw`^(?:${N} (?:-|to|or) ${N}|${N})(?= (?:by mouth|po|orally|daily|every|each|twice|once|tid|bid|qid|prn)\b)`, (match) =>
    doseOf(match, match[1] ?? match[3] ?? '', match[2] ?? match[3] ?? '', null)),
  ...([
    ['morning', String.raw`(?:in the|every|each|this) morning|every am|q ?am|qam|first thing in the morning|(?<=and )(?:in the )?morning|with breakfast|before breakfast`],
    ['noon', String.raw`at noon|at midday|with lunch|before lunch|in the afternoon|every afternoon`],
    ['evening', String.raw`in the evening|every evening|each evening|every pm|q ?pm|qpm|(?<=and )evening|with (?:dinner|supper)|before (?:dinner|supper|(?:the )?evening meal)`],
    ['bedtime', String.raw`(?:at|before|every|near) (?:bed ?time|bed|night)|at hs|q ?hs|qhs|nightly|every night|each night|(?<=and )(?:at )?(?:night|bedtime)`],
  ] as const).map(([time, said]) => rule(String.raw`\b(?:${said})\b`, (match) => ({ field: 'time', ...spanOf(match), time }))),
];

const durationOf = (match: RegExpExecArray, value: string, said: string): SigPiece | null => {
  const unit = periodUnitOf(said);
  return unit && unit !== 's' && unit !== 'min' ? { field: 'duration', ...spanOf(match), value, unit } : null;
};

const doseOf = (match: RegExpExecArray, min: string, max: string, said: string | null): SigPiece | null => {
  const unit = said === null ? null : unitOf(said);
  if (said !== null && unit === null) return null;
  return { field: 'dose', ...spanOf(match), min, max, unit, ambiguous: match[0].includes('%'), mass: unit !== null && isMass(unit) };
};

function strengthOf(match: RegExpExecArray): SigPiece | null {
  const unit = unitOf(match.groups?.piece ?? '');
  const mass = unitOf(match.groups?.mass ?? '');
  const amount = match[3];
  if (!unit || !mass || !amount) return null;
  const count = match.groups?.count ? (match[2] ?? '1') : null;
  return { field: 'strength', ...spanOf(match), count, strength: `${amount} ${mass}`, unit, ambiguous: match[0].includes('%') };
}

/** The pieces of directions in a stretch of a phrase, left to right, none overlapping another. */
export const findSigPieces = (text: string, from: number, to: number): SigPiece[] => {
  const zone = text.slice(from, to);
  const pieces: SigPiece[] = [];
  for (const { pattern, read } of rules) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(zone); match; match = pattern.exec(zone)) {
      if (match[0] === '') {
        pattern.lastIndex += 1;
        continue;
      }
      const span = spanOf(match);
      if (pieces.some((piece) => piece.from < span.to && span.from < piece.to)) continue;
      const piece = read(match);
      if (piece) pieces.push(piece);
    }
  }
  return pieces
    .map((piece) => shift(piece, from))
    .sort((a, b) => a.from - b.from);
};

const shift = (piece: SigPiece, by: number): SigPiece => {
  const moved = { ...piece, from: piece.from + by, to: piece.to + by };
  if (moved.field === 'prn' && moved.reason) moved.reason = { from: moved.reason.from + by, to: moved.reason.to + by };
  return moved;
};
