import { mostSteps, type OrderDraft } from '@dra/events';
import { saysHowOften, type SigFields, type SigLimit } from '@dra/sig';
import type { HeardOrder } from './finish-order.ts';

const text = (value: number | null): string | null => (value === null ? null : decimal(value));
/** Never in powers of ten, never with a tail of binary fractions. */
const decimal = (value: number): string => (Number.isInteger(value) && value < 1e15 ? String(value) : String(Number(value.toFixed(6))));

type Dosage = Omit<OrderDraft['sig'], 'steps' | 'text'>;

const dosageOf = (sig: SigFields): Dosage => {
  const often = sig.frequency !== null && sig.period !== null && sig.periodUnit !== null;
  const { maxPerPeriod: most } = sig;
  return {
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
    maxPerPeriod: most === null ? null : limitText(most),
    timing: sig.timing ?? [],
  };
};

const limitText = ({ value, unit, period, periodUnit }: SigLimit): string => {
  const amount = unit === null ? '' : ` ${unit}${value === 1 || ['mg', 'mcg', 'g', 'mL', 'mEq'].includes(unit) ? '' : 's'}`;
  const per = period === null || periodUnit === null ? '' : period === 1 && periodUnit === 'd' ? ' a day' : ` in ${decimal(period)} ${periodUnit}`;
  return `at most ${decimal(value)}${amount}${per}`;
};

/** More steps than a draft can hold are no dose at all, not even one that they share: a person writes it. */
const withoutDose = (one: Dosage): Dosage => ({ ...one, doseMin: null, doseMax: null, doseUnit: null });

/**
 * The order as the prescription subgraph takes it. A taper, or doses that differ by day or time, are steps, which a person confirms.
 * A range of time is drafted by its lower end, told by a flag and to be confirmed: no field of a draft holds the other.
 */
export const toOrderDraft = ({ sig, text: said, supply: _supply, conflict: _conflict, ...order }: HeardOrder): OrderDraft => {
  const flags = new Set(order.flags);
  const missing = new Set(order.missing);
  const unconfirmed = new Set(order.unconfirmed);
  const drafted = order.intent !== 'STOP' && order.intent !== 'HOLD';
  const all = sig.sequence.length > 0 ? sig.sequence : [sig];
  const tooMany = sig.sequence.length > mostSteps;
  if (sig.sequence.length > 0 && drafted) {
    flags.add('DOSES_IN_STEPS');
    unconfirmed.add('dose');
    if (tooMany) missing.add('dose');
  }
  const range = (flag: string, field: string, has: (one: SigFields) => boolean): void => {
    if (!all.some(has)) return;
    flags.add(flag);
    unconfirmed.add(field);
  };
  range('PERIOD_RANGE', 'frequency', ({ periodMax }) => periodMax !== null);
  range('FREQUENCY_RANGE', 'frequency', ({ frequencyMax }) => frequencyMax !== null);
  range('DURATION_RANGE', 'duration', ({ duration }) => duration !== null && duration.max !== null);
  // Once, with nothing that says when or how often: told by no field of a draft.
  if (drafted && all.some(({ frequency, period, timing }) => (frequency === null || period === null) && !saysHowOften(timing))) missing.add('frequency');
  return {
    ...order,
    sig: { ...(tooMany ? withoutDose(dosageOf(sig)) : dosageOf(sig)), steps: tooMany ? [] : sig.sequence.map((step) => ({ step: step.step, ...dosageOf(step) })), text: said },
    // In the order that the prescription's own check has.
    missing: order.missing.concat([...missing].filter((field) => !order.missing.includes(field))),
    unconfirmed: [...unconfirmed].sort(),
    flags: [...flags].sort(),
  };
};
