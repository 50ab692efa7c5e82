import type { CodeableConcept, Observation, Quantity } from './model.ts';
import { faultsOfConcept } from './concept-rules.ts';
import { invalid } from './outcome.ts';
import type { Fault } from './outcome.ts';

/**
 * Limits of what a body can be, per LOINC code and UCUM unit: wide enough for every living patient, narrow enough to
 * catch a slipped decimal point or pounds entered as kilograms tenfold. Not reference ranges.
 */
const possible: Record<string, Record<string, readonly [number, number]>> = {
  '29463-7': { kg: [0.2, 650], '[lb_av]': [0.5, 1_430], g: [200, 650_000] },
  '3141-9': { kg: [0.2, 650], '[lb_av]': [0.5, 1_430], g: [200, 650_000] },
  '8302-2': { cm: [20, 280], m: [0.2, 2.8], '[in_i]': [8, 110] },
  '33914-3': { 'mL/min/{1.73_m2}': [0, 300], 'mL/min': [0, 300] },
  '62238-1': { 'mL/min/{1.73_m2}': [0, 300], 'mL/min': [0, 300] },
  '98979-8': { 'mL/min/{1.73_m2}': [0, 300], 'mL/min': [0, 300] },
  '8867-4': { '/min': [0, 400] },
  '9279-1': { '/min': [0, 150] },
  '8310-5': { Cel: [10, 46], '[degF]': [50, 115] },
  '8331-1': { Cel: [10, 46], '[degF]': [50, 115] },
  '2708-6': { '%': [0, 100] },
  '59408-5': { '%': [0, 100] },
  '2823-3': { 'mmol/L': [0.5, 15] },
  '6298-4': { 'mmol/L': [0.5, 15] },
};

const bodyMeasures = new Set(['29463-7', '3141-9', '8302-2']);

export type NewObservation = {
  code: CodeableConcept;
  effectiveAt: Date;
  value: Quantity | null;
  valueConcept: CodeableConcept | null;
  components: Observation['components'];
};

export function primaryCodeOf(code: CodeableConcept): string | null {
  return (code.codings.find((coding) => coding.system === 'http://loinc.org') ?? code.codings[0])?.code ?? null;
}

export function faultsOfObservation(observation: NewObservation, now: Date): Fault[] {
  const faults = faultsOfConcept(observation.code, 'code');
  if (observation.valueConcept) faults.push(...faultsOfConcept(observation.valueConcept, 'valueConcept'));
  if (!observation.value && !observation.valueConcept && observation.components.length === 0) {
    faults.push(invalid('A value, a coded value or components are needed.', 'value'));
  }
  // Clocks differ by minutes, not more.
  if (observation.effectiveAt.getTime() > now.getTime() + 10 * 60_000) faults.push(invalid('It lies in the future.', 'effectiveAt'));
  if (observation.value) faults.push(...faultsOfQuantity(primaryCodeOf(observation.code), observation.value, 'value'));
  observation.components.forEach((component, index) => {
    faults.push(...faultsOfConcept(component.code, 'components', String(index), 'code'));
    if (component.value) faults.push(...faultsOfQuantity(primaryCodeOf(component.code), component.value, 'components', String(index), 'value'));
  });
  return faults;
}

function faultsOfQuantity(code: string | null, quantity: Quantity, ...path: string[]): Fault[] {
  if (quantity.unit.trim() === '') return [invalid('A unit is needed.', ...path, 'unit')];
  const limits = code === null ? undefined : possible[code];
  if (!limits) return [];
  const range = limits[quantity.unit];
  if (!range) {
    // A weight in an unknown unit would mislead whoever doses by it.
    return code !== null && bodyMeasures.has(code) ? [invalid(`The unit must be one of ${Object.keys(limits).join(', ')}.`, ...path, 'unit')] : [];
  }
  const value = Number(quantity.value);
  return value < range[0] || value > range[1] ? [invalid(`It must be between ${range[0]} and ${range[1]} ${quantity.unit}.`, ...path, 'value')] : [];
}
