import { doseUnitTable } from './vocabulary/dose-units.ts';
import { eventTimings } from './vocabulary/event-timing.ts';
import type { PeriodUnit } from './vocabulary/periods.ts';

/** A dosage as drafts and prescriptions hold it: decimals as strings, FHIR's units of time in small letters or in capitals. */
export type TextDosage = {
  doseMin: string | null;
  doseMax: string | null;
  doseUnit: string | null;
  route: string | null;
  frequency: number | null;
  period: string | null;
  periodUnit: PeriodUnit | Uppercase<PeriodUnit> | null;
  prn: boolean;
  prnReason: string | null;
  durationValue: string | null;
  durationUnit: PeriodUnit | Uppercase<PeriodUnit> | null;
  maxPerPeriod: string | null;
  timing?: readonly string[];
};
export type TextDirections = TextDosage & { steps?: readonly (TextDosage & { step: number })[] };

const unitNames: Record<PeriodUnit, [one: string, many: string]> = {
  s: ['second', 'seconds'], min: ['minute', 'minutes'], h: ['hour', 'hours'], d: ['day', 'days'], wk: ['week', 'weeks'], mo: ['month', 'months'],
};
const namesOf = (unit: PeriodUnit | Uppercase<PeriodUnit>): [one: string, many: string] => unitNames[unit.toLowerCase() as PeriodUnit];
const routeNames: Record<string, string> = {
  oral: 'by mouth', sublingual: 'under the tongue', ophthalmic: 'into the eye', otic: 'into the ear', nasal: 'into the nose', inhalation: 'by inhalation',
  subcutaneous: 'under the skin', intramuscular: 'into the muscle', intravenous: 'into the vein', topical: 'on the skin', transdermal: 'on the skin', rectal: 'rectally', vaginal: 'vaginally', buccal: 'in the cheek',
  oropharyngeal: 'in the mouth, not swallowed', dental: 'on the teeth or gums', enteral: 'by feeding tube', nasogastric: 'by nasogastric tube', gastrostomy: 'by gastrostomy tube', intradermal: 'into the skin', intraarticular: 'into the joint',
  intravitreal: 'into the vitreous', epidural: 'into the epidural space', intrathecal: 'into the spinal fluid', urethral: 'into the urethra', intrauterine: 'into the womb',
};
/** Counted words, which have a plural; units of measure have none. */
const pieces = doseUnitTable.filter(({ code, kind }) => kind === 'piece' || kind === 'portion' || ['unit', 'teaspoon', 'tablespoon', 'ounce', 'cup'].includes(code)).filter(({ code }) => code !== 'cm').map(({ code }) => code);

/**
 * Directions in words, out of the structured fields alone: what is not there is not written, and no abbreviation of the
 * do-not-use list can come out.
 */
export const directionsText = (sig: TextDirections): string => {
  const steps = sig.steps ?? [];
  if (steps.length === 0) return dosageText(sig);
  const numbers = [...new Set(steps.map(({ step }) => step))].sort((a, b) => a - b);
  return numbers.map((number) => steps.filter(({ step }) => step === number).map(dosageText).join(' and ')).join('; then ');
};

const dosageText = (sig: TextDosage): string =>
  [doseText(sig), sig.route === null ? null : (routeNames[sig.route] ?? sig.route), oftenText(sig), timingText(sig), prnText(sig), durationText(sig), sig.maxPerPeriod === null ? null : `(${sig.maxPerPeriod})`]
    .filter((part) => part !== null)
    .join(' ');

const doseText = ({ doseMin, doseMax, doseUnit }: TextDosage): string | null => {
  if (doseMin === null) return null;
  const amount = doseMax === null || doseMax === doseMin ? doseMin : `${doseMin} to ${doseMax}`;
  if (doseUnit === null) return amount;
  return `${amount} ${pieces.includes(doseUnit) && amount !== '1' && amount !== '0.5' ? plural(doseUnit) : doseUnit}`;
};

const plural = (unit: string): string => (/(?:ch)$/.test(unit) ? `${unit}es` : /[^aeiou]y$/.test(unit) ? `${unit.slice(0, -1)}ies` : `${unit}s`);

const oftenText = ({ frequency, period, periodUnit }: TextDosage): string | null => {
  if (frequency === null || period === null || periodUnit === null) return null;
  const [one, many] = namesOf(periodUnit);
  const each = period === '1' ? one : `${period} ${many}`;
  if (frequency === 1) return period === '1' && one === 'day' ? 'once daily' : `every ${each}`;
  return `${frequency} times ${period === '1' ? `a ${one}` : `every ${each}`}`;
};

const dayNames: Readonly<Record<string, string>> = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' };
/** Of two ways to say one, that which a label has. */
const timingNames: Readonly<Record<string, string>> = { ...eventTimings, HS: 'at bedtime', C: 'with food' };

const timingText = ({ timing = [] }: TextDosage): string | null => {
  if (timing.length === 0) return null;
  const days = timing.flatMap((code) => dayNames[code] ?? []);
  const times = timing.filter((code) => !dayNames[code]).map((code) => timingNames[code] ?? `at ${code}`);
  return [days.length === 0 ? null : `on ${list(days)}`, times.length === 0 ? null : list(times)].filter((part) => part !== null).join(' ');
};
const list = (parts: readonly string[]): string => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`);

const prnText = ({ prn, prnReason }: TextDosage): string | null => (prn ? `as needed${prnReason === null ? '' : ` for ${prnReason}`}` : null);

const durationText = ({ durationValue, durationUnit }: TextDosage): string | null => {
  if (durationValue === null || durationUnit === null) return null;
  const [one, many] = namesOf(durationUnit);
  return `for ${durationValue} ${durationValue === '1' ? one : many}`;
};
