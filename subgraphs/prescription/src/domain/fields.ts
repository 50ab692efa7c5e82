import { isMassOrActivity, saysHowOften } from '@dra/sig';
import { dosagesOf, type Prescription } from './model.ts';

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
  const dosages = dosagesOf(sig);
  if (dosages.some(({ doseMin }) => doseMin === null)) missing.push('dose');
  else if (dosages.some(({ doseUnit }) => doseUnit === null)) missing.push('doseUnit');
  // One tablet of what? A dose in pieces or in volume is no dose until the strength is known.
  else if (drug.strength === null && dosages.some(({ doseUnit }) => doseUnit === null || !isMassOrActivity(doseUnit))) missing.push('strength');
  if (dosages.some(({ route }) => route === null)) missing.push('route');
  if (dosages.some((one) => (one.frequency === null || one.period === null || one.periodUnit === null) && !saysHowOften(one.timing))) missing.push('frequency');
  if (quantity === null && sig.durationValue === null && dosages.some(({ durationValue }) => durationValue === null)) missing.push('quantity');
  return missing;
};
