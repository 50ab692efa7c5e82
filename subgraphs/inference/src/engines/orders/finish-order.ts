import type { Evidence, OrderDraft, QualityTier, Sig } from '@dra/events';
import { missingFields } from './missing-fields.ts';
import { withQuantities } from './quantities.ts';
import type { OrderSketch, PlacedPiece } from './order-sketch.ts';
import { readDose } from './read-dose.ts';
import { resolveField, type Resolved } from './resolve-field.ts';
import type { SigPiece } from './sig-pieces.ts';
import { confidenceOf, evidenceOf, saidIn } from './turns.ts';

type Of<F extends SigPiece['field']> = Extract<SigPiece, { field: F }>;
type Frequency = { frequency: number; period: string; periodUnit: Sig['periodUnit'] };

/** What a recogniser below this is not sure of, a person confirms. */
const surely = 0.8;

/** The order as data: what was said, where, what is missing and what a person has to confirm. Nothing is filled in. */
export const finishOrder = (heard: OrderSketch, tier: QualityTier): OrderDraft => {
  const sketch = { ...heard, pieces: withQuantities(heard.pieces) };
  const flags = new Set(sketch.flags);
  const doubts = new Set(sketch.doubts);
  const evidence: (Evidence & { field: string })[] = [];
  const cite = (field: string, at: { turn: OrderSketch['turn']; from: number; to: number }, score = 1): void => {
    evidence.push(...evidenceOf(at.turn, at.from, at.to, score).map((piece) => ({ field, ...piece })));
    const confidence = confidenceOf(at.turn, at.from, at.to);
    if ((field === 'drug' || field === 'dose') && (tier === 'DEMO' || (confidence !== null && confidence < surely))) doubts.add(field);
  };
  const citePiece = (field: string, { turn, piece }: PlacedPiece): void => cite(field, { turn, from: piece.from, to: piece.to });
  const all = <F extends SigPiece['field']>(field: F): { value: Of<F>; at: PlacedPiece }[] =>
    sketch.pieces.filter(({ piece }) => piece.field === field).map((at) => ({ value: at.piece as Of<F>, at }));
  const settle = <T>(field: string, resolved: Resolved<T>): T | null => {
    if (resolved.kind === 'none') return null;
    if (resolved.kind === 'conflict') {
      flags.add(`CONFLICTING_${field.toUpperCase()}`);
      return null;
    }
    citePiece(field, resolved.at);
    if (resolved.corrected) {
      flags.add('SELF_CORRECTED');
      doubts.add(field);
    }
    return resolved.value;
  };

  const named = sketch.mention ?? sketch.unknownName;
  if (named) cite('drug', { turn: sketch.turn, from: named.from, to: named.to });
  if (sketch.cue) cite('intent', sketch.cue);

  const reading = readDose(sketch);
  for (const flag of reading.flags) flags.add(flag);
  const dose = reading.dose.kind === 'value' ? reading.dose.value : null;
  if (reading.dose.kind === 'value') citePiece('dose', reading.dose.at);
  if (dose && reading.doubtful) doubts.add('dose');
  const strength = reading.strength.kind === 'value' ? reading.strength.value : null;
  if (reading.strength.kind === 'value') citePiece('strength', reading.strength.at);
  if (reading.strength.kind === 'conflict') flags.add('CONFLICTING_STRENGTH');

  const frequency = settle('frequency', frequencyOf(sketch, all('frequency'), all('time'), flags, doubts));
  const route = settle('route', resolveField(all('route'), (a, b) => a.route === b.route, sketch.pieces))?.route ?? null;
  const duration = settle('duration', resolveField(all('duration'), (a, b) => a.value === b.value && a.unit === b.unit, sketch.pieces));
  const quantity = settle('quantity', resolveField(all('quantity'), (a, b) => a.value === b.value && a.unit === b.unit, sketch.pieces));
  const refills = settle('refills', resolveField(all('refills'), (a, b) => a.count === b.count, sketch.pieces));
  const max = all('max')[0]?.at ?? null;
  if (max) citePiece('maxPerPeriod', max);
  const prn = all('prn')[0] ?? null;
  if (prn) citePiece('prn', prn.at);
  const prnReason = prn?.value.reason ? saidIn(prn.at.turn, prn.value.reason.from, prn.value.reason.to) : null;
  if (sketch.indication) cite('indication', sketch.indication);

  const order = {
    drug: drugOf(sketch, strength),
    sig: {
      doseMin: dose?.min ?? null,
      doseMax: dose?.max ?? null,
      doseUnit: dose?.unit ?? null,
      route,
      frequency: frequency?.frequency ?? null,
      period: frequency?.period ?? null,
      periodUnit: frequency?.periodUnit ?? null,
      prn: prn !== null,
      prnReason,
      durationValue: duration?.value ?? null,
      durationUnit: duration?.unit ?? null,
      maxPerPeriod: max ? saidIn(max.turn, max.piece.from, max.piece.to) : null,
      text: directionsOf(sketch),
    },
    quantity: quantity ? { value: quantity.value, unit: quantity.unit } : null,
    refills: refills?.count ?? null,
    indication: sketch.indication ? saidIn(sketch.indication.turn, sketch.indication.from, sketch.indication.to) : null,
  };
  return { intent: sketch.intent, ...order, evidence, missing: missingFields(order), unconfirmed: [...doubts].sort(), flags: [...flags].sort() };
};

/** The frequency said, or as many times a day as there are times of day; both only where they agree. */
const frequencyOf = (
  sketch: OrderSketch,
  said: { value: Of<'frequency'>; at: PlacedPiece }[],
  times: { value: Of<'time'>; at: PlacedPiece }[],
  flags: Set<string>,
  doubts: Set<string>,
): Resolved<Frequency> => {
  const daily = new Set(times.map(({ value }) => value.time)).size;
  const same = (a: Frequency, b: Frequency): boolean => a.frequency === b.frequency && a.period === b.period && a.periodUnit === b.periodUnit;
  const spoken = said.map(({ value, at }) => ({ value: { frequency: value.frequency ?? 1, period: value.period, periodUnit: value.periodUnit }, at }));
  for (const { value } of said) {
    if (value.range) {
      flags.add(value.upTo ? 'FREQUENCY_RANGE' : 'PERIOD_RANGE');
      doubts.add('frequency');
    } else if (value.upTo) flags.add('FREQUENCY_UP_TO');
  }
  const first = times[0];
  if (spoken.length === 0 && first) return { kind: 'value', value: { frequency: daily, period: '1', periodUnit: 'd' }, at: first.at, corrected: false };
  const resolved = resolveField(spoken, same, sketch.pieces);
  if (resolved.kind === 'value' && daily > 1 && resolved.value.periodUnit === 'd' && resolved.value.frequency !== daily && sketch.pieces.length > 0) {
    return { kind: 'conflict', at: resolved.at };
  }
  return resolved;
};

const drugOf = (sketch: OrderSketch, strength: string | null): OrderDraft['drug'] => {
  const { mention, unknownName, turn } = sketch;
  if (!mention) {
    const text = unknownName ? saidIn(turn, unknownName.from, unknownName.to) : '';
    return { text, name: null, rxcui: null, ingredients: [], form: null, strength };
  }
  const [only, ...more] = mention.drug.ingredients;
  return {
    text: saidIn(turn, mention.from, mention.to),
    name: mention.drug.name,
    rxcui: only && more.length === 0 ? only.rxcui : null,
    ingredients: mention.drug.ingredients.map(({ name, rxcui }) => ({ name, rxcui })),
    form: mention.form,
    strength,
  };
};

/** From the first to the last word of directions, as said, turn by turn. */
const directionsOf = (sketch: OrderSketch): string => {
  const byTurn = new Map<OrderSketch['turn'], { from: number; to: number }>();
  for (const { turn, piece } of sketch.pieces) {
    const span = byTurn.get(turn) ?? { from: piece.from, to: piece.to };
    byTurn.set(turn, { from: Math.min(span.from, piece.from), to: Math.max(span.to, piece.to) });
  }
  return [...byTurn].map(([turn, { from, to }]) => saidIn(turn, from, to)).join('; ');
};
