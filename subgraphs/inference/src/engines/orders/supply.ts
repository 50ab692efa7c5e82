import { doseUnit, isPiece, type ParsedSig, type PeriodUnit, type SigFields } from '@dra/sig';

/** How many days what is dispensed lasts, and how much a course takes; null where a field for it is missing or not fixed. */
export type Supply = { daysSupply: number | null; quantityNeeded: number | null; mismatch: boolean };

const days: Readonly<Record<PeriodUnit, number>> = { s: 1 / 86_400, min: 1 / 1440, h: 1 / 24, d: 1, wk: 7, mo: 30 };

/**
 * Quantity and days' supply follow from the directions: dose x times a day x days. Checked against what was said: another
 * number than the course takes is a mismatch; for "as needed" and ranges only a quantity that is too small for the least, or
 * larger than the most, is one.
 */
export const checkSupply = (sig: ParsedSig, quantity: { value: string; unit: string | null } | null, eachSite: boolean): Supply => {
  const steps = sig.sequence.length > 0 ? sig.sequence : [sig];
  const said = quantity === null || /supply$/.test(quantity.unit ?? '') ? null : Number(quantity.value);
  const asked = quantity !== null && /supply$/.test(quantity.unit ?? '') ? Number(quantity.value) * (days[unitOfSupply(quantity.unit ?? '')] ?? 1) : null;
  const perDay = steps.length === 1 && steps[0] ? daily(steps[0], eachSite) : null;
  const unit = steps[0]?.dose?.unit ?? null;
  const countable = unit !== null && steps.every(({ dose }) => dose?.unit === unit) && (isPiece(unit) || doseUnit(unit)?.kind === 'volume');
  const sameUnit = quantity === null || quantity.unit === null || quantity.unit === unit;
  const course = courseOf(steps, sig.duration, eachSite);
  const quantityNeeded = countable && course ? roundUp(course.most) : countable && perDay && asked !== null ? roundUp(perDay.most * asked) : null;
  const daysSupply = asked ?? (said !== null && countable && sameUnit && perDay && perDay.most > 0 ? Math.floor(said / perDay.most + 1e-9) : null);
  const loose = steps.some(({ prn }) => prn);
  const mismatch =
    said !== null && countable && sameUnit && course !== null && (loose ? said > roundUp(course.most) : said < roundUp(course.least) || said > roundUp(course.most));
  return { daysSupply, quantityNeeded, mismatch };
};

const unitOfSupply = (unit: string): PeriodUnit => (unit.startsWith('week') ? 'wk' : unit.startsWith('month') ? 'mo' : 'd');
const roundUp = (value: number): number => Math.ceil(value - 1e-9);

const daily = ({ dose, frequency, frequencyMax, period, periodMax, periodUnit }: SigFields, eachSite: boolean): { least: number; most: number } | null => {
  if (dose === null || frequency === null || period === null || periodUnit === null) return null;
  const sites = eachSite ? 2 : 1;
  return { least: (sites * dose.min * frequency) / ((periodMax ?? period) * days[periodUnit]), most: (sites * dose.max * (frequencyMax ?? frequency)) / (period * days[periodUnit]) };
};

/** What the whole course takes, where every step says how long it is. */
const courseOf = (steps: readonly SigFields[], whole: SigFields['duration'], eachSite: boolean): { least: number; most: number } | null => {
  let least = 0;
  let most = 0;
  for (const step of steps) {
    const perDay = daily(step, eachSite);
    const length = step.duration ?? (steps.length === 1 ? whole : null);
    if (!perDay || !length) return null;
    least += perDay.least * length.value * days[length.unit];
    most += perDay.most * (length.max ?? length.value) * days[length.unit];
  }
  return { least, most };
};
