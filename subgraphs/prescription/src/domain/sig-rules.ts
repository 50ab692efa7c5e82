import { doNotUse } from './do-not-use.ts';
import type { PeriodUnit, Quantity, Sig } from './model.ts';
import { invalid, type Fault } from './outcome.ts';
import { doseUnits, longest, routes } from './vocabulary.ts';

const longestText = 1_000;
const largestUnknownDose = 50_000;
const controlCharacters = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Faults of directions, each with its path. What is absent is no fault here: it is missing (fields.ts). */
export const faultsOfSig = (sig: Sig, strength: string | null = null): Fault[] => {
  const ofFields = faultsOfFields(sig);
  // The text may be written out of the fields: their faults come first, and once.
  return ofFields.length > 0 ? ofFields : [...faultsOfText(sig.text, 'sig', 'text'), ...faultsOfContradiction(sig, strength)].slice(0, 1);
};

const faultsOfFields = (sig: Sig): Fault[] => [
  ...faultsOfDose(sig),
  ...(sig.doseUnit !== null && doseUnits[sig.doseUnit] === undefined ? [invalid(`A dose unit is one of ${Object.keys(doseUnits).join(', ')}.`, 'sig', 'doseUnit')] : []),
  ...(sig.route !== null && !(routes as readonly string[]).includes(sig.route) ? [invalid(`A route is one of ${routes.join(', ')}.`, 'sig', 'route')] : []),
  ...(sig.frequency !== null && (sig.frequency < 1 || sig.frequency > 24) ? [invalid('Between 1 and 24 times.', 'sig', 'frequency')] : []),
  ...faultsOfSpan(sig.period, sig.periodUnit, 'period', 'periodUnit'),
  ...faultsOfSpan(sig.durationValue, sig.durationUnit, 'durationValue', 'durationUnit'),
  ...(sig.prnReason !== null && !sig.prn ? [invalid('A reason to take it as needed, but it is not taken as needed.', 'sig', 'prnReason')] : []),
  ...faultsOfText(sig.prnReason ?? '', 'sig', 'prnReason'),
  ...faultsOfText(sig.maxPerPeriod ?? '', 'sig', 'maxPerPeriod'),
];

const faultsOfDose = ({ doseMin, doseMax, doseUnit }: Sig): Fault[] => {
  const most = (doseUnit === null ? undefined : doseUnits[doseUnit]) ?? largestUnknownDose;
  const impossible = (value: string | null, field: string): Fault[] =>
    value === null || (Number(value) > 0 && Number(value) <= most) ? [] : [invalid(`A dose is more than 0 and at most ${most}${doseUnit === null ? '' : ` ${doseUnit}`}.`, 'sig', field)];
  if (doseMin === null && doseMax !== null) return [invalid('A largest dose needs a smallest one.', 'sig', 'doseMin')];
  const faults = [...impossible(doseMin, 'doseMin'), ...(doseMax === doseMin ? [] : impossible(doseMax, 'doseMax'))];
  if (faults.length === 0 && doseMin !== null && doseMax !== null && Number(doseMax) < Number(doseMin)) {
    return [invalid('The largest dose is smaller than the smallest.', 'sig', 'doseMax')];
  }
  return faults;
};

const faultsOfSpan = (value: string | null, unit: PeriodUnit | null, valueField: string, unitField: string): Fault[] => {
  if (value === null) return unit === null ? [] : [invalid('A unit without a number.', 'sig', valueField)];
  if (unit === null) return [invalid('A number without a unit.', 'sig', unitField)];
  const most = longest[unit];
  return Number(value) > 0 && Number(value) <= most ? [] : [invalid(`More than 0 and at most ${most}.`, 'sig', valueField)];
};

/** Free text of an order: bounded, no control characters, nothing of the do-not-use list. */
export const faultsOfText = (text: string, ...path: string[]): Fault[] => {
  if (text.length > longestText) return [invalid(`At most ${longestText} characters.`, ...path)];
  if (controlCharacters.test(text)) return [invalid('No control characters.', ...path)];
  const instead = doNotUse(text);
  return instead === null ? [] : [invalid(`${instead} (Joint Commission do-not-use list)`, ...path)];
};

const amounts = /(\d+(?:\.\d+)?)\s?(mg|mcg|g|mL|mEq|units?|tablets?|capsules?|puffs?|drops?)\b/gi;

/** Words that give another dose than the fields would be read by one and filled by the other. */
const faultsOfContradiction = (sig: Sig, strength: string | null): Fault[] => {
  if (sig.doseMin === null || sig.doseUnit === null) return [];
  const known = `${strength ?? ''} ${sig.maxPerPeriod ?? ''}`;
  for (const [said, number = '', unit = ''] of sig.text.matchAll(amounts)) {
    const sameUnit = unit.toLowerCase().replace(/s$/, '') === sig.doseUnit.toLowerCase();
    if (!sameUnit || [sig.doseMin, sig.doseMax].some((dose) => dose !== null && Number(dose) === Number(number))) continue;
    if (!known.includes(number)) return [invalid(`The text says ${said}, the dose says otherwise.`, 'sig', 'text')];
  }
  return [];
};

export const faultsOfQuantity = (quantity: Quantity | null): Fault[] => {
  if (quantity === null) return [];
  const value = Number(quantity.value);
  return [
    ...(value > 0 && value <= 100_000 ? [] : [invalid('A quantity is more than 0 and at most 100000.', 'quantity', 'value')]),
    ...faultsOfText(quantity.unit ?? '', 'quantity', 'unit'),
  ];
};

/** Schedule III to V allow five refills, other medicines a year's worth; 99 is what the standards can carry. */
export const faultsOfRefills = (refills: number | null): Fault[] =>
  refills !== null && (refills < 0 || refills > 99) ? [invalid('Between 0 and 99 refills.', 'refills')] : [];

/** `010.500` -> `10.5`: no trailing zeros, no leading ones, nothing rounded. */
export const plainDecimal = (value: string | null): string | null => {
  if (value === null) return null;
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)0*(\d+?)(?:\.(\d+?)0*)?$/.exec(value) ?? [];
  const digits = fraction.replace(/0+$/, '');
  return `${sign}${whole}${digits === '' ? '' : `.${digits}`}`;
};
