import type { Evidence, OrderDraft, QualityTier } from '@dra/events';
import { isField, type ParsedSig, type Placed } from '@dra/sig';
import { missingFields } from './missing-fields.ts';
import type { OrderSketch, PlacedPiece } from './order-sketch.ts';
import { isKnown } from './drug-mentions.ts';
import { checkAgainstDrug } from './check-dose.ts';
import { checkSupply, type Supply } from './supply.ts';
import { readDrug } from './read-drug.ts';
import { readSig, type SigRead } from './read-sig.ts';
import { resolveField } from './resolve-field.ts';
import { confidenceOf, evidenceOf, saidIn } from './turns.ts';

/** An order as it was heard: more than a draft can hold (tapers, ranges of time), and what the two sayings of a conflict were. */
export type HeardOrder = Omit<OrderDraft, 'sig'> & { sig: ParsedSig; text: string; supply: Supply; conflict: Conflict | null };
export type Conflict = { fields: string[]; said: string[] };

/** What a recogniser below this is not sure of, a person confirms. */
const surely = 0.8;

/** Nobody says more about one medicine; what is beyond it is not read and flagged, so that an order's cost is bounded. */
const mostPieces = 200;

/** The order as data: what was said, where, what is missing and what a person has to confirm. Nothing is filled in. */
export const finishOrder = (heard: OrderSketch, tier: QualityTier): HeardOrder => {
  const sketch = heard.pieces.length > mostPieces ? { ...heard, pieces: heard.pieces.slice(0, mostPieces), flags: new Set(heard.flags).add('TEXT_TOO_LONG') } : heard;
  const read = readSig(sketch);
  const { parsed } = read.assembled;
  const flags = new Set<string>([...sketch.flags, ...read.flags, ...[...read.assembled.flags].filter((flag) => !quiet.has(flag))]);
  const doubts = new Set([...sketch.doubts, ...read.doubts]);
  const evidence: (Evidence & { field: string })[] = [];
  const conflict: Conflict = { fields: [], said: [] };
  const cite = (field: string, at: { turn: OrderSketch['turn']; from: number; to: number }, score = 1): void => {
    evidence.push(...evidenceOf(at.turn, at.from, at.to, score).map((piece) => ({ field, ...piece })));
    const confidence = confidenceOf(at.turn, at.from, at.to);
    if ((field === 'drug' || field === 'dose') && (tier === 'DEMO' || (confidence !== null && confidence < surely))) doubts.add(field);
  };
  const clash = (field: string, at: readonly PlacedPiece[]): void => {
    flags.add(`CONFLICTING_${field.toUpperCase()}`);
    conflict.fields.push(field);
    conflict.said.push(...at.map(({ turn, piece }) => saidIn(turn, piece.from, piece.to)));
  };
  cite('drug', { turn: sketch.turn, from: sketch.mention.from, to: sketch.mention.to });
  if (!isKnown(sketch.mention)) {
    flags.add('DRUG_UNKNOWN');
    doubts.add('drug');
  }
  if (sketch.cue) cite('intent', sketch.cue);
  citeSig(sketch, read, cite);
  if (sketch.indication) cite('indication', sketch.indication);
  for (const field of ['dose', 'route', 'frequency', 'duration'] as const) if (read.assembled.flags.has(`CONFLICTING_${field.toUpperCase()}` as 'CONFLICTING_DOSE')) clash(field, read.pieces.filter(({ piece }) => piece.field === field));
  if (read.flags.has('CONFLICTING_STRENGTH')) clash('strength', read.pieces.filter(({ piece }) => piece.field === 'strength'));
  if (flags.has('CONFLICTING_INTENT')) conflict.fields.push('intent');

  const quantities = resolveField(read.pieces.filter(isQuantity).map((at) => ({ value: { value: at.piece.value, unit: at.piece.unit }, at })), (a, b) => a.value === b.value && (a.unit === b.unit || a.unit === null || b.unit === null));
  const refills = resolveField(read.pieces.filter(isRefills).map((at) => ({ value: at.piece.count, at })), (a, b) => a === b);
  for (const [field, resolved] of [['quantity', quantities], ['refills', refills]] as const) {
    if (resolved.kind === 'conflict') clash(field, resolved.said);
    else if (resolved.kind === 'value') cite(field, { turn: resolved.at.turn, from: resolved.at.piece.from, to: resolved.at.piece.to });
  }
  if (read.corrected.size > 0) flags.add('SELF_CORRECTED');
  for (const field of read.corrected) doubts.add(field);
  if (flags.has('NUMBER_SPOKEN_SHORT')) doubts.add('dose');
  const drug = readDrug(sketch, sketch.strength?.value ?? read.strength?.value ?? null);
  if (sketch.strength) cite('strength', sketch.strength);
  const quantity = quantities.kind === 'value' ? quantities.value : null;
  for (const flag of checkAgainstDrug(drug, parsed)) {
    flags.add(flag);
    // Heard by a machine, such a name is confirmed by a person; typed by one, it is only told.
    if (flag !== 'SOUND_ALIKE') doubts.add('dose');
    else if (tier !== 'HUMAN') doubts.add('drug');
  }
  const supply = checkSupply(parsed, quantity, read.assembled.flags.has('EACH_SITE'));
  if (supply.mismatch) {
    flags.add('QUANTITY_MISMATCH');
    doubts.add('quantity');
  }
  const order = { intent: sketch.intent, drug, sig: parsed, quantity, refills: refills.kind === 'value' ? refills.value : null, indication: sketch.indication ? saidIn(sketch.indication.turn, sketch.indication.from, sketch.indication.to) : null };
  return {
    ...order, text: directionsOf(sketch), supply, evidence, missing: missingFields(order), unconfirmed: [...doubts].sort(), flags: [...flags].sort(), conflict: conflict.fields.length === 0 ? null : conflict,
  };
};

/** Notes about what no field holds in a written sig are no news in an order, which has the fields. */
const quiet = new Set<string>(['STRENGTH_IN_SIG', 'DOSE_IN_TWO_UNITS', 'QUANTITY_IN_SIG', 'INDICATION_SAID', 'EACH_SITE']);

const isQuantity = (at: PlacedPiece): at is PlacedPiece & { piece: { field: 'quantity' } } => at.piece.field === 'quantity';
const isRefills = (at: PlacedPiece): at is PlacedPiece & { piece: { field: 'refills' } } => at.piece.field === 'refills';

/** Each field of the directions with the words that it comes from. */
const citeSig = (sketch: OrderSketch, read: SigRead, cite: (field: string, at: { turn: OrderSketch['turn']; from: number; to: number }) => void): void => {
  const place = ({ piece }: Placed): PlacedPiece | undefined => read.pieces.find((at) => at.piece === piece);
  const citePiece = (field: string, placed: Placed | null | undefined): void => {
    const at = placed ? place(placed) : undefined;
    if (at) cite(field, { turn: at.turn, from: at.piece.from, to: at.piece.to });
  };
  const { parsed, steps } = read.assembled;
  const many = parsed.sequence.length > 0;
  const cited = new Set<unknown>();
  for (const step of many ? steps : steps.slice(0, 1)) {
    if ((many || parsed.dose !== null) && step.doseAt && !cited.has(step.doseAt)) citePiece('dose', step.doseAt);
    cited.add(step.doseAt);
  }
  if (read.strength && !sketch.strength) cite('strength', { turn: read.strength.at.turn, from: read.strength.at.piece.from, to: read.strength.at.piece.to });
  const all: Placed[] = read.pieces.map(({ piece, turn }) => ({ piece, text: turn.phrase.text }));
  const often = parsed.sequence.length > 0 ? parsed.sequence : [parsed];
  if (often.some(({ frequency, timing }) => frequency !== null || timing !== null)) {
    const spoken = all.filter(isField('frequency'));
    const times = all.filter(isField('time'));
    const repeats = all.filter(isField('repeat'));
    const counts = all.filter(isField('count'));
    const source: Placed[] = spoken.length > 0 ? (many ? spoken : spoken.slice(0, 1)) : times.length > 0 ? times.filter((one, at) => at === 0 || one.piece.from !== times[at - 1]?.piece.from) : repeats.length > 0 ? repeats.slice(0, 1) : counts.slice(0, 1);
    for (const one of source) citePiece('frequency', one);
  }
  const route = all.filter(isField('route')).find(({ piece }) => piece.route === parsed.route);
  if (parsed.route !== null) citePiece('route', route ?? steps.find(({ doseAt }) => doseAt !== null)?.doseAt);
  const durations = all.filter(isField('duration'));
  if (often.some(({ duration }) => duration !== null)) for (const one of many ? durations : durations.slice(0, 1)) citePiece('duration', one);
  if (often.some(({ prn }) => prn)) citePiece('prn', all.find(isField('prn')));
  if (often.some(({ maxPerPeriod }) => maxPerPeriod !== null)) citePiece('maxPerPeriod', all.find(isField('max')) ?? all.find(isField('repeat')) ?? all.find(isField('count')));
};

/** From the first to the last word of directions, as said, turn by turn. */
const directionsOf = (sketch: OrderSketch): string => {
  const byTurn = new Map<OrderSketch['turn'], { from: number; to: number }>();
  for (const { turn, piece } of sketch.pieces) {
    if (piece.field === 'join') continue;
    const span = byTurn.get(turn) ?? { from: piece.from, to: piece.to };
    byTurn.set(turn, { from: Math.min(span.from, piece.from), to: Math.max(span.to, piece.to) });
  }
  return [...byTurn].map(([turn, { from, to }]) => saidIn(turn, from, to)).join('; ');
};
