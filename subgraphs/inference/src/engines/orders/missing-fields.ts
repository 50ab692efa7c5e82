import type { OrderDraft } from '@dra/events';

const massOrActivity = new Set(['mg', 'mcg', 'g', 'kg', 'unit', 'units', 'meq', 'mmol', 'iu']);

/**
 * Fields that a prescription needs before it can be signed and that nobody said. How much to dispense follows from a quantity
 * or from how long the course lasts; one of them is needed. The prescription subgraph asks the same of what it signs.
 */
export const missingFields = ({ drug, sig, quantity }: Pick<OrderDraft, 'drug' | 'sig' | 'quantity'>): string[] => {
  const missing: string[] = [];
  if (drug.name === null) missing.push('drug');
  if (sig.doseMin === null) missing.push('dose');
  else if (sig.doseUnit === null) missing.push('doseUnit');
  // One tablet of what? A dose in pieces or in volume is no dose until the strength is known.
  else if (drug.strength === null && !massOrActivity.has(sig.doseUnit.toLowerCase())) missing.push('strength');
  if (sig.route === null) missing.push('route');
  if (sig.frequency === null || sig.period === null || sig.periodUnit === null) missing.push('frequency');
  if (quantity === null && sig.durationValue === null) missing.push('quantity');
  return missing;
};
