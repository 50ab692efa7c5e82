import { aboveSteps, withWhole } from './above-steps.ts';
import type { Dosage, Prescription, Sig, SigStep } from './model.ts';
import { directionsText } from './order-text.ts';
import { plainDecimal } from './sig-rules.ts';

/** What somebody wrote of the directions: absent leaves a field as it is, null empties it. */
export type SigWritten = { [F in keyof Omit<Sig, 'steps'>]?: Sig[F] | null | undefined } & { steps?: readonly StepWritten[] | null | undefined };
type StepWritten = { [F in keyof Dosage]?: Dosage[F] | null | undefined } & { step: number };

export const emptySig: Sig = {
  doseMin: null, doseMax: null, doseUnit: null, route: null, frequency: null, period: null, periodUnit: null, prn: false, prnReason: null,
  durationValue: null, durationUnit: null, maxPerPeriod: null, timing: [], steps: [], text: '',
};
const oneDosage = ['doseMin', 'doseMax', 'doseUnit', 'frequency', 'period', 'periodUnit', 'durationValue', 'durationUnit', 'timing'] as const;

/** The directions with what was written. A text that was not written follows from the fields, so that the two agree. */
export const writeSig = (earlier: Sig, written: SigWritten): Sig => {
  // What stood above steps was theirs: a dosage in their place has only what is written of it.
  const endsSteps = (earlier.steps ?? []).length > 0 && written.steps === undefined && oneDosage.some((field) => written[field] !== undefined);
  const before = endsSteps ? { ...earlier, ...Object.fromEntries(oneDosage.map((field) => [field, emptySig[field]])), steps: [] } : earlier;
  const { steps: _steps, ...dosage } = written;
  const given = Object.fromEntries(Object.entries(dosage).filter(([, value]) => value !== undefined)) as Partial<Sig>;
  const fields = { ...before, ...given, prn: written.prn === undefined ? before.prn : (written.prn ?? false), timing: written.timing === undefined ? (before.timing ?? []) : (written.timing ?? []) };
  // One dose written is one dose, not the end of the old range.
  if (written.doseMin !== undefined && written.doseMax === undefined) fields.doseMax = fields.doseMin;
  if (written.prn === false && written.prnReason === undefined) fields.prnReason = null;
  for (const field of ['doseMin', 'doseMax', 'period', 'durationValue'] as const) fields[field] = plainDecimal(fields[field] ?? null);
  const route = fields.route?.toLowerCase() ?? null;
  const steps = stepsOf(before, written, { ...given, route });
  // What was written beside steps stays, so that what contradicts them is found and refused.
  const beside = Object.fromEntries(Object.keys(given).flatMap((field) => ((fields[field as keyof Dosage] ?? null) === null ? [] : [[field, fields[field as keyof Dosage]]]))) as Partial<Dosage>;
  const whole = steps.length === 0 ? { ...fields, route, steps } : { ...aboveSteps(steps, fields), ...beside, ...(written.route === undefined ? {} : { route }), steps };
  const text = typeof written.text === 'string' ? written.text.trim() : directionsText(whole);
  return { ...whole, text };
};

const ofEach = ['route', 'prn', 'prnReason', 'maxPerPeriod'] as const;

/** The steps as written; one dosage written in their place ends them, and what is written of all of them is that of each. */
const stepsOf = (before: Sig, written: SigWritten, given: Partial<Sig>): SigStep[] => {
  if (written.steps !== undefined) return (written.steps ?? []).map((step) => withWhole(stepOf(step), given));
  const now = Object.fromEntries(ofEach.filter((field) => written[field] !== undefined).map((field) => [field, given[field] ?? (field === 'prn' ? false : null)]));
  if (now['prn'] === false) now['prnReason'] = null;
  return (before.steps ?? []).map((step) => ({ ...step, ...now }));
};

const stepOf = (written: StepWritten): SigStep => {
  const doseMin = plainDecimal(written.doseMin ?? null);
  return {
    step: written.step,
    doseMin,
    doseMax: written.doseMax === undefined ? doseMin : plainDecimal(written.doseMax),
    doseUnit: written.doseUnit ?? null,
    route: written.route?.toLowerCase() ?? null,
    frequency: written.frequency ?? null,
    period: plainDecimal(written.period ?? null),
    periodUnit: written.periodUnit ?? null,
    prn: written.prn ?? false,
    prnReason: written.prnReason ?? null,
    durationValue: plainDecimal(written.durationValue ?? null),
    durationUnit: written.durationUnit ?? null,
    maxPerPeriod: written.maxPerPeriod ?? null,
    timing: written.timing ?? [],
  };
};

const groups: Readonly<Record<string, readonly (keyof Sig)[]>> = {
  dose: ['doseMin', 'doseMax', 'doseUnit', 'steps'],
  route: ['route', 'steps'],
  frequency: ['frequency', 'period', 'periodUnit', 'timing', 'steps'],
  prn: ['prn', 'prnReason', 'steps'],
  duration: ['durationValue', 'durationUnit', 'steps'],
  maxPerPeriod: ['maxPerPeriod', 'steps'],
};

/** The fields, by their names in `unconfirmed` and `evidence`, that a person wrote. */
export const fieldsOfSig = (written: SigWritten): string[] =>
  Object.entries(groups)
    .filter(([, members]) => members.some((member) => written[member] !== undefined))
    .map(([name]) => name);

/** What a person wrote stands on that person: it is confirmed, and the speech behind the old value no longer carries it. */
export const takenOver = (prescription: Prescription, fields: readonly string[]): Pick<Prescription, 'unconfirmed' | 'evidence'> => ({
  unconfirmed: prescription.unconfirmed.filter((field) => !fields.includes(field)),
  evidence: prescription.evidence.filter((piece) => !fields.includes(piece.field)),
});
