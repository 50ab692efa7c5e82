import { mostSteps } from '@dra/events';
import { doNotUse } from './do-not-use.ts';
import { aboveSteps } from './above-steps.ts';
import { dosagesOf, type Dosage, type PeriodUnit, type Quantity, type Sig, type SigStep } from './model.ts';
import { invalid, type Fault } from './outcome.ts';
import { doseUnits, isTiming, longest, routes } from './vocabulary.ts';

const longestText = 1_000;
/** Of a taper, with all its steps. */
const longestDirections = 4_000;
const largestUnknownDose = 50_000;
const controlCharacters = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Faults of directions, each with its path. What is absent is no fault here: it is missing (fields.ts). */
export const faultsOfSig = (sig: Sig, strength: string | null = null): Fault[] => {
  const ofFields = [...faultsOfFields(sig, ['sig']), ...faultsOfSteps(sig)];
  // The text may be written out of the fields: their faults come first, and once.
  return ofFields.length > 0 ? ofFields : [...faultsOfBoundedText(sig.text, dosagesOf(sig).length > 1 ? longestDirections : longestText, 'sig', 'text'), ...faultsOfContradiction(sig, strength)].slice(0, 1);
};

const faultsOfFields = (sig: Dosage, at: readonly string[]): Fault[] => [
  ...faultsOfDose(sig, at),
  ...(sig.doseUnit !== null && doseUnits[sig.doseUnit] === undefined ? [invalid(`A dose unit is one of ${Object.keys(doseUnits).join(', ')}.`, ...at, 'doseUnit')] : []),
  ...(sig.route !== null && !(routes as readonly string[]).includes(sig.route) ? [invalid(`A route is one of ${routes.join(', ')}.`, ...at, 'route')] : []),
  ...(sig.frequency !== null && (sig.frequency < 1 || sig.frequency > 24) ? [invalid('Between 1 and 24 times.', ...at, 'frequency')] : []),
  ...faultsOfSpan(sig.period, sig.periodUnit, at, 'period', 'periodUnit'),
  ...faultsOfSpan(sig.durationValue, sig.durationUnit, at, 'durationValue', 'durationUnit'),
  ...(sig.prnReason !== null && !sig.prn ? [invalid('A reason to take it as needed, but it is not taken as needed.', ...at, 'prnReason')] : []),
  ...faultsOfText(sig.prnReason ?? '', ...at, 'prnReason'),
  ...faultsOfText(sig.maxPerPeriod ?? '', ...at, 'maxPerPeriod'),
  ...((sig.timing ?? []).every(isTiming) ? [] : [invalid('A time is a code of FHIR EventTiming, a day (`mon`) or a clock time (`08:00`).', ...at, 'timing')]),
];

/** Each step is a dosage of its own, held to the same; their numbers count up from 1. */
const faultsOfSteps = (sig: Sig): Fault[] => {
  const { steps = [] } = sig;
  if (steps.length > mostSteps) return [invalid(`At most ${mostSteps} steps.`, 'sig', 'steps')];
  const wrong = steps.findIndex(({ step }, index) => (index === 0 ? step !== 1 : step < (steps[index - 1]?.step ?? 0) || step > (steps[index - 1]?.step ?? 0) + 1));
  if (wrong >= 0) return [invalid('Steps are numbered from 1; those that go on at once have the same number.', 'sig', 'steps', String(wrong), 'step')];
  return [...steps.flatMap((step, index) => faultsOfFields(step, ['sig', 'steps', String(index)])), ...faultsAboveSteps(sig, steps)];
};

/** A dose above the steps that is not theirs would be read by one and filled by the other. */
const faultsAboveSteps = (sig: Sig, steps: readonly SigStep[]): Fault[] => {
  if (steps.length === 0) return [];
  const above = aboveSteps(steps, sig);
  const text = (value: unknown) => JSON.stringify(value ?? []);
  const said = (value: unknown) => !['[]', 'false'].includes(text(value));
  return (Object.keys(above) as (keyof Dosage)[]).filter((field) => said(sig[field]) && text(sig[field]) !== text(above[field])).map((field) => invalid('The steps say otherwise.', 'sig', field));
};

const faultsOfDose = ({ doseMin, doseMax, doseUnit }: Dosage, at: readonly string[]): Fault[] => {
  const most = (doseUnit === null ? undefined : doseUnits[doseUnit]) ?? largestUnknownDose;
  const impossible = (value: string | null, field: string): Fault[] =>
    value === null || (Number(value) > 0 && Number(value) <= most) ? [] : [invalid(`A dose is more than 0 and at most ${most}${doseUnit === null ? '' : ` ${doseUnit}`}.`, ...at, field)];
  if (doseMin === null && doseMax !== null) return [invalid('A largest dose needs a smallest one.', ...at, 'doseMin')];
  const faults = [...impossible(doseMin, 'doseMin'), ...(doseMax === doseMin ? [] : impossible(doseMax, 'doseMax'))];
  if (faults.length === 0 && doseMin !== null && doseMax !== null && Number(doseMax) < Number(doseMin)) {
    return [invalid('The largest dose is smaller than the smallest.', ...at, 'doseMax')];
  }
  return faults;
};

const faultsOfSpan = (value: string | null, unit: PeriodUnit | null, at: readonly string[], valueField: string, unitField: string): Fault[] => {
  if (value === null) return unit === null ? [] : [invalid('A unit without a number.', ...at, valueField)];
  if (unit === null) return [invalid('A number without a unit.', ...at, unitField)];
  const most = longest[unit];
  return Number(value) > 0 && Number(value) <= most ? [] : [invalid(`More than 0 and at most ${most}.`, ...at, valueField)];
};

/** Free text of an order: bounded, no control characters, nothing of the do-not-use list. */
export const faultsOfText = (text: string, ...path: string[]): Fault[] => faultsOfBoundedText(text, longestText, ...path);

const faultsOfBoundedText = (text: string, most: number, ...path: string[]): Fault[] => {
  if (text.length > most) return [invalid(`At most ${most} characters.`, ...path)];
  if (controlCharacters.test(text)) return [invalid('No control characters.', ...path)];
  const instead = doNotUse(text);
  return instead === null ? [] : [invalid(`${instead} (Joint Commission do-not-use list)`, ...path)];
};

const amounts = /(\d+(?:\.\d+)?)\s?(mg|mcg|g|mL|mEq|units?|tablets?|capsules?|puffs?|drops?)\b/gi;

/** Words that give another dose than the fields would be read by one and filled by the other. */
const faultsOfContradiction = (sig: Sig, strength: string | null): Fault[] => {
  const dosages = dosagesOf(sig);
  if (dosages.some(({ doseMin, doseUnit }) => doseMin === null || doseUnit === null)) return [];
  const known = `${strength ?? ''} ${dosages.map(({ maxPerPeriod }) => maxPerPeriod ?? '').join(' ')}`;
  for (const [said, number = '', unit = ''] of sig.text.matchAll(amounts)) {
    const inUnit = dosages.filter(({ doseUnit }) => unit.toLowerCase().replace(/s$/, '') === doseUnit?.toLowerCase());
    if (inUnit.length === 0 || inUnit.some(({ doseMin, doseMax }) => [doseMin, doseMax].some((dose) => dose !== null && Number(dose) === Number(number)))) continue;
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
