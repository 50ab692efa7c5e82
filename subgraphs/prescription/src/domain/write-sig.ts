import type { Prescription, Sig } from './model.ts';
import { directionsText } from './order-text.ts';
import { plainDecimal } from './sig-rules.ts';

/** What somebody wrote of the directions: absent leaves a field as it is, null empties it. */
export type SigWritten = { [F in keyof Sig]?: Sig[F] | null | undefined };

export const emptySig: Sig = {
  doseMin: null, doseMax: null, doseUnit: null, route: null, frequency: null, period: null, periodUnit: null, prn: false, prnReason: null,
  durationValue: null, durationUnit: null, maxPerPeriod: null, text: '',
};

/** The directions with what was written. A text that was not written follows from the fields, so that the two agree. */
export const writeSig = (before: Sig, written: SigWritten): Sig => {
  const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)) as Partial<Sig>;
  const fields = { ...before, ...given, prn: written.prn === undefined ? before.prn : (written.prn ?? false) };
  // One dose written is one dose, not the end of the old range.
  if (written.doseMin !== undefined && written.doseMax === undefined) fields.doseMax = fields.doseMin;
  if (written.prn === false && written.prnReason === undefined) fields.prnReason = null;
  for (const field of ['doseMin', 'doseMax', 'period', 'durationValue'] as const) fields[field] = plainDecimal(fields[field] ?? null);
  const route = fields.route?.toLowerCase() ?? null;
  const text = typeof written.text === 'string' ? written.text.trim() : directionsText({ ...fields, route });
  return { ...fields, route, text };
};

const groups: Readonly<Record<string, readonly (keyof Sig)[]>> = {
  dose: ['doseMin', 'doseMax', 'doseUnit'],
  route: ['route'],
  frequency: ['frequency', 'period', 'periodUnit'],
  prn: ['prn', 'prnReason'],
  duration: ['durationValue', 'durationUnit'],
  maxPerPeriod: ['maxPerPeriod'],
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
