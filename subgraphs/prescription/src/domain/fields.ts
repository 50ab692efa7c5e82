import { isMassOrActivity } from '@dra/sig';
import type { Prescription } from './model.ts';

/** Names that `missing`, `unconfirmed` and `evidence` use; the engines use the same. */
export const fieldNames = [
  'intent', 'drug', 'strength', 'dose', 'doseUnit', 'route', 'frequency', 'prn', 'duration', 'maxPerPeriod', 'quantity', 'refills', 'indication',
] as const;
export type FieldName = (typeof fieldNames)[number];

type Orderable = Pick<Prescription, 'drug' | 'sig' | 'quantity'>;

/**
 * What a prescription needs before it can be signed and nobody has said or written. How much to dispense follows from a
 * quantity or from how long the course lasts: one of them is needed. Refills that nobody mentioned are none.
 */
export const missingFields = ({ drug, sig, quantity }: Orderable): FieldName[] => {
  const missing: FieldName[] = [];
  if (drug.text.trim() === '') missing.push('drug');
  if (sig.doseMin === null) missing.push('dose');
  else if (sig.doseUnit === null) missing.push('doseUnit');
  // One tablet of what? A dose in pieces or in volume is no dose until the strength is known.
  else if (drug.strength === null && !isMassOrActivity(sig.doseUnit)) missing.push('strength');
  if (sig.route === null) missing.push('route');
  if (sig.frequency === null || sig.period === null || sig.periodUnit === null) missing.push('frequency');
  if (quantity === null && sig.durationValue === null) missing.push('quantity');
  return missing;
};
