import type { Dosage, Sig, SigStep } from './model.ts';

/** Of no use without each other: shared together, or not at all. */
const groups = [['doseMin', 'doseMax'], ['doseUnit'], ['route'], ['frequency', 'period', 'periodUnit'], ['prn', 'prnReason'], ['maxPerPeriod'], ['timing']] as const;

/**
 * What may stand above steps: what all of them share, and nothing else, so that no two doses stand in one order. How long
 * steps last that follow one another is no length of the whole; one that was said of the whole stays where none has its own.
 */
export const aboveSteps = (steps: readonly SigStep[], whole: Pick<Dosage, 'durationValue' | 'durationUnit'>): Dosage => {
  const [first] = steps;
  const shared = (field: keyof Dosage) => steps.every((step) => JSON.stringify(step[field] ?? []) === JSON.stringify(first?.[field] ?? []));
  const above = Object.fromEntries(
    groups.flatMap((group) => group.map((field) => [field, (group.every(shared) ? first?.[field] : undefined) ?? none[field]])),
  ) as Omit<Dosage, 'durationValue' | 'durationUnit'>;
  const together = steps.every(({ step }) => step === first?.step) && shared('durationValue') && shared('durationUnit');
  const own = steps.some(({ durationValue }) => durationValue !== null);
  const length = own ? (together ? first : null) : whole;
  return { ...above, durationValue: length?.durationValue ?? null, durationUnit: length?.durationUnit ?? null };
};

const none: Omit<Dosage, 'durationValue' | 'durationUnit'> = { doseMin: null, doseMax: null, doseUnit: null, route: null, frequency: null, period: null, periodUnit: null, prn: false, prnReason: null, maxPerPeriod: null, timing: [] };

/** A step with what was said of all of them and it does not say itself. */
export const withWhole = (step: SigStep, { route, prn, prnReason, maxPerPeriod }: Partial<Dosage>): SigStep => ({
  ...step,
  route: step.route ?? route ?? null,
  prn: step.prn || (prn ?? false),
  prnReason: step.prnReason ?? (step.prn || prn ? (prnReason ?? null) : null),
  maxPerPeriod: step.maxPerPeriod ?? maxPerPeriod ?? null,
});

/** Directions in steps, told once: what is said of all is in each, and above them stands what they share. */
export const settled = (sig: Omit<Sig, 'text'>): Omit<Sig, 'text'> => {
  if (!sig.steps || sig.steps.length === 0) return sig;
  const steps = sig.steps.map((step) => withWhole(step, sig));
  return { ...aboveSteps(steps, sig), steps };
};
