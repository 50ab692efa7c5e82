import { severalMeals } from '../grammar/meals.ts';
import type { PieceOf } from '../grammar/piece.ts';
import type { Flag } from '../flags.ts';
import { emptyFields, type SigFields, type SigLimit } from '../sig.ts';
import { daysOfWeek, isOpenMeal, type Timing } from '../vocabulary/event-timing.ts';
import { hoursOf } from '../vocabulary/periods.ts';
import type { Route } from '../vocabulary/routes.ts';
import type { Placed } from './placed.ts';
import { sameOften, type RawStep } from './steps.ts';

type Often = PieceOf<'frequency'>;
const rate = ({ frequency, period, periodUnit }: Often): number | null => (frequency === null || period === null || periodUnit === null ? null : frequency / (Number(period) * hoursOf[periodUnit]));

const number = (value: string): number => Number(value);
/** As a day goes. */
const inOrder = 'WAKE ACM CM PCM MORN.early MORN MORN.late ACD CD PCD NOON AFT.early AFT AFT.late ACV CV PCV EVE.early EVE EVE.late AC C PC NIGHT HS PHS'.split(' ') as Timing[];
const isDay = (timing: Timing): boolean => (daysOfWeek as readonly string[]).includes(timing);

/** The fields of one step. What contradicts itself is left out and flagged. */
export const settleStep = (step: RawStep, flags: Set<Flag>): SigFields => {
  const fields = emptyFields();
  if (step.dose) fields.dose = { min: number(step.dose.min), max: number(step.dose.max), unit: step.dose.unit };
  fields.maxPerPeriod = settleLimit(step, flags);
  settleOften(step, fields, flags);
  settleDuration(step, fields, flags);
  if (step.prn) fields.prn = true;
  return fields;
};

const settleLimit = (step: RawStep, flags: Set<Flag>): SigLimit | null => {
  const limits = step.limits.map(({ piece }) => piece);
  // "max daily dose 3 mdd 3" is said twice; the one with a period and a unit says more
  const best = limits.reduce<PieceOf<'max'> | null>((kept, one) => (kept === null || said(one) > said(kept) ? one : kept), null);
  if (step.repeat?.piece) flags.add('MAY_REPEAT');
  if (best) return { value: number(best.value), unit: best.unit, period: best.period === null ? null : number(best.period), periodUnit: best.periodUnit };
  const count = step.repeat?.piece.count ?? (step.count && step.count.piece.value !== '1' ? step.count.piece.value : null);
  return count === null ? null : { value: number(count), unit: 'dose', period: null, periodUnit: null };
};
const said = (limit: PieceOf<'max'>): number => (limit.period === null ? 0 : 2) + (limit.unit === null ? 0 : 1);

const settleOften = (step: RawStep, fields: SigFields, flags: Set<Flag>): void => {
  const timing = [...new Set(step.times.map(({ piece }) => piece.time))];
  if (timing.length > 0) fields.timing = inOrderOfTheDay(timing);
  const days = timing.filter(isDay).length;
  const daily = eventsADay(timing, step.times);
  const open = addsMeals(step.times);

  let often = distinct(step.frequencies);
  const upTo = often.find(({ upTo: most }) => most);
  if (often.length === 2 && upTo && fields.maxPerPeriod === null) {
    // "every 4 hours, up to 4 times a day"
    often = often.filter((one) => one !== upTo);
    fields.maxPerPeriod = { value: upTo.frequencyMax ?? upTo.frequency ?? 0, unit: 'dose', period: upTo.period === null ? null : number(upTo.period), periodUnit: upTo.periodUnit };
  } else if (upTo) flags.add('FREQUENCY_UP_TO');
  const onceADay = (one: Often): boolean => one.frequency === 1 && one.period === '1' && one.periodUnit === 'd' && one.frequencyMax === null;
  // "daily ... 3 times a week": the one that says less gives way
  if (often.length > 1 && often.some(onceADay) && (days > 0 || often.every((one) => onceADay(one) || one.periodUnit === 'h' || one.periodUnit === 'd') === false)) {
    if (days === 0) flags.add('TIMES_DISAGREE');
    if (days === 0 || often.some((one) => one.periodUnit === 'wk')) often = often.filter((one) => !onceADay(one));
  }
  // "20 mg a day in two divided doses"
  if (often.length > 1 && flags.has('DIVIDED_DOSES')) often = often.filter((one) => !onceADay(one));
  if (often.length > 1) {
    flags.add('CONFLICTING_FREQUENCY');
    return;
  }
  const [only] = often;
  if (only) {
    fields.frequency = only.frequency;
    fields.frequencyMax = only.frequencyMax;
    fields.period = only.period === null ? null : number(only.period);
    fields.periodMax = only.periodMax === null ? null : number(only.periodMax);
    fields.periodUnit = only.periodUnit;
    if (only.periodUnit === 'd' && only.period === '1' && daily > 1 && !open) {
      const said = step.frequencies.map(({ piece, text }) => text.slice(piece.from, piece.to));
      // "once in the morning and once at bedtime"
      if (said.length === daily && said.every((one) => one === 'once')) fields.frequency = daily;
      else if (onceADay(only) && !step.frequencies.some(({ piece, text }) => /\b(?:once|one time)\b/.test(text.slice(piece.from, piece.to)))) fields.frequency = daily;
      else if (only.frequency !== daily) flags.add('TIMES_DISAGREE');
    } else if (only.periodUnit === 'd' && only.period === '1' && daily > 1 && open && only.frequency !== null && only.frequency < daily) flags.add('TIMES_DISAGREE');
    // "daily except Sunday", "daily Monday to Friday": so many times a week
    if (onceADay(only) && days > 0 && days < 7 && daily <= 1) Object.assign(fields, { frequency: days, period: 1, periodUnit: 'wk' });
    if (only.periodUnit === 'wk' && only.period === '1' && days > 0 && only.frequency !== null && only.frequency !== days) {
      if (only.frequency === 1) fields.frequency = days;
      else flags.add('TIMES_DISAGREE');
    }
    if (only.periodUnit === 'd' && only.frequency !== null && only.period === '1' && only.frequency > 8) flags.add('FREQUENCY_UNUSUAL');
    return;
  }
  if (step.repeat?.piece.period && !(daily > 0 && !open) && days === 0) {
    Object.assign(fields, { frequency: 1, period: number(step.repeat.piece.period), periodMax: step.repeat.piece.periodMax === null ? null : number(step.repeat.piece.periodMax), periodUnit: step.repeat.piece.periodUnit });
    return;
  }
  if (days > 0 && daily <= 1 && !open) Object.assign(fields, { frequency: days, period: 1, periodUnit: 'wk' });
  else if (daily > 0 && !open) Object.assign(fields, { frequency: daily, period: 1, periodUnit: 'd' });
  else if (step.count?.piece.value === '1') fields.frequency = 1;
};

/** Times that lie in one part of the day are one event: "every morning before breakfast". */
const partOf = (timing: Timing): string => {
  if (timing.includes(':')) {
    const hour = Number(timing.slice(0, 2));
    return hour < 4 || hour >= 21 ? 'night' : hour < 11 ? 'morning' : hour < 16 ? 'noon' : 'evening';
  }
  if (/^(?:MORN|WAKE|[A-Z]+M$)/.test(timing)) return 'morning';
  if (/^(?:NOON|AFT|[A-Z]+D$)/.test(timing)) return 'noon';
  return /^(?:EVE|[A-Z]+V$)/.test(timing) ? 'evening' : 'night';
};
const eventsADay = (timing: readonly Timing[], times: RawStep['times']): number => {
  const events = timing.filter((time) => !isDay(time) && !isOpenMeal(time));
  const clocks = new Map<string, number>();
  for (const time of events) if (time.includes(':')) clocks.set(partOf(time), (clocks.get(partOf(time)) ?? 0) + 1);
  const parts = new Set(events.map(partOf));
  // "Every evening two hours before bed" is one event, "in the evening and at bedtime" are two.
  if (parts.has('evening') && parts.has('night') && !joined(times.filter(({ piece }) => partOf(piece.time) === 'evening'), times.filter(({ piece }) => partOf(piece.time) === 'night'))) parts.delete('evening');
  return [...parts].reduce((sum, part) => sum + Math.max(1, clocks.get(part) ?? 1), 0);
};

/** "Before meals and at bedtime" adds meals that nobody counted; "in the evening with food" does not. */
const addsMeals = (times: RawStep['times']): boolean => {
  const meals = times.filter(({ piece }) => isOpenMeal(piece.time));
  const others = times.filter(({ piece }) => !isOpenMeal(piece.time) && !isDay(piece.time));
  if (meals.length === 0) return false;
  if (others.length === 0) return true;
  const several = meals.filter(({ piece, text }) => severalMeals(text.slice(piece.from, piece.to)));
  return several.length > 0 && joined(several, others);
};

/** Whether an "and" or a comma stands between two of them, or they were said in one breath. */
const joined = (some: RawStep['times'], others: RawStep['times']): boolean =>
  some.some((one) => others.some((other) => {
    const [first, last] = one.piece.from <= other.piece.from ? [one, other] : [other, one];
    return first.text !== last.text || first.piece.from === last.piece.from || /\b(?:and|plus|or|before|with|take)\b|[,&+/]|#\d+(?:\.\d+)? ?(?!m|h)/.test(first.text.slice(first.piece.to, last.piece.from));
  }));

export const inOrderOfTheDay = (timing: readonly Timing[]): Timing[] =>
  [...timing].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
const rank = (timing: Timing): number => {
  const day = (daysOfWeek as readonly string[]).indexOf(timing);
  return day >= 0 ? day : timing.includes(':') ? 8 : 9 + inOrder.indexOf(timing);
};

/** Frequencies that say the same, such as "bid" and "every 12 hours", are one. */
const distinct = (frequencies: readonly Placed<Often>[]): Often[] => {
  const kept: Often[] = [];
  for (const { piece } of frequencies) {
    const twin = kept.find((other) => sameOften(other, piece) || (rate(other) !== null && Math.abs((rate(other) ?? 0) - (rate(piece) ?? 0)) < 1e-9));
    if (!twin) kept.push(piece);
  }
  return kept;
};

const settleDuration = (step: RawStep, fields: SigFields, flags: Set<Flag>): void => {
  const unique = new Map([...step.durations].reverse().map(({ piece }) => [`${number(piece.value) * hoursOf[piece.unit]} ${piece.max ?? ''}`, piece]));
  if (unique.size > 1) {
    flags.add('CONFLICTING_DURATION');
    return;
  }
  const [only] = unique.values();
  if (!only) return;
  fields.duration = { value: number(only.value), max: only.max === null ? null : number(only.max), unit: only.unit };
  if (only.upTo) flags.add('DURATION_UP_TO');
};

const weaker: Readonly<Partial<Record<Route, readonly Route[]>>> = {
  inhalation: ['oral'], sublingual: ['oral'], buccal: ['oral'], oropharyngeal: ['oral', 'topical'], dental: ['oral', 'topical', 'oropharyngeal'], ophthalmic: ['topical'], otic: ['topical'], nasal: ['topical', 'inhalation', 'oral'],
  transdermal: ['topical'], rectal: ['topical'], vaginal: ['topical'], subcutaneous: ['topical'], intramuscular: ['topical'], gastrostomy: ['enteral'], nasogastric: ['enteral'], intradermal: ['topical'],
};

const inhaled = new Set(['puff', 'inhalation', 'treatment']);

/** One route: the narrower of two that go together ("inhale by mouth"), none of two that do not. */
export const settleRoute = (said: readonly Route[], flags: Set<Flag>, unit: string | null): Route | null => {
  // A puff goes into the lungs unless a nostril is named.
  let routes = [...new Set(unit !== null && inhaled.has(unit) && said.every((route) => route === 'oral' || route === 'inhalation') ? [...said, 'inhalation' as const] : said)];
  routes = routes.filter((route) => !routes.some((other) => other !== route && (weaker[other] ?? []).includes(route)));
  if (unit === 'patch' && routes.length === 1 && routes[0] === 'topical') return 'transdermal';
  if (routes.length > 1) {
    flags.add('CONFLICTING_ROUTE');
    return null;
  }
  return routes[0] ?? (unit === 'patch' ? 'transdermal' : null);
};
