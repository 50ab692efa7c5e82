import { doseUnitTable } from '@dra/sig';
import type { PeriodUnit, Sig } from './model.ts';

const unitNames: Record<PeriodUnit, [one: string, many: string]> = {
  S: ['second', 'seconds'], MIN: ['minute', 'minutes'], H: ['hour', 'hours'], D: ['day', 'days'], WK: ['week', 'weeks'], MO: ['month', 'months'],
};
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
export const directionsText = (sig: Omit<Sig, 'text'>): string =>
  [doseText(sig), sig.route === null ? null : (routeNames[sig.route] ?? sig.route), oftenText(sig), prnText(sig), durationText(sig), sig.maxPerPeriod === null ? null : `(${sig.maxPerPeriod})`]
    .filter((part) => part !== null)
    .join(' ');

const doseText = ({ doseMin, doseMax, doseUnit }: Omit<Sig, 'text'>): string | null => {
  if (doseMin === null) return null;
  const amount = doseMax === null || doseMax === doseMin ? doseMin : `${doseMin} to ${doseMax}`;
  if (doseUnit === null) return amount;
  return `${amount} ${pieces.includes(doseUnit) && amount !== '1' && amount !== '0.5' ? plural(doseUnit) : doseUnit}`;
};

const plural = (unit: string): string => (/(?:ch)$/.test(unit) ? `${unit}es` : /[^aeiou]y$/.test(unit) ? `${unit.slice(0, -1)}ies` : `${unit}s`);

const oftenText = ({ frequency, period, periodUnit }: Omit<Sig, 'text'>): string | null => {
  if (frequency === null || period === null || periodUnit === null) return null;
  const [one, many] = unitNames[periodUnit];
  const each = period === '1' ? one : `${period} ${many}`;
  if (frequency === 1) return period === '1' && periodUnit === 'D' ? 'once daily' : `every ${each}`;
  return `${frequency} times ${period === '1' ? `a ${one}` : `every ${each}`}`;
};

const prnText = ({ prn, prnReason }: Omit<Sig, 'text'>): string | null => (prn ? `as needed${prnReason === null ? '' : ` for ${prnReason}`}` : null);

const durationText = ({ durationValue, durationUnit }: Omit<Sig, 'text'>): string | null => {
  if (durationValue === null || durationUnit === null) return null;
  const [one, many] = unitNames[durationUnit];
  return `for ${durationValue} ${durationValue === '1' ? one : many}`;
};
