import { doseUnitOf, findPieces, type SigPiece } from '@dra/sig';

type Read = (match: RegExpExecArray, zone: string) => SigPiece[];
const amount = (match: RegExpExecArray, said: string, min: string, max: string, unit: string | null, mass: boolean): SigPiece => {
  const from = match.index + match[0].indexOf(said);
  return { field: 'dose', from, to: match.index + match[0].trimEnd().length, min, max, unit, ambiguous: said.startsWith('%'), mass };
};
const often = String.raw`(?:once|twice|two times|(?:three|four|[#]\d) times|daily|every(?! other (?:person|week i))|nightly|a day|per day|each (?:morning|evening|night|day)|at (?:night|bedtime)|in the (?:morning|evening)|bid|tid|qid|qd|qhs|qam|before (?:each |every )?(?:meals?|bed|breakfast|dinner|lunch)|with (?:meals|food|breakfast|dinner|each meal|every meal)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|for (?:a|one|another|the (?:first|next|following)|#\d+)(?: (?:more|#\d+))? (?:days?|weeks?|months?)(?! (?:ago|now))|(?:on )?(?:all the|the|all) (?:other|rest)|for the other)\b`;
const units = 'milligrams?|mgs?|micrograms?|mcgs?|grams?|units?|meq|milliequivalents?';
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What people say to each other and nobody writes; these claim their words first. */
const rules: readonly (readonly [RegExp, Read])[] = [
  [/([#%](\d+(?:\.\d+)?))(?: ?(?:to|or|-) [#%](\d+(?:\.\d+)?))? mils?(?![\w])/g, (match) => [amount(match, match[1] ?? '', match[2] ?? '', match[3] ?? match[2] ?? '', 'mL', false)]],
  [/(?<=\b(?:mg|m g|milligrams?|mcg|units?) )i m\b/g, (match) => [{ field: 'route', from: match.index, to: match.index + match[0].length, route: 'intramuscular' }]],
  [/\bno (?:more|longer) than (?:a|one|[#](\d+)) (day|week|month)s?\b/g, (match) => [{ field: 'duration', from: match.index, to: match.index + match[0].length, value: match[1] ?? '1', max: null, unit: match[2] === 'day' ? 'd' : match[2] === 'week' ? 'wk' : 'mo', upTo: true, days: null }]],
  [/[#%](\d+) days?(?= ?(?:,|with|and)* ?(?:[#]\d+|no|zero|a|one) (?:more |additional )?refills?\b)/g, (match) => [{ field: 'quantity', from: match.index, to: match.index + match[0].length, value: match[1] ?? '', unit: 'day supply', certain: true }]],
  [/\bto complete (?:a )?(?:total of )?[#](\d+)(?: -)? (day|week)s?(?: course)?\b/g, (match) => [{ field: 'duration', from: match.index, to: match.index + match[0].length, value: match[1] ?? '', max: null, unit: match[2] === 'week' ? 'wk' : 'd', upTo: false, days: null }]],
  // Dictated: "q4h prn wheezing"
  [/\bprn (?=((?:severe |moderate |mild |breakthrough )?(?:pain|wheezing|nausea|anxiety|sleep|insomnia|itching|fever|headaches?|migraines?|constipation|cough|spasms?|agitation|dyspnea|shortness of breath|heartburn|cravings|cramps|allergies|diarrhea|vomiting|dizziness|vertigo|panic)\b))/g, (match) => [{ field: 'prn', from: match.index, to: match.index + 4 + (match[1]?.length ?? 0), reason: { from: match.index + 4, to: match.index + 4 + (match[1]?.length ?? 0) } }]],
  // "ninety with three refills", "thirty, no refills"
  [/(?<!\b(?:for|every|to|age|x|of the|of) )[#%](\d+)(?![\d.])(?= ?(?:,|with|and)* ?(?:[#]\d+|no|zero|a|one) (?:more |additional )?refills?\b)/g, (match) => [{ field: 'quantity', from: match.index, to: match.index + match[0].length, value: match[1] ?? '', unit: null, certain: true }]],
  [/(?<=[,.] )(?:a total of )[#%](\d+)(?![\d.]) (?:pills|tablets|capsules|tabs|caps)\b/g, (match) => [{ field: 'quantity', from: match.index, to: match.index + match[0].length, value: match[1] ?? '', unit: /caps/.test(match[0]) ? 'capsule' : /pill/.test(match[0]) ? 'pill' : 'tablet', certain: true }]],
  // "from fifty to a hundred once a day", "the same thousand twice a day": the number right before how often
  [new RegExp(String.raw`(?<!\b(?:every|for|x|over|age|than|max|of|q|times|under|past|/|in|between|point|repeat) )(?<![#%][\d.]+ )([#%](\d+(?:\.\d+)?))(?![\d.])(?: ?(?:to|or|-) (?:an? )?[#%](\d+(?:\.\d+)?)(?![\d.]))?(?= ?,? ?(?:in a dose )?${often})`, 'g'), (match) => (match[3] !== undefined && Number(match[3]) < Number(match[2]) ? [] : [amount(match, match[1] ?? '', match[2] ?? '', match[3] ?? match[2] ?? '', null, true)])],
  // "twice a day, and after a week go up to fifteen": so long is the step before
  [/\b(?:and |then )?after (?:a|an|one|[#](\d+)) (day|week|month)s? ?,? (?:you (?:can |could |'ll |will |should )?|we'll )?(?:go|increase|bump|move|step|take)(?: it| that)?(?: up| down)?(?: to)?(?= [#%]\d)/g, (match) => [
    { field: 'duration', from: match.index, to: match.index + match[0].length, value: match[1] ?? '1', max: null, unit: match[2] === 'day' ? 'd' : match[2] === 'week' ? 'wk' : 'mo', upTo: false, days: null },
    { field: 'join', from: match.index, to: match.index + match[0].length, how: 'THEN' },
  ]],
  // "from 125 to 112 micrograms": the dose is the one that it goes to
  [new RegExp(String.raw`\bfrom [#%]\d[\d.]*(?: (?:${units}))? (?:down |up |back )?to ([#%](\d+(?:\.\d+)?))(?![\d.])(?: (${units})(?![\w]))?`, 'g'), (match) => [amount(match, match[1] ?? '', match[2] ?? '', match[2] ?? '', match[3] === undefined ? null : doseUnitOf(match[3]), true)]],
  // "for five days and then go back to forty"
  [/\b(?:(?:and|,) )?then (?:you (?:can |'ll |will )?)?(?:go |drop |come |cut )?(?:it )?(?:back |down )?(?:to )?([#%](\d+(?:\.\d+)?))(?![\d.])(?= ?$| ?[,.;]| (?:after that|and|until|or|from then|again)\b)/g, (match) => [{ field: 'join', from: match.index, to: match.index + 4, how: 'THEN' }, amount(match, match[1] ?? '', match[2] ?? '', match[2] ?? '', null, true)]],
  // "three hundred a day"
  [/(?<=[#%]\d[\d.]+ )(?:a|per) day\b/g, (match) => [{ field: 'frequency', from: match.index, to: match.index + match[0].length, frequency: 1, frequencyMax: null, period: '1', periodMax: null, periodUnit: 'd', range: false, upTo: false }]],
  // "ninety milligrams per kilo per day": a rate stays one
  [/[#%](\d+(?:\.\d+)?)(?: ?(?:to|-) [#%](\d+(?:\.\d+)?))? ?(milligrams?|mgs?|micrograms?|mcgs?|units?|mls?)(?: of \w+)? ?(?:\/|per|for (?:each|every)|a) ?(?:kilos?|kgs?|kilograms?)(?! ?\/ ?min)( (?:per|a|\/|each) ?day)?(?![\w])/g, (match) => {
    const said = match[3] ?? '';
    const unit = /^mi?c/.test(said) && !/^mill/.test(said) ? 'mcg/kg' : said.startsWith('u') ? 'unit/kg' : /^mls?$/.test(said) ? 'mL/kg' : match[4] === undefined ? 'mg/kg' : 'mg/kg/day';
    return [{ field: 'dose', from: match.index, to: match.index + match[0].length, min: match[1] ?? '', max: match[2] ?? match[1] ?? '', unit, ambiguous: false, mass: false }];
  }],
  // "four times a day, seven days"
  [/(?<=\b(?:day|daily|hours|nightly|morning|night|bedtime|evening|bid|tid|qid) ,? ?)[#](\d+) (day|week)s?(?= ?(?:$|[.,;]))/g, (match) => [{ field: 'duration', from: match.index, to: match.index + match[0].length, value: match[1] ?? '', max: null, unit: match[2] === 'week' ? 'wk' : 'd', upTo: false, days: null }]],
  // "every day but Saturday"
  [/\b(?:every day|daily|each day) (?:but|except)(?: (?:for|on))? (mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b/g, (match) => days.filter((day) => day !== match[1]).map((time) => ({ field: 'time', from: match.index, to: match.index + match[0].length, time }))],
  // "two puffs morning and night"
  [/(?<!\b(?:in the|every|each|the|this) )\bmornings?(?: ,)?(?: noon)?(?: ,)? and (?:at )?(nights?|evenings?|bedtime)\b/g, (match) => {
    const span = { from: match.index, to: match.index + match[0].length };
    const last = /night/.test(match[1] ?? '') ? 'NIGHT' : /evening/.test(match[1] ?? '') ? 'EVE' : 'HS';
    return [{ field: 'time', ...span, time: 'MORN' }, ...(/noon/.test(match[0]) ? [{ field: 'time', ...span, time: 'NOON' } as const] : []), { field: 'time', ...span, time: last }];
  }],
  // "one dose of dexamethasone here"
  [/(?<![\w.])(?:(?:just |only )?(?:a single|single|#1|one|a one time) (?:dose|shot)(?! (?:every|a|each|per|in the|at)\b)|(?:one time|one - time) dose|(?:one|#1) time(?= ?(?:$|[.,;])))(?![\w])/g, (match) => [{ field: 'count', from: match.index, to: match.index + match[0].length, value: '1' }]],
  // "seven and a half on Mondays and Fridays and five the other days"
  [/\b(?:on )?(?:the|all the|all) (?:other|rest of the|remaining) (?:days|week)(?: of the week)?\b|\bthe rest of the week\b/g, (match, zone) => {
    const named = days.filter((day) => new RegExp(String.raw`\b${day}(?:day|sday|nesday|rsday|urday)s?\b`).test(zone));
    return named.length === 0 ? [] : days.filter((day) => !named.includes(day)).map((time) => ({ field: 'time', from: match.index, to: match.index + match[0].length, time }));
  }],
];

/** Most of what people say holds none of these, and then no directions: it need not be looked at closely. */
const directs = /[#%]|\b(?:a|per|every|each|other|to) (?:day|night|week|month|morning|evening|meal|hour)|\b(?:daily|once|twice|nightly|weekly|monthly|hourly|bed|bedtime|mornings?|evenings?|afternoons?|nights?|noon|needed|prn|necessary|required|mouth|oral(?:ly)?|po|refills?|tablets?|pills?|capsules?|puffs?|drops?|sprays?|patch(?:es)?|teaspoons?|tablespoons?|[bt]id|q\w{1,3}|meals?|breakfast|lunch|dinner|supper|food|eating|skin|muscle|vein|nostrils?|nose|eyes?|ears?|nebuli[sz]er|inhale\w*|inhalation|inject\w*|subcutaneous\w*|intra\w+|iv|im|sl|sublingual\w*|tongue|cheek|topical\w*|vagina\w*|rect\w+|apply|then|half|repeat|until|gone|finish\w*|course|supply|directed|monday\w*|tuesday\w*|wednesday\w*|thursday\w*|friday\w*|saturday\w*|sunday\w*|weekdays?|weekends?|layer|thin|sparingly|waking|awake|total|max\w*)\b/;

/** The pieces of directions in a stretch of what was said. */
export const findSigPieces = (text: string, from: number, to: number): SigPiece[] => {
  const zone = text.slice(from, to);
  if (!directs.test(zone)) return [];
  const own = rules.flatMap(([rule, read]) => [...zone.matchAll(rule)].flatMap((match) => read(match, zone))).map((piece): SigPiece => ({ ...piece, from: piece.from + from, to: piece.to + from, ...(piece.field === 'prn' && piece.reason ? { reason: { from: piece.reason.from + from, to: piece.reason.to + from } } : {}) }) as SigPiece);
  const first = own.filter((piece, at) => !own.slice(0, at).some((other) => other.from < piece.to && other.to > piece.from && !(other.from === piece.from && other.to === piece.to)));
  // "Come back in a week" is not once a week.
  const found = findPieces(text, from, to, 'spoken').filter((piece) => piece.field !== 'frequency' || !/^(?:a|per) (?:day|week|month)$/.test(text.slice(piece.from, piece.to)) || !/\b(?:in|for|after|within|about|than|of|half|over|next|kilo|kg|kilogram)$/.test(text.slice(Math.max(0, piece.from - 12), piece.from).trimEnd()));
  // What the grammar of directions reads with a unit or a range says more than a bare number.
  const kept = first.filter((piece) => piece.field !== 'dose' || piece.unit !== null || !found.some((other) => other.from < piece.to && other.to > piece.from && ((other.field === 'dose' && (other.unit !== null || other.min !== other.max)) || other.field === 'strength' || other.field === 'max' || other.field === 'repeat' || other.field === 'quantity' || other.field === 'refills' || other.field === 'duration' || other.field === 'frequency')));
  return [...kept, ...found.filter((piece) => !kept.some((other) => other.from < piece.to && other.to > piece.from))].sort((a, b) => a.from - b.from || a.to - b.to);
};
