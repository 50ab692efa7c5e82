import type { LinedOrder } from '../lined-orders.ts';

type Fields = Omit<LinedOrder['sig'], 'sequence'>;

const fieldsOf = (one: Fields): (string | null | false)[] => [
  one.dose && `${one.dose.min}${one.dose.max === one.dose.min ? '' : `-${one.dose.max}`} ${one.dose.unit ?? '?'}`,
  one.route,
  one.frequency !== null && one.period === null && `${one.frequency} time`,
  one.frequency !== null && one.period !== null && `${one.frequency}${one.frequencyMax === null ? '' : `-${one.frequencyMax}`}/${one.period}${one.periodMax === null ? '' : `-${one.periodMax}`}${one.periodUnit}`,
  one.timing && one.timing.join('+'),
  one.prn && `prn${one.prnReason === null ? '' : ` ${one.prnReason}`}`,
  one.duration && `x ${one.duration.value}${one.duration.max === null ? '' : `-${one.duration.max}`}${one.duration.unit}`,
  one.maxPerPeriod && `max ${one.maxPerPeriod.value} ${one.maxPerPeriod.unit ?? '?'}`,
];
const joined = (parts: readonly (string | null | false)[], by: string): string => parts.filter((part) => part !== null && part !== false && part !== '').join(by);

/** `START lisinopril (10 mg) 1 tablet, oral, 1/1d, MORN, x 5d, 30 tablet, rf 2`: intent, name, strength, directions; steps behind `#`; `?` for what nobody said. */
export const told = ({ intent, drug, sig, quantity, refills }: LinedOrder): string => {
  const steps = sig.sequence.map((step) => `#${step.step} ${joined(fieldsOf(step), ', ')}`).join('; ');
  const rest = joined([steps || joined(fieldsOf(sig), ', '), quantity && `${quantity.value} ${quantity.unit ?? '?'}`, refills !== null && `rf ${refills}`], ', ');
  return joined([intent, drug.name ?? `?${drug.text}`, drug.strength && `(${drug.strength})`, rest], ' ');
};
