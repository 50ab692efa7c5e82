import type { OrderDraft } from '@dra/events';
import { isMassOrActivity, saysHowOften, type ParsedSig } from '@dra/sig';

/**
 * Fields that a prescription needs before it can be signed and that nobody said. How much to dispense follows from a quantity
 * or from how long the course lasts; one of them is needed. The prescription subgraph asks the same of what it signs.
 */
export const missingFields = ({ intent, drug, sig, quantity }: Pick<OrderDraft, 'intent' | 'drug' | 'quantity'> & { sig: ParsedSig }): string[] => {
  const missing: string[] = [];
  if (drug.name === null) missing.push('drug');
  // To stop a medicine its name is all it takes.
  if (intent === 'STOP' || intent === 'HOLD') return missing;
  const steps = sig.sequence.length > 0 ? sig.sequence : [sig];
  if (steps.some(({ dose }) => dose === null)) missing.push('dose');
  else if (steps.some(({ dose }) => dose?.unit === null)) missing.push('doseUnit');
  // One tablet of what? A dose in pieces or in volume is no dose until the strength is known.
  else if (drug.strength === null && steps.some(({ dose }) => !isMassOrActivity(dose?.unit ?? ''))) missing.push('strength');
  if (steps.some(({ route }) => route === null)) missing.push('route');
  if (steps.some(({ frequency, timing }) => frequency === null && !saysHowOften(timing))) missing.push('frequency');
  if (quantity === null && sig.duration === null && !(sig.sequence.length > 0 && sig.sequence.every(({ duration }) => duration !== null))) missing.push('quantity');
  return missing;
};
