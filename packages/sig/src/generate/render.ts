import fc from 'fast-check';
import { emptyFields, type DoseAmount, type SigFields } from '../sig.ts';
import { amountsFor, durations, headers, limits, needed, oftens, routesFor, tails, unitForms, verbsFor, writtenNumber, writtenRange, type UnitForm } from './slots.ts';

export type Directions = { text: string; fields: SigFields };
const pick = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
/** Now and then, else nothing. */
const maybe = <T>(one: fc.Arbitrary<T>, outOf = 2): fc.Arbitrary<T | null> => fc.integer({ min: 1, max: outOf }).chain((n) => (n === 1 ? one : fc.constant(null)));

type SaidDose = { words: string; dose: DoseAmount; form: UnitForm };
const pieceWord = (form: UnitForm, most: number): fc.Arbitrary<string> => pick(most > 1 ? form.many : form.one);
const doseOf = (form: UnitForm): fc.Arbitrary<SaidDose> =>
  fc.oneof(
    { weight: 4, arbitrary: pick(amountsFor[form.forms]).chain((value) => fc.tuple(pick(writtenNumber(value)), pieceWord(form, value), fc.boolean()).map(([number, word, glued]) => ({ words: glued && /^[\d.]+$/.test(number) && /^[a-z]/i.test(word) ? `${number}${word}` : `${number} ${word}`, dose: { min: value, max: value, unit: form.unit }, form }))) },
    { weight: 1, arbitrary: fc.constantFrom([1, 2], [2, 3], [5, 10], [2, 4]).chain(([low = 1, high = 2]) => fc.tuple(pick(writtenRange(low, high)), pieceWord(form, high)).map(([number, word]) => ({ words: `${number} ${word}`, dose: { min: low, max: high, unit: form.unit }, form }))) },
  );
const form: fc.Arbitrary<UnitForm> = pick([...unitForms, ...unitForms.slice(0, 2), ...unitForms.slice(0, 2), ...unitForms.slice(0, 2)]);
/** The same dose in another unit, in brackets: no field. */
const inBrackets = (said: SaidDose): fc.Arbitrary<string> =>
  said.form.forms === 'piece' || said.form.forms === 'volume' ? fc.tuple(fc.constantFrom(5, 10, 25, 50, 100, 250), fc.constantFrom('(N mg)', '(N mg total)', '(N MG)', '(total N mg)', '(=N mg)', '(N mg dose)')).map(([amount, form]) => form.replace('N', String(said.dose.min === said.dose.max ? amount : `${amount}-${amount * 2}`))) : fc.constant('');

type Parts = { verb: string; dose: string; bracket: string; route: string; often: string; prn: string; duration: string; limit: string };
/** Words in the orders in which people put them; a comma may stand between. */
const orders: readonly ((p: Parts) => readonly string[])[] = [
  (p) => [p.verb, p.dose, p.bracket, p.route, p.often, p.prn, p.duration, p.limit],
  (p) => [p.verb, p.dose, p.bracket, p.route, p.often, p.duration, p.prn, p.limit],
  (p) => [p.verb, p.dose, p.bracket, p.often, p.route, p.prn, p.duration, p.limit],
  (p) => [p.verb, p.dose, p.bracket, p.often, p.route, p.duration, p.prn, p.limit],
  (p) => [p.verb, p.dose, p.bracket, p.route, p.prn, p.often, p.duration, p.limit],
  (p) => [p.verb, p.dose, p.bracket, p.often, p.duration, p.route, p.prn, p.limit],
  (p) => [p.verb, p.dose, p.route, p.bracket, p.often, p.prn, p.duration, p.limit],
];
const frontOrders: readonly ((p: Parts) => readonly string[])[] = [
  (p) => [p.often, p.verb === '' ? 'take' : p.verb, p.dose, p.bracket, p.route, p.prn, p.duration, p.limit],
  (p) => [p.duration, p.verb === '' ? 'take' : p.verb, p.dose, p.bracket, p.route, p.often, p.prn, p.limit],
  (p) => [p.prn, p.verb === '' ? 'take' : p.verb, p.dose, p.bracket, p.route, p.often, p.duration, p.limit],
];

/** Directions of one dose: every slot, every order. */
export const plainDirections: fc.Arbitrary<Directions> = form.chain((unit) =>
  doseOf(unit).chain((dose) =>
    fc
      .record({
        verb: pick(verbsFor[unit.forms]), bracket: maybe(inBrackets(dose), 5), route: pick(routesFor[unit.forms]), often: pick(unit.unit === 'drop' ? oftens.filter(({ words }) => !/^o\.?d/.test(words)) : oftens), prn: maybe(pick(needed), 3), duration: maybe(pick(durations), 3), limit: maybe(pick(limits), 5),
        order: fc.oneof({ weight: 6, arbitrary: pick(orders) }, { weight: 1, arbitrary: pick(frontOrders) }), comma: fc.integer({ min: 0, max: 7 }), mark: fc.constantFrom(', ', '. ', '; ', ' - ', ' '), letters: fc.constantFrom('as', 'as', 'as', 'lower', 'UPPER'), stop: fc.constantFrom('', '', '.'), glue: fc.constantFrom(false, false, false, true),
      })
      .map(({ verb, bracket, route, often, prn, duration, limit, order, comma, mark, letters, stop, glue }) => {
        const plural = unit.many[0] ?? unit.unit;
        const parts: Parts = { verb, dose: dose.words, bracket: bracket ?? '', route: route.words, often: often.words, prn: prn?.words ?? '', duration: duration?.words ?? '', limit: '' };
        const words = order(parts).filter((one) => one !== '');
        let text = words.map((one, at) => (at > 2 && at === comma ? `, ${one}` : at === 0 ? one : ` ${one}`)).join('');
        if (limit) text += mark + limit.words.replace('UNIT', plural);
        text = glue ? runTogether(text) : text;
        text += stop;
        text = letters === 'lower' ? text.toLowerCase() : letters === 'UPPER' ? text.toUpperCase() : text;
        const fields: SigFields = {
          ...emptyFields(), dose: dose.dose, route: settledRoute(route.means, unit), ...often.means, ...(prn?.means ?? {}), duration: duration?.means ?? null,
          maxPerPeriod: limit ? { ...limit.means, unit: limit.means.unit === 'UNIT' ? unit.unit : limit.means.unit } : null,
        };
        if (fields.prnReason !== null) fields.prnReason = letters === 'lower' ? fields.prnReason.toLowerCase() : letters === 'UPPER' ? fields.prnReason.toUpperCase() : fields.prnReason;
        return { text, fields };
      }),
  ),
);
/** As pharmacies type: "1tab pobid", "q6hprn", "bidx7 days". */
const runTogether = (text: string): string => text.replace(/\b(po|sl|pr|pv) (bid|tid|qid|qhs|qd|qam|qpm|q\d+h)\b/i, '$1$2').replace(/\b(bid|tid|qid|q\d+h|qhs) prn\b/i, '$1prn').replace(/\b(bid|tid|qid|daily) x ?(\d)/i, '$1x$2').replace(/\b(every|for|x|take|q) (\d+) (hours?|days?|tabs?|caps?)\b/i, '$1 $2$3');
const settledRoute = (route: SigFields['route'], unit: UnitForm): SigFields['route'] => (unit.unit === 'puff' ? 'inhalation' : unit.unit === 'patch' ? 'transdermal' : route);

/** One dose of several, with its own time or length. */
type SaidStep = { words: string; fields: Partial<SigFields> };
export type Sequence = { text: string; steps: { step: number; fields: SigFields }[] };

const lengths: readonly (readonly [number, 'd' | 'wk'])[] = [[2, 'd'], [3, 'd'], [4, 'd'], [5, 'd'], [7, 'd'], [1, 'wk'], [2, 'wk'], [4, 'wk']];
const lengthWords = ([value, unit]: readonly [number, 'd' | 'wk']): readonly string[] =>
  unit === 'd' ? [`for ${value} days`, `x ${value} days`, `x${value}d`, `x ${value}d`, `x${value} days`, `for the next ${value} days`] : value === 1 ? ['for 1 week', 'x 1 week', 'for a week', 'for one week', 'x1wk'] : [`for ${value} weeks`, `x ${value} weeks`, `x${value}wk`, `x ${value} wks`];
const joins = [', then ', ' then ', '; then ', ', followed by ', '. Then ', ', then take ', ' then take ', ', ', '; ', ' and then ', ', and then ', ', then decrease to ', ', then increase to ', ' then ', ', then reduce to '] as const;
const stepOftens = oftens.filter(({ means, words }) => means.frequencyMax === null && means.periodMax === null && means.periodUnit === 'd' && !/^(?:a day|per day|ac|x1 daily)$/.test(words) && !/,/.test(words) && (means.timing === null || (means.timing.length === 1 && !means.timing[0]?.includes(':'))) && means.frequency !== null && means.period === 1);

/** A taper: each dose for so long, then the next; the last may go on. */
export const tapers: fc.Arbitrary<Sequence> = fc
  .tuple(pick(unitForms.filter(({ unit }) => /^(?:tablet|capsule|mg|mL|puff|pill)$/.test(unit))), fc.integer({ min: 2, max: 5 }), pick(joins), fc.boolean(), fc.constantFrom('take ', 'Take ', '', 'give '), fc.boolean(), fc.constantFrom('', ' by mouth', ' po'), fc.constantFrom('', ' then stop', ', then stop', ', then off', '.'), fc.constantFrom('same', 'own', 'first'))
  .chain(([unit, count, join, lastOpen, verb, unitOnce, route, end, schedule]) =>
    fc.tuple(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 8], { minLength: count, maxLength: count }), fc.array(pick(lengths).chain((length) => fc.tuple(fc.constant(length), pick(lengthWords(length)))), { minLength: count, maxLength: count }), pick(stepOftens), fc.array(pick(stepOftens), { minLength: count, maxLength: count }), fc.boolean()).map(([amounts, said, common, own, timeLast]) => {
      const isMass = unit.forms === 'amount';
      const steps: SaidStep[] = amounts.map((amount, at) => {
        const value = isMass ? amount * 10 : amount;
        const word = (value > 1 ? unit.many[0] : unit.one[0]) ?? unit.unit;
        const open = lastOpen && at === count - 1 && end.length < 2;
        const often = schedule === 'same' || schedule === 'first' ? common : (own[at] ?? common);
        const showOften = schedule !== 'first' || at === 0 || open;
        const [length, words] = said[at] ?? [[5, 'd'] as const, 'for 5 days'];
        const named = unitOnce && at > 0 && !open && !/,|;/.test(join) ? String(value) : `${value} ${word}`;
        const length1 = open ? '' : words;
        const pieces = [at === 0 ? `${named}${route}` : named, ...(timeLast ? [length1, showOften ? often.words : ''] : [showOften ? often.words : '', length1])].filter((one) => one !== '');
        return { words: pieces.join(' '), fields: { dose: { min: value, max: value, unit: unit.unit }, ...often.means, duration: open ? null : { value: length[0], max: null, unit: length[1] }, route: route === '' ? (unit.unit === 'puff' ? 'inhalation' : null) : unit.unit === 'puff' ? 'inhalation' : 'oral' } };
      });
      return { text: verb + steps.map(({ words }) => words).join(join) + end, steps: steps.map(({ fields }, at) => ({ step: at + 1, fields: { ...emptyFields(), ...fields } })) };
    }),
  );

const dayTimes: readonly (readonly [code: string, ...words: string[]])[] = [
  ['MORN', 'in the morning', 'every morning', 'qam', 'each morning', 'in AM'], ['NOON', 'at noon', 'at midday', 'q noon'], ['EVE', 'in the evening', 'every evening', 'qpm', 'each evening'], ['HS', 'at bedtime', 'qhs', 'before bed', 'hs'],
];
/** Doses that differ by the time of day. */
export const dayParts: fc.Arbitrary<Sequence> = fc
  .tuple(pick(unitForms.filter(({ unit }) => /^(?:tablet|capsule|mg|mL|unit|pill)$/.test(unit))), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2, maxLength: 3 }), fc.constantFrom(' and ', ', ', ', and ', ', then ', ' & ', ' plus ', '; ', ' and then ', ' + ', ', and take '), fc.constantFrom('take ', 'Take ', '', 'give '), fc.constantFrom('', ' by mouth', ' po'), fc.boolean(), fc.shuffledSubarray([1, 2, 3, 4, 6], { minLength: 3, maxLength: 3 }), fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }), fc.boolean(), fc.boolean(), fc.constantFrom('', '', ' for 7 days', ' with food', ' for 2 weeks'))
  .map(([unit, which, join, verb, route, unitOnce, amounts, forms, spelledOut, timeFirst, tail]) => {
    const order = [...which].sort((a, b) => a - b);
    const steps = order.map((slot, at): SaidStep => {
      const value = (amounts[at] ?? 1) * (unit.forms === 'amount' ? 5 : 1);
      const [code = 'MORN', ...words] = dayTimes[slot] ?? ['MORN', 'in the morning'];
      const time = words[(forms[at] ?? 0) % words.length] ?? '';
      const word = (value > 1 ? unit.many[0] : unit.one[0]) ?? unit.unit;
      const number = spelledOut ? (writtenNumber(value).find((one) => /^[a-z]+$/.test(one)) ?? String(value)) : String(value);
      const amount = unitOnce && at > 0 && unit.forms === 'piece' ? number : `${number} ${word}`;
      return { words: timeFirst ? `${time} ${at === 0 && verb !== '' ? verb.toLowerCase() : ''}${amount}${at === 0 ? route : ''}` : `${amount}${at === 0 ? route : ''} ${time}`, fields: { dose: { min: value, max: value, unit: unit.unit }, frequency: 1, period: 1, periodUnit: 'd', timing: [code] as SigFields['timing'], route: route === '' ? null : 'oral', duration: /days/.test(tail) ? { value: 7, max: null, unit: 'd' } : /weeks/.test(tail) ? { value: 2, max: null, unit: 'wk' } : null } };
    });
    if (tail === ' with food') tail = '';
    return { text: (timeFirst ? '' : verb) + steps.map(({ words }) => words).join(join) + tail, steps: steps.map(({ fields }) => ({ step: 1, fields: { ...emptyFields(), ...fields } })) };
  });

/** Directions with what people write around them: the medicine and its strength in front, advice, conditions and quantities behind. */
export const noisyDirections: fc.Arbitrary<Directions> = fc.tuple(plainDirections, pick(headers), pick(tails)).filter(([{ text, fields }, header, tail]) => !(header !== '' && !/^(?:take|give|use|sig|pt|patient|please|tk|\d|one|two|three)/i.test(text)) && !(/as directed| for /.test(tail) && (fields.maxPerPeriod !== null || fields.prn || /[.]$/.test(text))) && !(fields.dose?.unit !== 'tablet' && header !== '')).map(([{ text, fields }, header, tail]) => ({ text: header + text.replace(/\.$/, '') + tail, fields }));

const someDays: readonly (readonly [readonly [SigFields['timing'], ...string[]], readonly [SigFields['timing'], ...string[]]])[] = [
  [[['mon', 'wed', 'fri'], 'on Monday, Wednesday and Friday', 'MWF', 'on Mon/Wed/Fri', 'Mon, Wed, Fri', 'every Monday, Wednesday, and Friday'], [['tue', 'thu', 'sat', 'sun'], 'on Tuesday, Thursday, Saturday and Sunday', 'all other days', 'on the other days', 'Tue/Thu/Sat/Sun', 'on all other days', 'TThSaSu', 'the rest of the week']],
  [[['tue', 'thu'], 'on Tuesdays and Thursdays', 'Tue/Thu', 'on Tues and Thurs', 'every Tuesday and Thursday'], [['mon', 'wed', 'fri', 'sat', 'sun'], 'all other days', 'on other days', 'on all other days of the week', 'on the remaining days']],
  [[['sat', 'sun'], 'on weekends', 'on Saturday and Sunday', 'Sat/Sun'], [['mon', 'tue', 'wed', 'thu', 'fri'], 'on weekdays', 'Monday through Friday', 'Mon-Fri', 'M-F', 'on weekdays only']],
  [[['sun'], 'on Sundays', 'every Sunday', 'on Sunday'], [['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], 'all other days', 'on other days', 'Monday through Saturday', 'Mon-Sat', 'the other days']],
];
/** Doses that differ by the day of the week. */
export const weekParts: fc.Arbitrary<Sequence> = fc
  .tuple(pick(unitForms.filter(({ unit }) => /^(?:tablet|mg|capsule)$/.test(unit))), pick(someDays), fc.constantFrom(' and ', ', ', '; ', ', and ', ' and take ', '. Take ', ' then '), fc.constantFrom('take ', 'Take ', ''), fc.constantFrom('', ' by mouth', ' po', ' daily'), fc.shuffledSubarray([1, 2, 3, 0.5, 1.5], { minLength: 2, maxLength: 2 }), fc.nat(9), fc.nat(9), fc.boolean())
  .map(([unit, [first, second], join, verb, route, [a = 1, b = 2], x, y, timeFirst]) => {
    const steps = [[a, first, x], [b, second, y]] as const;
    const words = steps.map(([amount, [, ...said], n], at) => {
      const value = unit.forms === 'amount' ? amount * 5 : amount;
      const word = (value > 1 ? unit.many[0] : unit.one[0]) ?? unit.unit;
      const days = said[n % said.length] ?? '';
      return timeFirst ? `${days}${at === 0 && verb !== '' ? ' take' : ''} ${value} ${word}${at === 0 ? route : ''}` : `${value} ${word}${at === 0 ? route : ''} ${days}`;
    });
    return {
      text: (timeFirst ? '' : verb) + words.join(join),
      steps: steps.map(([amount, [timing]]) => ({ step: 1, fields: { ...emptyFields(), dose: { min: unit.forms === 'amount' ? amount * 5 : amount, max: unit.forms === 'amount' ? amount * 5 : amount, unit: unit.unit }, frequency: timing?.length ?? null, period: 1, periodUnit: 'wk', timing, route: /mouth|po/.test(route) ? 'oral' : null } })),
    };
  });

/** A dose for the first day, another from then on. */
export const loading: fc.Arbitrary<Sequence> = fc
  .tuple(pick(unitForms.filter(({ unit }) => /^(?:tablet|mg|capsule|mL)$/.test(unit))), fc.constantFrom('on day 1', 'on the first day', 'day 1', 'for the first day', 'on day one'), fc.constantFrom([4, 'on days 2-5'], [4, 'days 2 through 5'], [4, 'for 4 days'], [4, 'x 4 days'], [6, 'on days 2-7'], [null, ''], [null, 'thereafter'], [9, 'days 2 to 10']), fc.constantFrom(', then ', ' then ', ', followed by ', '; then ', ', ', ', then take ', ' and then '), fc.constantFrom('take ', 'Take ', 'give ', ''), fc.constantFrom('', ' by mouth'), fc.constantFrom(['daily', 1], ['once a day', 1], ['twice daily', 2], ['bid', 2], ['every day', 1]), fc.boolean())
  .map(([unit, first, [length, rest], join, verb, route, [often, frequency], dayFirst]) => {
    const [a, b] = unit.forms === 'amount' ? [500, 250] : [2, 1];
    const [many, single] = [unit.many[0] ?? unit.unit, unit.one[0] ?? unit.unit];
    const lastLength = rest === '' ? '' : ` ${rest}`;
    const duration = (value: number | null): SigFields['duration'] => (value === null ? null : { value, max: null, unit: 'd' });
    const named = { route: route === '' ? null : ('oral' as const) };
    return {
      text: `${dayFirst && /^(?:on )?day/.test(first) ? `${first} ${verb === '' ? '' : 'take '}${a} ${many}${route}` : `${verb}${a} ${many}${route} ${first}`}${join}${b} ${unit.forms === 'amount' ? many : single} ${often}${lastLength}`,
      steps: [{ step: 1, fields: { ...emptyFields(), ...named, dose: { min: a, max: a, unit: unit.unit }, duration: duration(1) } }, { step: 2, fields: { ...emptyFields(), ...named, dose: { min: b, max: b, unit: unit.unit }, frequency: Number(frequency), period: 1, periodUnit: 'd', duration: duration(length as number | null) } }],
    };
  });

/** What is taken every day, and more of it when it is needed. */
export const scheduledAndNeeded: fc.Arbitrary<Sequence> = fc
  .tuple(pick(unitForms.filter(({ unit }) => /^(?:tablet|mg|capsule|puff)$/.test(unit))), fc.constantFrom(['bid', 2, 1, 'd'], ['twice daily', 2, 1, 'd'], ['daily', 1, 1, 'd'], ['three times a day', 3, 1, 'd'], ['every 12 hours', 1, 12, 'h']), fc.constantFrom(['every 4 hours', 1, 4, 'h'], ['q6h', 1, 6, 'h'], ['at bedtime', 1, 1, 'd'], ['every 8 hours', 1, 8, 'h']), fc.constantFrom(' and ', ', ', ' plus ', '; ', '. Take ', ', and ', ', may take '), fc.constantFrom(['as needed', null], ['prn pain', 'pain'], ['as needed for breakthrough pain', 'breakthrough pain'], ['if needed', null], ['prn', null]), fc.constantFrom('take ', 'Take ', ''))
  .map(([unit, [often, f1, p1, u1], [again, f2, p2, u2], join, [needs, reason], verb]) => {
    const scale = unit.forms === 'amount' ? 10 : 1;
    const base = { ...emptyFields(), route: unit.unit === 'puff' ? ('inhalation' as const) : null };
    const word = (n: number): string => (n * scale > 1 ? unit.many[0] : unit.one[0]) ?? unit.unit;
    return {
      text: `${verb}${2 * scale} ${word(2)} ${often}${join}${scale} ${word(1)} ${again} ${needs}`,
      steps: [{ step: 1, fields: { ...base, dose: { min: 2 * scale, max: 2 * scale, unit: unit.unit }, frequency: Number(f1), period: Number(p1), periodUnit: u1 as SigFields['periodUnit'] } }, { step: 1, fields: { ...base, dose: { min: scale, max: scale, unit: unit.unit }, frequency: Number(f2), period: Number(p2), periodUnit: u2 as SigFields['periodUnit'], timing: again === 'at bedtime' ? ['HS'] : null, prn: true, prnReason: reason } }],
    };
  });
