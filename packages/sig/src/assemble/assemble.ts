import type { PieceOf, SigPiece } from '../grammar/piece.ts';
import type { Flag } from '../flags.ts';
import { emptyFields, type ParsedSig, type SigFields, type SigStep } from '../sig.ts';
import { severalMeals } from '../grammar/meals.ts';
import { doseUnit } from '../vocabulary/dose-units.ts';
import { isOpenMeal, type Timing } from '../vocabulary/event-timing.ts';
import { hoursOf } from '../vocabulary/periods.ts';
import type { Route } from '../vocabulary/routes.ts';
import { between, isField, type Placed } from './placed.ts';
import { inOrderOfTheDay, settleRoute, settleStep } from './settle.ts';
import { swallowed, unheld } from './unheld.ts';
import { cutSteps, sameAmount, type RawStep } from './steps.ts';

export type Assembled = {
  parsed: ParsedSig;
  flags: Set<Flag>;
  /** Strengths that stood beside the dose. */
  strengths: Placed<PieceOf<'strength'> | PieceOf<'dose'>>[];
  steps: readonly RawStep[];
  /** What was read and no field and no flag holds. */
  unheld: readonly SigPiece[];
};

type Settled = { raw: RawStep; fields: SigFields };

/**
 * Pieces of directions, in the order they were said, as one dosage. `reason` gives the words of a stretch back.
 * Nothing is filled in: what contradicts itself is null and flagged.
 */
export const assemble = (pieces: readonly Placed[], reason: (at: Placed, from: number, to: number) => string, surface: Route | null = null): Assembled => {
  const flags = new Set<Flag>();
  for (const { piece } of pieces) if (piece.field === 'remark') flags.add(piece.flag === 'RATE_NOT_STRUCTURED' ? 'WEIGHT_BASED' : piece.flag);
  const raw = cutSteps(pieces);
  const settled = mergeSteps(raw.map((step) => ({ raw: step, fields: settleStep(step, flags) })), flags);
  sites(pieces, flags);
  spread(settled, pieces, reason, surface, flags);
  elide(settled);
  divided(settled, flags);
  checkAmounts(settled, flags);
  const first = settled[0]?.fields ?? { ...emptyFields(), route: surface };
  const sequence = settled.length > 1 ? numbered(settled) : [];
  const parsed: ParsedSig = { ...(sequence.length > 0 ? shared(sequence) : first), sequence };
  if (countsDaysTwice(settled)) flags.add('CONFLICTING_DURATION');
  const strengths = raw.flatMap((step) => [...step.strengths, ...step.equals.filter(({ piece }) => piece.field === 'strength' || piece.unit !== step.dose?.unit)]).filter((at, index, all) => all.indexOf(at) === index);
  if (strengths.some(({ piece }) => piece.field === 'strength')) flags.add('STRENGTH_IN_SIG');
  if (raw.some((step) => step.equals.some(({ piece }) => piece.unit !== null && piece.unit !== step.dose?.unit))) flags.add('DOSE_IN_TWO_UNITS');
  if (pieces.some(isField('quantity')) || pieces.some(isField('refills'))) flags.add('QUANTITY_IN_SIG');
  if (pieces.some(isField('indication'))) flags.add('INDICATION_SAID');
  return { parsed, flags, strengths, steps: raw, unheld: lostOf(pieces, { parsed, flags, steps: raw }) };
};

/** What was read of the pieces and neither field nor flag of the outcome holds. */
export const lostOf = (pieces: readonly Placed[], { parsed, flags, steps }: Pick<Assembled, 'parsed' | 'flags' | 'steps'>): SigPiece[] => [...unheld(pieces, steps, parsed, flags), ...swallowed(pieces)];

const strengthKey = ({ raw }: Settled): string => raw.strengths.map(({ piece }) => piece.strength).join();
/** A strength that only one of them names is the product's: "prednisone 10 mg tablets: 6 tablets daily, 5 tablets daily". */
const sameStrengths = (a: Settled, b: Settled): boolean => strengthKey(a) === '' || strengthKey(b) === '' || strengthKey(a) === strengthKey(b);
const hasTime = ({ fields }: Settled): boolean => fields.frequency !== null || fields.timing !== null;
const dayKey = (fields: SigFields): string => JSON.stringify([fields.timing, fields.frequency, fields.period, fields.periodUnit]);

/** Steps that go on at once with one dose are one: "1 tablet in the morning and 1 at bedtime". Others need a time of their own. */
const mergeSteps = (steps: Settled[], flags: Set<Flag>): Settled[] => {
  const kept: Settled[] = [];
  for (const step of steps) {
    const before = kept.at(-1);
    if (before && step.raw.how === 'THEN' && withinOneDay(before, step)) step.raw.how = 'AND';
    if (!before || step.raw.how !== 'AND') {
      kept.push(step);
      continue;
    }
    // "25 mg bid for a week, 25 mg in the morning": the first has ended, where no "and" says otherwise
    if (before.fields.duration !== null && step.raw.dose !== null && hasTime(step) && !step.raw.onTop && sameStrengths(before, step) && !joinedByAnd(step)) {
      step.raw.how = 'THEN';
      kept.push(step);
      continue;
    }
    const otherSide = step.raw.sites.length > 0 && before.raw.sites.length > 0 && !step.raw.sites.some((site) => before.raw.sites.includes(site)) && hasTime(step) && hasTime(before) && dayKey(step.fields) !== dayKey(before.fields);
    const bothLast = before.fields.duration !== null && step.fields.duration !== null;
    // "1 tablet daily, and 1 more as needed"
    const onTop = step.raw.onTop || (isAdditional(step) && (hasTime(step) || step.fields.prn)) || (step.fields.prn && !before.fields.prn && !hasTime(step) && hasTime(before));
    if (before.raw.dose && step.raw.dose && sameAmount(before.raw.dose, step.raw.dose) && sameStrengths(before, step) && !bothLast && !onTop && !otherSide) {
      Object.assign(before, together(before, step, flags));
      continue;
    }
    const sameStrength = sameStrengths(before, step);
    if ((bothLast && sameStrength) || before.raw.count !== null) step.raw.how = 'THEN';
    else if (sameStrength && !otherSide && !haveTheirTimes(before, step)) {
      // "2 tablets 3 tablets daily": which?
      const merged = together(before, step, flags);
      flags.add('CONFLICTING_DOSE');
      Object.assign(before, { ...merged, fields: { ...merged.fields, dose: null } });
      continue;
    }
    kept.push(step);
  }
  return kept;
};

const joinedByAnd = ({ raw: { doseAt } }: Settled): boolean => doseAt === null || /(?:\band|\bplus|[&+])(?: (?:then|also|take|use|inject|inhale|give|apply))* ?$/.test(doseAt.text.slice(0, doseAt.piece.from));

/** "In the morning, then at bedtime": the first goes on, it is only earlier in the day. */
const withinOneDay = (before: Settled, step: Settled): boolean => {
  const [a, b] = [before.fields.timing, step.fields.timing];
  if (before.raw.durations.length > 0 || before.raw.count !== null || before.raw.repeat !== null) return false;
  const daily = ({ fields }: Settled): boolean => fields.period === 1 && fields.periodUnit === 'd';
  const weekly = ({ fields }: Settled): boolean => fields.period === 1 && fields.periodUnit === 'wk';
  // "50 mcg five times a week and then 100 mcg twice a week"
  if (weekly(before) && weekly(step) && (before.fields.frequency ?? 7) + (step.fields.frequency ?? 7) <= 7) return true;
  return a !== null && b !== null && daily(before) && daily(step) && !a.some((time) => b.includes(time));
};

/** "May take an additional 1/2 tablet": on top of what is taken anyway. */
const isAdditional = ({ raw: { doseAt } }: Settled): boolean => doseAt !== null && (/\b(?:additional|extra|another) ?$/.test(doseAt.text.slice(0, doseAt.piece.from)) || /\b(?:additional|extra|another)\b/.test(doseAt.text.slice(doseAt.piece.from, doseAt.piece.to)));

const alternating = (before: Settled, step: Settled): boolean => {
  const [a, b] = [before.raw.doseAt, step.raw.doseAt];
  return a !== null && b !== null && /\balternat(?:e|ing|es)\b/.test(between(a, b) ?? '');
};

/** Two doses can go on at once where each has a time of its own: "2 tablets 3 tablets daily" has one, and nobody knows whose. */
const haveTheirTimes = (before: Settled, step: Settled): boolean => {
  const said = ({ raw }: Settled): string => [...raw.times, ...raw.frequencies, ...(raw.prn ? [raw.prn] : [])].map(({ piece, text }) => text.slice(piece.from, piece.to)).join(' ');
  if (isAdditional(step)) return true;
  if (alternating(before, step)) {
    // "1 tablet daily alternating with 2": each every other day
    for (const { fields } of [before, step]) if (fields.frequency === null || (fields.frequency === 1 && fields.period === 1 && fields.periodUnit === 'd')) Object.assign(fields, { frequency: 1, period: 2, periodUnit: 'd' });
    return true;
  }
  // "2-4 mg for moderate pain, 4-6 mg for severe pain"
  const reasons = [before, step].map(({ raw: { prn } }) => (prn?.piece.reason ? prn.text.slice(prn.piece.reason.from, prn.piece.reason.to) : null));
  if (reasons[0] !== null && reasons[1] !== null && reasons[0] !== reasons[1]) return true;
  const [a, b] = [said(before), said(step)];
  if (a === '' || b === '') return false;
  if (before.fields.periodUnit === 'wk' && step.fields.periodUnit === 'wk' && (before.fields.frequency ?? 7) + (step.fields.frequency ?? 7) <= 7) return true;
  if (dayKey(before.fields) !== dayKey(step.fields)) return before.fields.timing !== null || step.fields.timing !== null || before.fields.prn !== step.fields.prn;
  // "2 tablets with meals and 1 with snacks"
  return /\bsnacks?\b/.test(a) !== /\bsnacks?\b/.test(b) || /\bodd\b/.test(a + b) && /\beven\b/.test(a + b);
};

const together = (a: Settled, b: Settled, flags: Set<Flag>): Settled => {
  const raw: RawStep = {
    ...a.raw,
    dose: a.raw.dose && b.raw.dose && a.raw.dose.unit === null ? { ...a.raw.dose, unit: b.raw.dose.unit } : a.raw.dose,
    equals: [...a.raw.equals, ...b.raw.equals], strengths: [...a.raw.strengths, ...b.raw.strengths],
    frequencies: [...a.raw.frequencies, ...b.raw.frequencies], times: [...a.raw.times, ...b.raw.times], durations: [...a.raw.durations, ...b.raw.durations],
    prn: a.raw.prn ?? b.raw.prn, count: a.raw.count ?? b.raw.count, repeat: a.raw.repeat ?? b.raw.repeat, limits: [...a.raw.limits, ...b.raw.limits], routes: [...a.raw.routes, ...b.raw.routes],
  };
  return { raw, fields: settleStep(raw, flags) };
};

/** What was said once holds for all steps: the route, and with steps at the same time the reason, duration and limit. */
const spread = (settled: readonly Settled[], pieces: readonly Placed[], reason: (at: Placed, from: number, to: number) => string, surface: Route | null, flags: Set<Flag>): void => {
  const routes = pieces.filter(isField('route')).map(({ piece }) => piece.route);
  for (const { raw, fields } of settled) {
    const own = raw.routes.map(({ piece }) => piece.route);
    if (eitherRoute(raw.routes)) flags.add('CONFLICTING_ROUTE');
    const single = settled.length === 1 || own.length === 0;
    fields.route = settleRoute(single ? routes : own, flags, fields.dose?.unit ?? null) ?? (routes.length === 0 && fields.dose?.unit !== 'patch' ? surface : null);
    if (eitherRoute(raw.routes)) fields.route = null;
    const { prn } = raw;
    if (prn?.piece.reason) fields.prnReason = reason(prn, prn.piece.reason.from, prn.piece.reason.to);
  }
  for (const group of atOnce(settled)) {
    const last = group.at(-1);
    if (!last || group.length === 1) continue;
    // "one 25 mg tablet and one 50 mg tablet daily": both daily
    for (const one of group) if (strengthKey(one) !== strengthKey(last) && !hasTime(one) && !one.fields.prn) copyTimes(last.fields, one.fields);
    const meals = mealsOfAll(last);
    const neededAll = last.fields.prn && group.every((one) => one === last || joinedLikeTimes(one, last));
    for (const { fields } of group) {
      if (meals.length > 0 && fields.timing !== null && !fields.timing.some(isOpenMeal)) fields.timing = inOrderOfTheDay([...fields.timing, ...meals]);
      if (neededAll) Object.assign(fields, { prn: true, prnReason: fields.prnReason ?? last.fields.prnReason });
      fields.duration ??= last.fields.duration;
      fields.maxPerPeriod ??= last.fields.maxPerPeriod;
    }
  }
  limitOfAll(settled);
};

/** "500 mg in the morning and 1000 mg in the evening with meals": with both. "1 at bedtime and 2 with meals": with the last. */
const mealsOfAll = ({ raw: { times } }: Settled): Timing[] => {
  const own = times.filter(({ piece }) => !isOpenMeal(piece.time));
  return own.length === 0 ? [] : times.filter(({ piece, text }) => isOpenMeal(piece.time) && own.every((one) => one.piece.from < piece.from) && severalMeals(text.slice(piece.from, piece.to))).map(({ piece }) => piece.time);
};

/** "1 in the morning and 2 at bedtime as needed": both. "2 puffs twice a day plus 1 every 4 hours as needed": the last only. */
const joinedLikeTimes = (one: Settled, last: Settled): boolean => !last.raw.onTop && one.fields.timing !== null && last.fields.timing !== null && joinedByAnd(last) && !isAdditional(last);

/** The most that may be taken, in a sentence of its own behind all steps, holds for each of them. */
const limitOfAll = (settled: readonly Settled[]): void => {
  const last = settled.at(-1);
  const at = last?.raw.limits.at(-1);
  if (!last || !at || settled.length === 1 || !/(?:[.;(]|\bfor all|\btotal) ?$/.test(at.text.slice(0, at.piece.from))) return;
  for (const { fields } of settled) fields.maxPerPeriod ??= last.fields.maxPerPeriod;
};

/** "po/sl", "PO or PR": nobody chose. */
const eitherRoute = (routes: RawStep['routes']): boolean =>
  routes.some((one, at) => {
    const next = routes[at + 1];
    return next !== undefined && next.piece.route !== one.piece.route && /^ ?(?:\/|or|and\/or) ?$/.test(between(one, next) ?? '');
  });

/** "Days 1-5 40 mg, days 6-11 20 mg, twice a day for the first 5 days": the count begins anew, and nobody knows of what. */
const countsDaysTwice = (settled: readonly Settled[]): boolean =>
  settled.some(({ raw }, at) => raw.how === 'THEN' && raw.durations.some(({ piece }) => piece.days === 'first') && settled.slice(0, at).some((before) => before.raw.durations.some(({ piece }) => piece.days !== null)));

/** Steps that go on at the same time, together. */
const atOnce = (settled: readonly Settled[]): Settled[][] => {
  const groups: Settled[][] = [];
  for (const step of settled) {
    if (groups.length === 0 || step.raw.how === 'THEN') groups.push([step]);
    else groups.at(-1)?.push(step);
  }
  return groups;
};

const copyTimes = (from: SigFields, to: SigFields): void => {
  for (const key of ['frequency', 'frequencyMax', 'period', 'periodMax', 'periodUnit', 'timing'] as const) Object.assign(to, { [key]: from[key] });
};

/** "40 mg daily for 5 days, then 20 mg for 5 days": how often goes on. Backwards only once a day does, which cannot double a dose. */
const elide = (settled: readonly Settled[]): void => {
  const open = ({ raw, fields }: Settled): boolean => fields.frequency === null && fields.timing === null && raw.count === null && raw.repeat === null && !fields.prn && raw.frequencies.length === 0;
  settled.forEach((step, at) => {
    const before = settled[at - 1];
    if (before && step.raw.how === 'THEN' && before.fields.duration && step.fields.duration && before.raw.count === null && open(step) && !open(before)) copyTimes(before.fields, step.fields);
  });
  const last = settled.at(-1);
  const onceADay = last && last.fields.frequency === 1 && last.fields.period === 1 && last.fields.periodUnit === 'd' && last.raw.how === 'THEN';
  if (onceADay && settled.slice(0, -1).every((step) => open(step) && step.fields.duration !== null && step.raw.durations.every(({ piece }) => piece.days === null))) for (const step of settled.slice(0, -1)) copyTimes(last.fields, step.fields);
};

const sites = (pieces: readonly Placed[], flags: Set<Flag>): void => {
  const said = new Set(pieces.filter(isField('site')).map(({ piece }) => piece.site));
  if (said.has('LEFT') !== said.has('RIGHT')) flags.add('SITE_NOT_STRUCTURED');
  if (said.has('EACH') || (said.has('LEFT') && said.has('RIGHT'))) flags.add('EACH_SITE');
};

/** "20 mg a day in two divided doses": 20 mg is no single dose. */
const divided = (settled: readonly Settled[], flags: Set<Flag>): void => {
  for (const { fields } of settled) {
    const { dose } = fields;
    if (!dose) continue;
    if (doseUnit(dose.unit ?? '')?.kind === 'rate') flags.add('WEIGHT_BASED');
    if (flags.has('DIVIDED_DOSES') && dose.unit !== 'mg/kg/day') {
      // "240 mg daily in divided doses": daily is the amount's, nobody said how many doses
      if (fields.frequency === 1 && fields.period === 1 && fields.periodUnit === 'd' && fields.timing === null) Object.assign(fields, { frequency: null, period: null, periodUnit: null });
      fields.maxPerPeriod ??= { value: dose.max, unit: dose.unit, period: 1, periodUnit: 'd' };
      fields.dose = null;
    }
  }
};

const numbered = (settled: readonly Settled[]): SigStep[] => {
  let step = 1;
  return settled.map(({ raw, fields }, at) => {
    if (at > 0 && raw.how === 'THEN') step += 1;
    return { step, ...fields };
  });
};

/** On top stands what holds for all steps; how often never does where several doses go on at once. */
export const shared = (sequence: readonly SigStep[]): SigFields => {
  const [first, ...others] = sequence;
  const { step: _step, ...fields } = first ?? { step: 1, ...emptyFields() };
  const atOnce = others.some(({ step }, at) => step === sequence[at]?.step);
  const differs = (key: keyof SigFields): boolean => others.some((other) => JSON.stringify(other[key]) !== JSON.stringify(fields[key]));
  const often = (['frequency', 'frequencyMax', 'period', 'periodMax', 'periodUnit'] as const).some(differs) || atOnce;
  if (differs('dose')) fields.dose = null;
  if (differs('route')) fields.route = null;
  if (often) Object.assign(fields, { frequency: null, frequencyMax: null, period: null, periodMax: null, periodUnit: null });
  if (differs('timing') || atOnce) fields.timing = null;
  // The length of a step is not the length of the whole; of steps at the same time it is.
  if (differs('duration') || !atOnce) fields.duration = null;
  if (differs('maxPerPeriod')) fields.maxPerPeriod = null;
  if (differs('prn')) Object.assign(fields, { prn: false, prnReason: null });
  else if (differs('prnReason')) fields.prnReason = null;
  return fields;
};

const solid = new Set(['tablet', 'capsule', 'pill', 'patch', 'lozenge', 'suppository', 'film', 'gum', 'gummy']);
/** mL that one injection holds at most: 3 under the skin (an on-body injector 10), 5 into a muscle. */
const mostInjected: Readonly<Record<string, number>> = { subcutaneous: 10, intramuscular: 5, intradermal: 1 };

const checkAmounts = (settled: readonly Settled[], flags: Set<Flag>): void => {
  for (const { raw, fields } of settled) {
    // "1 tablet (10 mL)": one of them is wrong
    if (fields.dose && solid.has(fields.dose.unit ?? '') && raw.equals.some(({ piece }) => doseUnit(piece.unit ?? '')?.kind === 'volume')) {
      flags.add('CONFLICTING_DOSE');
      fields.dose = null;
    }
    const { dose, maxPerPeriod: most } = fields;
    if (dose?.unit === 'mL' && dose.max > (mostInjected[fields.route ?? ''] ?? Infinity)) flags.add('DOSE_UNUSUAL');
    const unit = doseUnit(dose?.unit ?? '');
    if (dose && (dose.max <= 0 || dose.max > (unit?.unusual ?? Infinity))) flags.add('DOSE_UNUSUAL');
    if (!dose || !most || most.unit === null || most.unit !== dose.unit || !most.period || !most.periodUnit) continue;
    // As needed, or again if it did not help: the limit is what bounds it.
    if (fields.prn || flags.has('MAY_REPEAT') || fields.frequency === null || fields.period === null || fields.periodUnit === null) continue;
    const a = (dose.min * fields.frequency) / ((fields.periodMax ?? fields.period) * hoursOf[fields.periodUnit]);
    if (a > (most.value / (most.period * hoursOf[most.periodUnit])) * 1.0001) flags.add('DAILY_TOTAL_ABOVE_MAXIMUM');
  }
};
