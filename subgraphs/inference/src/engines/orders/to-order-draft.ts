import type { OrderDraft } from '@dra/events';
import type { HeardOrder } from './finish-order.ts';

const text = (value: number | null): string | null => (value === null ? null : decimal(value));
/** Never in powers of ten, never with a tail of binary fractions. */
const decimal = (value: number): string => (Number.isInteger(value) && value < 1e15 ? String(value) : String(Number(value.toFixed(6))));

/**
 * The order as the prescription subgraph takes it. Its directions hold one dose: of a taper or of different doses at different
 * times none is drafted, and ranges of time are told by a flag; a person writes those.
 */
export const toOrderDraft = ({ sig, text: said, supply: _supply, conflict: _conflict, ...order }: HeardOrder): OrderDraft => {
  const flags = new Set(order.flags);
  const missing = new Set(order.missing);
  const drafted = order.intent !== 'STOP' && order.intent !== 'HOLD';
  if (sig.sequence.length > 0 && drafted) {
    flags.add('TAPER_NOT_STRUCTURED');
    if (sig.dose === null) missing.add('dose');
    if (sig.frequency === null) missing.add('frequency');
    if (sig.duration === null && order.quantity === null) missing.add('quantity');
  }
  if (sig.periodMax !== null) flags.add('PERIOD_RANGE');
  if (sig.frequencyMax !== null) flags.add('FREQUENCY_RANGE');
  const often = sig.frequency !== null && sig.period !== null && sig.periodUnit !== null;
  if (!often && drafted) missing.add('frequency');
  const { maxPerPeriod: most } = sig;
  return {
    ...order,
    sig: {
      doseMin: text(sig.dose?.min ?? null),
      doseMax: text(sig.dose?.max ?? null),
      doseUnit: sig.dose?.unit ?? null,
      route: sig.route,
      frequency: often ? sig.frequency : null,
      period: often ? text(sig.period) : null,
      periodUnit: often ? sig.periodUnit : null,
      prn: sig.prn,
      prnReason: sig.prnReason,
      durationValue: text(sig.duration?.value ?? null),
      durationUnit: sig.duration?.unit ?? null,
      maxPerPeriod: most === null ? null : `at most ${decimal(most.value)}${most.unit === null ? '' : ` ${most.unit}${most.value === 1 || ['mg', 'mcg', 'g', 'mL', 'mEq'].includes(most.unit) ? '' : 's'}`}${most.period === null || most.periodUnit === null ? '' : most.period === 1 && most.periodUnit === 'd' ? ' a day' : ` in ${decimal(most.period)} ${most.periodUnit}`}`,
      text: said,
    },
    // In the order that the prescription's own check has.
    missing: order.missing.concat([...missing].filter((field) => !order.missing.includes(field))),
    flags: [...flags].sort(),
  };
};
