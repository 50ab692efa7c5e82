import type { MedicineOnFile, RecordEntry } from '@dra/events';
import { formulary, parseProductName } from '@dra/formulary';
import { doseUnitOf, isPiece, parseSig } from '@dra/sig';

/** An amount as it can be compared: a mass in mg, whatever it was written in; else the unit's own word. */
export type Amount = { min: number; max: number; unit: string };

/** A medicine of the list, as far as what is said of it can be held against it. */
export type ListedMedicine = {
  entry: RecordEntry;
  text: string;
  rxcui: string | null;
  /** One dose in each unit that it can be said in: "1 tablet" of 20 mg is 20 mg too. None where the list does not say. */
  doses: readonly Amount[];
  timesADay: { min: number; max: number } | null;
};

const milligrams: Readonly<Record<string, number>> = { mg: 1, mcg: 0.001, g: 1_000 };
/** What people call one of them. */
const oneOfThem = /^(?:tablet|capsule|pill|caplet)$/;

/** @returns null for what is no amount of one thing: "10 mg/mL" is none */
export function amountOf(min: number, max: number, unit: string): Amount | null {
  const written = unit.trim().toLowerCase();
  if (written.includes('/')) return null;
  const code = doseUnitOf(written) ?? written;
  const factor = milligrams[code];
  return factor === undefined ? { min, max, unit: oneOfThem.test(code) ? 'tablet' : code } : { min: tidy(min * factor), max: tidy(max * factor), unit: 'mg' };
}

/** 0.09 g is 90 mg and not 90.00000000000001. */
const tidy = (value: number) => Number(value.toPrecision(9));

/** The directions are read by the grammar of prescriptions; what it is not sure of is not compared. */
export function listedMedicine({ id, text, rxcui, directions }: MedicineOnFile, type: RecordEntry['type']): ListedMedicine {
  const listed: ListedMedicine = { entry: { type, id }, text, rxcui, doses: [], timesADay: null };
  if (directions === null) return listed;
  const { parsed, confidence } = parseSig(directions);
  // A taper has no one dose.
  if (confidence < sure || parsed.sequence.length > 0) return listed;
  const dose = parsed.dose;
  const said = dose && amountOf(dose.min, dose.max, dose.unit ?? 'tablet');
  const each = strengthOf(text, rxcui);
  const inPieces = dose && (dose.unit === null || isPiece(dose.unit));
  const whole = inPieces && each ? { min: tidy(each.min * dose.min), max: tidy(each.max * dose.max), unit: each.unit } : null;
  return { ...listed, doses: [said, whole].filter((one) => one !== null), timesADay: timesOf(parsed) };
}

const sure = 0.7;

/** Of a product with one ingredient: what one piece of it holds. */
function strengthOf(text: string, rxcui: string | null): Amount | null {
  const { parts } = parseProductName(text);
  const written = parts.length === 1 ? (parts[0]?.strength ?? null) : null;
  const strength = written ?? (parts.length === 1 && rxcui ? (formulary.byRxcui(rxcui)?.product?.strength ?? null) : null);
  const read = strength && /^([\d.]+)\s*([a-z]+)$/i.exec(strength);
  return read ? amountOf(Number(read[1]), Number(read[1]), read[2]!) : null;
}

/** What is taken as needed has no number of times that could be contradicted. */
function timesOf({ frequency, frequencyMax, period, periodMax, periodUnit, prn }: ReturnType<typeof parseSig>['parsed']): ListedMedicine['timesADay'] {
  if (prn || frequency === null || period === null) return null;
  const days = periodUnit === 'd' ? 1 : periodUnit === 'h' ? 1 / 24 : null;
  return days === null ? null : { min: frequency / ((periodMax ?? period) * days), max: (frequencyMax ?? frequency) / (period * days) };
}
