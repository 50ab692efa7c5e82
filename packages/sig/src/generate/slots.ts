import type { SigDuration, SigFields, SigLimit } from '../sig.ts';
import type { Timing } from '../vocabulary/event-timing.ts';
import type { Route } from '../vocabulary/routes.ts';

/**
 * What directions mean, and the many ways in which people write it: the answer is known before a word is written. Each list is one
 * slot of directions; `render.ts` puts them into orders. Test support only.
 */
export type Said<T> = { words: string; means: T };

const say = <T>(means: T, ...words: string[]): Said<T>[] => words.map((one) => ({ words: one, means }));

/** `one`, `many`: how a unit is written after a number. */
export type UnitForm = { unit: string; one: readonly string[]; many: readonly string[]; forms: 'piece' | 'amount' | 'volume' | 'lungs' | 'nose' | 'eye' | 'skin' | 'below' };
export const unitForms: readonly UnitForm[] = [
  { unit: 'tablet', one: ['tablet', 'tab', 'tab.', 'Tablet', 'caplet'], many: ['tablets', 'tabs', 'tab', 'tablet(s)', 'tab(s)', 'caplets'], forms: 'piece' },
  { unit: 'capsule', one: ['capsule', 'cap', 'cap.', 'softgel'], many: ['capsules', 'caps', 'cap', 'capsule(s)', 'softgels'], forms: 'piece' },
  { unit: 'pill', one: ['pill'], many: ['pills'], forms: 'piece' },
  { unit: 'lozenge', one: ['lozenge', 'troche'], many: ['lozenges', 'troches'], forms: 'piece' },
  { unit: 'packet', one: ['packet', 'sachet'], many: ['packets', 'sachets'], forms: 'piece' },
  { unit: 'mg', one: ['mg', 'milligram', 'MG'], many: ['mg', 'mgs', 'milligrams', 'mg.'], forms: 'amount' },
  { unit: 'mcg', one: ['mcg', 'microgram'], many: ['mcg', 'micrograms'], forms: 'amount' },
  { unit: 'g', one: ['g', 'gm', 'gram'], many: ['g', 'gm', 'grams'], forms: 'amount' },
  { unit: 'mL', one: ['mL', 'ml', 'milliliter'], many: ['mL', 'ml', 'mls', 'milliliters', 'ML'], forms: 'volume' },
  { unit: 'teaspoon', one: ['teaspoon', 'tsp', 'teaspoonful'], many: ['teaspoons', 'tsp', 'teaspoonfuls', 'tsps'], forms: 'volume' },
  { unit: 'tablespoon', one: ['tablespoon', 'tbsp'], many: ['tablespoons', 'tbsp'], forms: 'volume' },
  { unit: 'puff', one: ['puff'], many: ['puffs', 'puff(s)'], forms: 'lungs' },
  { unit: 'vial', one: ['vial'], many: ['vials'], forms: 'lungs' },
  { unit: 'spray', one: ['spray', 'squirt'], many: ['sprays', 'spray(s)'], forms: 'nose' },
  { unit: 'drop', one: ['drop', 'gtt'], many: ['drops', 'gtts', 'drop(s)', 'gtt'], forms: 'eye' },
  { unit: 'unit', one: ['unit'], many: ['units'], forms: 'below' },
  { unit: 'patch', one: ['patch'], many: ['patches'], forms: 'skin' },
  { unit: 'suppository', one: ['suppository', 'supp'], many: ['suppositories', 'supps'], forms: 'below' },
];

const spelled: Readonly<Record<string, string>> = { 1: 'one', 2: 'two', 3: 'three', 4: 'four', 5: 'five', 6: 'six', 7: 'seven', 8: 'eight', 9: 'nine', 10: 'ten', 12: 'twelve', 14: 'fourteen', 15: 'fifteen', 20: 'twenty', 30: 'thirty' };
const fractions: Readonly<Record<string, readonly string[]>> = { 0.5: ['1/2', '0.5', 'point five', 'zero point five', '½', 'one-half', 'half a', 'one half', 'a half'], 1.5: ['1 1/2', '1.5', '1½', 'one and a half', '1-1/2', 'one and one-half', '1 and 1/2'], 2.5: ['2.5', 'two point five', '2 1/2', '2½', 'two and a half'], 0.25: ['1/4', 'zero point two five', 'point two five', '0.25', '¼', 'one-quarter'], 7.5: ['7.5', 'seven point five', 'seven and a half'], 12.5: ['12.5', 'twelve point five', 'twelve and a half'] };
/** A number as it is written; `1-1/2` is one and a half to some and one to one half to others, so it is left to cases of its own. */
export const writtenNumber = (value: number): readonly string[] => {
  const half = fractions[value];
  if (half) return half.filter((one) => one !== '1-1/2');
  const word = spelled[value];
  return word ? [String(value), String(value), word, word.toUpperCase(), `${value} (${word})`, `${word} (${value})`] : [String(value)];
};
export const writtenRange = (low: number, high: number): readonly string[] => [`${low}-${high}`, `${low} - ${high}`, `${low} to ${high}`, `${spelled[low] ?? low} to ${spelled[high] ?? high}`, `${low} or ${high}`, `${low}–${high}`];

export const amountsFor: Readonly<Record<UnitForm['forms'], readonly number[]>> = {
  piece: [1, 1, 1, 2, 2, 3, 4, 0.5, 1.5, 2.5], amount: [5, 10, 20, 25, 40, 50, 100, 250, 500, 2.5, 12.5, 7.5, 0.5], volume: [1, 2, 5, 10, 15, 2.5, 7.5, 20], lungs: [1, 2, 4], nose: [1, 2], eye: [1, 2, 3, 4], skin: [1, 2], below: [1, 2],
};
export const verbsFor: Readonly<Record<UnitForm['forms'], readonly string[]>> = {
  piece: ['take', 'Take', 'TAKE', 'give', 'please take', 'tk', 'sig: take', 'patient to take', 'pt to take', ''], amount: ['take', 'give', 'Take', 'administer', ''], volume: ['take', 'give', 'Give', ''], lungs: ['use', 'take', ''], nose: ['use', 'Use', ''], eye: ['instill', 'place', 'put', 'Instill', ''], skin: ['apply', 'place', 'wear'], below: ['use', 'Use', ''],
};
const none: readonly Said<Route | null>[] = say<Route | null>(null, '');
export const routesFor: Readonly<Record<UnitForm['forms'], readonly Said<Route | null>[]>> = {
  piece: [...none, ...say<Route>('oral', 'by mouth', 'po', 'PO', 'p.o.', 'orally', 'by oral route', 'oral', 'via oral route', 'through mouth', 'BY MOUTH', 'per os'), ...say<Route>('sublingual', 'under the tongue', 'SL', 'sublingually')],
  amount: [...none, ...say<Route>('oral', 'by mouth', 'po', 'PO', 'orally', 'by mouth'), ...say<Route>('intramuscular', 'IM', 'intramuscularly', 'into the muscle'), ...say<Route>('intravenous', 'IV', 'intravenously'), ...say<Route>('subcutaneous', 'subcutaneously', 'SQ', 'subq', 'under the skin', 'SC', 'subcut')],
  volume: [...none, ...say<Route>('oral', 'by mouth', 'po', 'PO', 'orally'), ...say<Route>('gastrostomy', 'via G-tube', 'per G tube', 'by gastrostomy tube', 'per PEG tube')],
  lungs: say<Route>('inhalation', 'via nebulizer', 'by nebulizer', 'inhaled', 'by inhalation', 'into the lungs', 'via inhalation'),
  nose: say<Route>('nasal', 'in each nostril', 'into each nostril', 'in both nostrils', 'intranasally', 'per nostril', 'each nostril', 'in the nose', 'IEN'),
  eye: [...say<Route>('ophthalmic', 'in both eyes', 'into the left eye', 'in right eye', 'OU', 'in the affected eye', 'to each eye', 'both eyes'), ...say<Route>('otic', 'in both ears', 'into the left ear', 'in the affected ear(s)', 'right ear')],
  skin: say<Route>('transdermal', 'to skin', 'to the skin', 'transdermally', 'topically', 'on the skin'),
  below: [...say<Route>('rectal', 'rectally', 'per rectum', 'PR', 'into the rectum'), ...say<Route>('vaginal', 'vaginally', 'per vagina', 'PV', 'into the vagina')],
};

export type Often = Pick<SigFields, 'frequency' | 'frequencyMax' | 'period' | 'periodMax' | 'periodUnit' | 'timing'>;
const often = (frequency: number | null, period: number | null, periodUnit: Often['periodUnit'], more: Partial<Often> = {}): Often => ({ frequency, frequencyMax: null, period, periodMax: null, periodUnit, timing: null, ...more });
const at = (...timing: Timing[]): Often => often(timing.length, 1, 'd', { timing });
const hourly = (n: number): Said<Often>[] => say(often(1, n, 'h'), `every ${n} hours`, `q${n}h`, `q ${n} h`, `q${n}hr`, `q${n} hrs`, `every ${n} hrs`, `every ${n}h`, `q${n}°`, `each ${n} hours`, `every ${spelled[n] ?? n} hours`, `every ${n} (${spelled[n] ?? n}) hours`, `Q${n}H`, `q.${n}h.`, `${n} hourly`, `every ${n}hours`);
const hoursTo = (a: number, b: number): Said<Often>[] => say(often(1, a, 'h', { periodMax: b }), `every ${a}-${b} hours`, `q${a}-${b}h`, `q ${a}-${b} hrs`, `every ${a} to ${b} hours`, `q${a}-${b} h`, `every ${a}–${b} hours`, `every ${spelled[a] ?? a} to ${spelled[b] ?? b} hours`, `every ${a} - ${b} hours`, `${a}-${b} hourly`);

export const oftens: readonly Said<Often>[] = [
  ...say(often(1, 1, 'd'), 'daily', 'once daily', 'once a day', 'every day', 'each day', 'qd', 'q.d.', 'QD', 'qday', 'q day', 'one time a day', 'one time daily', '1 time a day', '1x daily', '1x/day', 'x1 daily', 'od', 'o.d.', 'DAILY', 'once per day', 'once every day', '1 time per day', 'every 1 day', 'once/day', 'a day', 'per day', 'once-daily', 'everyday'),
  ...say(often(2, 1, 'd'), 'bid', 'b.i.d.', 'BID', 'twice daily', 'twice a day', '2 times a day', 'two times daily', '2x/day', '2x daily', '2 x day', 'twice per day', 'twice each day', '2 times per day', '2 (two) times daily', 'bd', 'b.d.', 'two times a day', '2x a day', '2 times/day', 'two (2) times a day', 'twice-daily', '2 times each day', 'twice every day', '2 x per day'),
  ...say(often(3, 1, 'd'), 'tid', 't.i.d.', 'TID', 'three times daily', 'three times a day', '3 times a day', '3x/day', '3x daily', 'tds', 't.d.s.', '3 times daily', '3 (three) times a day', 'thrice daily', '3 times per day', 'three (3) times daily', '3 times/day', '3 x a day'),
  ...say(often(4, 1, 'd'), 'qid', 'q.i.d.', 'QID', 'four times daily', 'four times a day', '4 times a day', '4x/day', 'qds', 'q.d.s.', '4x daily', '4 times per day', 'four (4) times a day'),
  ...say(often(5, 1, 'd'), 'five times a day', '5 times daily', '5x/day', '5x daily'),
  ...say(often(2, 1, 'd', { frequencyMax: 3 }), '2-3 times a day', 'two to three times daily', '2 to 3 times per day', 'bid-tid', '2 or 3 times a day', '2-3x/day', 'bid to tid'),
  ...say(often(1, 1, 'd', { frequencyMax: 2 }), '1-2 times a day', 'once or twice a day', 'once or twice daily', '1 to 2 times daily', '1-2x daily', 'one to two times a day'),
  ...say(often(3, 1, 'd', { frequencyMax: 4 }), '3-4 times a day', 'three to four times daily', 'tid-qid', '3 to 4 times per day'),
  ...[2, 3, 4, 6, 8, 12, 24, 48, 72].flatMap(hourly), ...hoursTo(4, 6), ...hoursTo(6, 8), ...hoursTo(3, 4), ...hoursTo(8, 12),
  ...say(often(1, 2, 'd'), 'every other day', 'qod', 'q.o.d.', 'every 2 days', 'every second day', 'on alternate days', 'alternate days', 'every two days', 'q2d', 'q2days', 'QOD', 'q other day', 'eod'),
  ...say(often(1, 3, 'd'), 'every 3 days', 'every third day', 'q3d', 'q3days', 'every three days', 'q 3 days', 'every 3rd day', 'once every 3 days'),
  ...say(often(1, 2, 'd', { periodMax: 3 }), 'every 2-3 days', 'every 2 to 3 days', 'q2-3d', 'every two to three days'),
  ...say(often(1, 1, 'wk'), 'weekly', 'once weekly', 'once a week', 'every week', 'q week', 'qweek', 'qwk', 'one time a week', 'every 1 week', 'once per week', 'each week', '1 time a week', 'once/week', '1x/week', '1x weekly', 'per week', 'once every week', 'once a week'),
  ...say(often(1, 7, 'd'), 'every 7 days', 'q7d', 'q7days', 'every seven days', 'once every 7 days'),
  ...say(often(2, 1, 'wk'), 'twice a week', 'twice weekly', '2 times a week', 'two times weekly', '2x/week', '2x weekly', '2 times per week', 'biw', 'two days a week', '2 days per week', '2 days a week'),
  ...say(often(3, 1, 'wk'), 'three times a week', '3 times a week', '3x/week', '3x weekly', 'tiw', 'three times weekly', '3 times per week', '3 days a week', 'thrice weekly', '3x/wk', '3 times/week', '3 days per week', 'three days a week'),
  ...say(often(1, 2, 'wk'), 'every 2 weeks', 'every other week', 'q2wk', 'q2weeks', 'every two weeks', 'q 2 weeks', 'qow', 'fortnightly', 'once every 2 weeks', 'every second week', 'every fortnight', 'once every other week', 'q2w'),
  ...say(often(1, 14, 'd'), 'every 14 days', 'q14d', 'q14 days', 'every fourteen days'),
  ...say(often(1, 4, 'wk'), 'every 4 weeks', 'q4wk', 'q4weeks', 'every four weeks', 'q 4 weeks', 'once every 4 weeks', 'q4w'),
  ...say(often(1, 1, 'mo'), 'monthly', 'once monthly', 'once a month', 'every month', 'once per month', 'every 1 month', 'q month', 'qmonth', 'each month', 'one time a month', '1x/month'),
  ...say(often(1, 3, 'mo'), 'every 3 months', 'q3months', 'every three months', 'q 3 months', 'q3mo', 'once every 3 months'),
  ...say(often(2, 1, 'mo'), 'twice a month', 'twice monthly', '2 times a month', '2x/month'),
  ...say(at('MORN'), 'every morning', 'in the morning', 'qam', 'q am', 'each morning', 'once a day in the morning', 'every AM', 'in the AM', 'daily in the morning', 'q morning', 'once daily in the morning', 'qAM', 'in am', 'mane', 'once every morning', 'every day in the morning', 'daily each morning', 'qd in am', 'in the mornings', 'once in the morning'),
  ...say(at('EVE'), 'every evening', 'in the evening', 'qpm', 'q pm', 'each evening', 'once a day in the evening', 'in the PM', 'daily in the evening', 'once daily in the evening', 'every PM', 'q evening', 'in the evenings'),
  ...say(at('HS'), 'at bedtime', 'qhs', 'q hs', 'every night at bedtime', 'before bed', 'nightly at bedtime', 'once daily at bedtime', 'QHS', 'at bed time', 'hs', 'each night at bedtime', 'daily at bedtime', 'once a day at bedtime', 'before bedtime', 'every day at bedtime', 'q.h.s.', 'every bedtime', 'before going to bed', 'at hs', 'prior to bedtime', 'at bedtime'),
  ...say(at('NIGHT'), 'nightly', 'at night', 'every night', 'once nightly', 'nocte', 'each night', 'once daily at night', 'once a night', 'q night', 'qnight', 'nightly', 'once at night', 'daily at night'),
  ...say(at('NOON'), 'at noon', 'daily at noon', 'every day at noon', 'at midday', 'once daily at noon'),
  ...say(at('AFT'), 'in the afternoon', 'every afternoon', 'once daily in the afternoon'),
  ...say(at('MORN', 'HS'), 'in the morning and at bedtime', 'every morning and at bedtime', 'qam and qhs', 'twice daily in the morning and at bedtime', 'in the morning and bedtime', 'AM and HS', 'every morning and every night at bedtime', 'qam & qhs', 'bid (morning and bedtime)', 'in AM and at bedtime', 'each morning and at bedtime', 'once in the morning and once at bedtime'),
  ...say(at('MORN', 'EVE'), 'in the morning and evening', 'in the morning and in the evening', 'every morning and evening', 'AM and PM', 'twice daily (morning and evening)', 'qam and qpm', 'morning and evening', 'twice a day, in the morning and in the evening', 'am & pm', 'each morning and evening', 'in the AM and PM', 'once in the morning and once in the evening', 'mornings and evenings'),
  ...say(at('MORN', 'NIGHT'), 'in the morning and at night', 'every morning and night', 'morning and night', 'twice daily morning and night', 'in the morning and nightly'),
  ...say(at('MORN', 'NOON', 'HS'), 'in the morning, at noon and at bedtime', 'morning, noon and bedtime', 'morning, noon, and bedtime', 'three times daily in the morning, at noon and at bedtime'),
  ...say(at('MORN', 'NOON', 'EVE'), 'in the morning, noon and evening', 'morning, noon, and evening', 'in the morning, at noon, and in the evening'),
  ...say(at('ACM'), 'before breakfast', 'daily before breakfast', '30 minutes before breakfast', 'once daily before breakfast', 'daily 30 min before breakfast', 'half an hour before breakfast', '1 hour before breakfast', 'once a day before breakfast'),
  ...say(at('CM'), 'with breakfast', 'daily with breakfast', 'once daily with breakfast', 'every day with breakfast', 'at breakfast', 'once a day with breakfast'),
  ...say(at('CV'), 'with dinner', 'daily with dinner', 'with supper', 'with the evening meal', 'once daily with evening meal', 'every day with dinner', 'at dinner', 'once a day with supper'),
  ...say(at('ACM', 'ACV'), 'before breakfast and dinner', 'before breakfast and before dinner', 'twice daily before breakfast and dinner', 'before breakfast and supper', '30 minutes before breakfast and dinner', 'bid before breakfast and supper'),
  ...say(at('CM', 'CV'), 'with breakfast and dinner', 'twice daily with breakfast and dinner', 'with breakfast and supper', 'bid with breakfast and supper', 'with breakfast and with dinner', 'twice a day with breakfast and dinner'),
  ...say(often(2, 1, 'd', { timing: ['C'] }), 'twice daily with meals', 'bid with meals', 'twice a day with food', '2 times daily with food', 'twice a day with meals', 'bid w/ food', 'bid w/meals', '2 times a day with meals', 'with food twice a day', 'with meals twice daily', 'bid c food'),
  ...say(often(3, 1, 'd', { timing: ['AC'] }), 'three times daily before meals', 'tid before meals', 'tid ac', '3 times a day before meals', 'TID AC', 'before meals three times daily', '3 times daily, 30 minutes before meals', 'tid 30 min before meals', '3 times a day 15 minutes before meals'),
  ...say(often(3, 1, 'd', { timing: ['PC'] }), 'three times daily after meals', 'tid pc', 'tid after meals', '3 times a day after meals', 'after meals three times a day'),
  ...say(often(1, 1, 'd', { timing: ['C'] }), 'daily with food', 'once daily with food', 'once a day with a meal', 'every day with food', 'daily w/ food', 'qd with food'),
  ...say(often(null, null, null, { timing: ['AC', 'HS'] }), 'before meals and at bedtime', 'ac and hs', 'AC & HS', 'ACHS', 'before meals and bedtime', 'ac & hs', 'before each meal and at bedtime'),
  ...say(often(null, null, null, { timing: ['C'] }), 'with meals', 'with each meal', 'with food', 'with every meal', 'w/ meals'),
  ...say(often(null, null, null, { timing: ['AC'] }), 'before meals', 'before each meal', '30 minutes before meals', 'ac', 'prior to meals', 'before every meal'),
  ...say(often(4, 1, 'd', { timing: ['AC', 'HS'] }), 'four times daily before meals and at bedtime', 'qid ac & hs', 'qid ac and hs', '4 times a day before meals and at bedtime', 'QID (before meals and at bedtime)', '4 times daily, before meals and at bedtime'),
  ...say(often(1, 1, 'wk', { timing: ['mon'] }), 'every Monday', 'on Mondays', 'once weekly on Monday', 'every week on Monday', 'once a week on Mondays', 'weekly on Monday', 'q Monday', 'each Monday', 'once weekly on Mondays'),
  ...say(often(1, 1, 'wk', { timing: ['sun'] }), 'every Sunday', 'on Sundays', 'once weekly on Sunday', 'weekly on Sundays', 'once a week on Sunday'),
  ...say(often(3, 1, 'wk', { timing: ['mon', 'wed', 'fri'] }), 'on Monday, Wednesday and Friday', 'every Monday, Wednesday, and Friday', 'MWF', 'Mon/Wed/Fri', 'M/W/F', 'on Mon, Wed, Fri', 'on Mondays, Wednesdays and Fridays', 'three times a week on Monday, Wednesday, and Friday', 'M-W-F', 'Mon Wed Fri', 'every Mon, Wed & Fri', 'q MWF', '3 times weekly (Mon, Wed, Fri)', 'M, W, F'),
  ...say(often(2, 1, 'wk', { timing: ['tue', 'thu'] }), 'on Tuesday and Thursday', 'every Tuesday and Thursday', 'Tues & Thurs', 'on Tuesdays and Thursdays', 'twice weekly on Tuesday and Thursday', 'Tue/Thu', 'T/Th', 'on Tue and Thu', 'twice a week (Tuesdays and Thursdays)'),
  ...say(often(2, 1, 'wk', { timing: ['sat', 'sun'] }), 'on Saturday and Sunday', 'on weekends', 'every Saturday and Sunday', 'Sat/Sun', 'on Saturdays and Sundays'),
  ...say(often(1, 1, 'd', { timing: ['08:00'] }), 'at 8 am', 'daily at 8 am', 'at 8:00 AM', 'at 0800', 'daily at 08:00', 'every day at 8am', 'once daily at 8 AM', 'at 8 a.m.', '@ 8am', 'at 8AM', 'once a day at 8:00 am'),
  ...say(often(2, 1, 'd', { timing: ['08:00', '20:00'] }), 'at 8 am and 8 pm', 'at 8am and 8pm', 'twice daily at 8 am and 8 pm', 'at 0800 and 2000', 'at 8:00 AM and 8:00 PM', 'at 08:00 and 20:00', 'bid (8am, 8pm)', '8 am and 8 pm', '8AM & 8PM', 'twice a day at 8 am and 8 pm'),
  ...say(often(3, 1, 'd', { timing: ['08:00', '14:00', '20:00'] }), 'at 8 am, 2 pm and 8 pm', '3 times a day at 8am, 2pm, and 8pm', 'at 0800, 1400 and 2000', 'tid (8am, 2pm, 8pm)'),
];

export const needed: readonly Said<{ prn: boolean; prnReason: string | null }>[] = [
  ...say({ prn: true, prnReason: null }, 'as needed', 'prn', 'PRN', 'if needed', 'when needed', 'p.r.n.', 'as required', 'when required', 'only if needed', 'only as needed', 'if required'),
  ...['pain', 'nausea', 'anxiety', 'itching', 'headache', 'cough', 'fever', 'shortness of breath', 'constipation', 'insomnia', 'wheezing', 'muscle spasms', 'nausea or vomiting', 'nausea and vomiting', 'pain and fever', 'cough and congestion', 'anxiety or sleep', 'shortness of breath or wheezing', 'mild to moderate pain', 'severe pain', 'moderate to severe pain', 'fever or pain', 'allergy symptoms', 'back pain', 'breakthrough pain', 'nausea/vomiting', 'swelling', 'dizziness', 'chest pain', 'heartburn', 'runny nose', 'sleep', 'diarrhea', 'agitation', 'panic attacks', 'migraine'].flatMap((prnReason) => say({ prn: true, prnReason }, `as needed for ${prnReason}`, `prn ${prnReason}`, `PRN ${prnReason}`, `prn for ${prnReason}`, `as needed (${prnReason})`, `if needed for ${prnReason}`, `for ${prnReason} as needed`, `when needed for ${prnReason}`)),
];
const days = (value: number): Said<SigDuration>[] => say({ value, max: null, unit: 'd' } as SigDuration, `for ${value} days`, `x ${value} days`, `x${value}d`, `x${value} days`, `x ${value}d`, `times ${value} days`, `for ${value} (${spelled[value] ?? value}) days`, `for ${spelled[value] ?? value} days`, `${value} days`, `for the next ${value} days`, `for a total of ${value} days`, `for ${value}d`, `x ${value} day(s)`, `X ${value} DAYS`, `× ${value} days`, `for ${value} days only`, `for ${value} more days`);
export const durations: readonly Said<SigDuration>[] = [
  ...[2, 3, 5, 7, 10, 14, 21, 30, 90].flatMap(days),
  ...[1, 2, 3, 4, 6, 8].flatMap((value) => say({ value, max: null, unit: 'wk' } as SigDuration, ...(value === 1 ? ['for 1 week', 'x 1 week', 'x1wk', 'for one week', 'for a week', 'x 1 wk'] : [`for ${value} weeks`, `x ${value} weeks`, `x${value} wks`, `x${value}wk`, `for ${spelled[value] ?? value} weeks`]))),
  ...[1, 2, 3, 6].flatMap((value) => say({ value, max: null, unit: 'mo' } as SigDuration, ...(value === 1 ? ['for 1 month', 'x 1 month', 'for one month', 'for a month'] : [`for ${value} months`, `x ${value} months`, `for ${spelled[value] ?? value} months`]))),
  ...say({ value: 7, max: 10, unit: 'd' } as SigDuration, 'for 7-10 days', 'x 7-10 days', 'for 7 to 10 days', 'x7-10d', 'for seven to ten days'),
  ...say({ value: 5, max: null, unit: 'd' } as SigDuration, 'for up to 5 days', 'up to 5 days', 'for a maximum of 5 days', 'for no more than 5 days'),
];
/** UNIT stands for the unit of the dose, in the plural. */
export const limits: readonly Said<SigLimit>[] = [
  ...say({ value: 8, unit: 'UNIT', period: 1, periodUnit: 'd' } as SigLimit, 'max 8 UNIT per day', 'max 8 UNIT/day', 'not to exceed 8 UNIT per day', 'no more than 8 UNIT a day', 'do not exceed 8 UNIT daily', 'maximum 8 UNIT per day', 'max of 8 UNIT a day', 'maximum daily dose 8 UNIT', 'NTE 8 UNIT/day', "don't take more than 8 UNIT a day", 'up to 8 UNIT per day', 'max daily dose: 8 UNIT', 'max dose 8 UNIT/day', 'limit 8 UNIT per day', 'Max: 8 UNIT daily', 'do not take more than 8 UNIT per day', 'not more than 8 UNIT in a day', 'up to a maximum of 8 UNIT per day'),
  ...say({ value: 6, unit: 'UNIT', period: 24, periodUnit: 'h' } as SigLimit, 'max 6 UNIT in 24 hours', 'not to exceed 6 UNIT in 24 hours', 'no more than 6 UNIT in 24 hours', 'do not exceed 6 UNIT in 24 hrs', 'maximum of 6 UNIT per 24 hours', 'max 6 UNIT/24h', 'max 6 UNIT/24 hours', 'do not take more than 6 UNIT in any 24 hour period', 'no more than 6 UNIT in a 24 hour period', 'NTE 6 UNIT per 24 hours', 'max 6 UNIT per 24h', 'not more than 6 UNIT within 24 hours'),
  ...say({ value: 4, unit: null, period: 1, periodUnit: 'd' } as SigLimit, 'max 4 per day', 'max 4/day', 'no more than 4 per day', 'mdd 4', 'MDD: 4', 'max daily 4', 'not to exceed 4 per day', 'maximum 4 daily', 'max 4 a day', 'max of 4 daily'),
  ...say({ value: 3, unit: 'dose', period: 1, periodUnit: 'd' } as SigLimit, 'max 3 doses per day', 'no more than 3 doses a day', 'max 3 doses/day', 'maximum 3 doses daily', 'not to exceed 3 doses per day'),
  ...say({ value: 3, unit: 'g', period: 1, periodUnit: 'd' } as SigLimit, 'max 3 g per day', 'not to exceed 3 grams per day', 'no more than 3 g/day', 'max 3 grams daily', 'do not exceed 3 g daily'),
];


/** Understood, and no field: what stands in front of directions, and behind. */
export const headers: readonly string[] = ['', '', '', 'metformin 500 mg tablet: ', 'Lisinopril 10 mg - ', 'amoxicillin 250 mg/5 mL: ', 'Prednisone 20 mg tab. ', 'ibuprofen 600mg ', 'Atorvastatin (Lipitor) 40 mg tablets: '];
export const tails: readonly string[] = [
  '', '', '', '. Swallow whole', ', do not crush or chew', ' with a full glass of water', '. Take with 8 oz of water', '. May cause drowsiness', '. Shake well', '. Avoid alcohol', '. Do not drive', '. Rinse mouth after use', '. Call if symptoms persist more than 3 days', '. Do not take within 2 hours of antacids', '. Hold if SBP < 100', '. Hold for heart rate less than 60',
  '. Finish all medication', ' for blood pressure', ' for diabetes', '. Disp #30', '. Dispense 60, refills 2', ', #90', '. Refill x3', ' as directed', '. Needs appointment for further refills', '. Stop if rash occurs', '. Discard after 28 days', '. Check blood sugar 2 times a day',
];
