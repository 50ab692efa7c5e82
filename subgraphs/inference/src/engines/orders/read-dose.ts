import { correctionAtEnd } from './corrections.ts';
import type { OrderSketch, PlacedPiece } from './order-sketch.ts';
import { resolveField, type Resolved } from './resolve-field.ts';

export type Dose = { min: string; max: string; unit: string | null };
export type DoseReading = { dose: Resolved<Dose>; strength: Resolved<string>; flags: string[]; doubtful: boolean };

type DosePiece = PlacedPiece & { piece: { field: 'dose' } };

/**
 * Dose and strength out of what was said. A number of pieces ("two tablets") is the dose and an amount beside it
 * ("500 milligrams") the strength; an amount alone is the dose. Two amounts that differ are a conflict.
 */
export const readDose = (sketch: OrderSketch): DoseReading => {
  const flags: string[] = [];
  const counts: { value: Dose; at: PlacedPiece }[] = [];
  const masses: { value: Dose; at: PlacedPiece }[] = [];
  const strengths: { value: string; at: PlacedPiece }[] = [];
  let ambiguous = false;
  let corrected = false;
  for (const at of sketch.pieces) {
    const { piece, turn } = at;
    if (piece.field === 'strength') {
      if (piece.ambiguous) ambiguous = true;
      else {
        strengths.push({ value: piece.strength, at });
        if (piece.count !== null) counts.push({ value: { min: piece.count, max: piece.count, unit: piece.unit }, at });
      }
    }
    if (piece.field !== 'dose') continue;
    const value = changeTarget(sketch, at as DosePiece) ?? { min: piece.min, max: piece.max, unit: piece.unit };
    if (piece.ambiguous) flags.push('NUMBER_SPOKEN_SHORT');
    if (correctionAtEnd.test(turn.phrase.text.slice(Math.max(0, piece.from - 80), piece.from).trimEnd())) corrected = true;
    (piece.mass ? masses : counts).push({ value, at });
  }
  if (ambiguous) return { dose: { kind: 'none' }, strength: { kind: 'none' }, flags: ['AMBIGUOUS_NUMBER'], doubtful: true };
  if (sketch.intent === 'CHANGE') dropOldAmount(masses);
  const sameDose = (a: Dose, b: Dose): boolean => a.min === b.min && a.max === b.max && (a.unit === b.unit || a.unit === null || b.unit === null);
  const mass = resolveField(masses, sameDose, sketch.pieces);
  const count = resolveField(counts, sameDose, sketch.pieces);
  const dose = counts.length > 0 ? count : mass;
  let strength: Resolved<string> = resolveField(strengths, (a, b) => a === b);
  if (counts.length > 0 && masses.length > 0 && strength.kind === 'none') {
    // "two capsules, 800 milligrams": the strength of one or the total of both? Only beside the drug or with one piece is it clear.
    if (mass.kind === 'value' && (besideDrug(sketch, mass.at) || (count.kind === 'value' && count.value.min === '1' && count.value.max === '1'))) {
      strength = { ...mass, value: `${mass.value.min}${mass.value.max === mass.value.min ? '' : `-${mass.value.max}`} ${mass.value.unit ?? ''}`.trim() };
    } else flags.push('STRENGTH_OR_TOTAL');
  }
  if (dose.kind === 'value' && (dose.corrected || corrected)) flags.push('SELF_CORRECTED');
  if (dose.kind === 'conflict') flags.push(isTaper(sketch) ? 'TAPER_NOT_STRUCTURED' : 'CONFLICTING_DOSE');
  return { dose, strength, flags, doubtful: flags.some((flag) => flag === 'SELF_CORRECTED' || flag === 'NUMBER_SPOKEN_SHORT') };
};

/** "from ten to twenty milligrams" in a change is no range: the dose is the twenty. */
const changeTarget = (sketch: OrderSketch, { piece, turn }: DosePiece): Dose | null =>
  sketch.intent === 'CHANGE' && piece.min !== piece.max && / to /.test(turn.phrase.text.slice(piece.from, piece.to))
    ? { min: piece.max, max: piece.max, unit: piece.unit }
    : null;

/** In a change an amount followed by "to <another amount>" is the old one: "from 10 milligrams daily to 20 milligrams". */
const dropOldAmount = (masses: { value: Dose; at: PlacedPiece }[]): void => {
  for (let at = masses.length - 1; at > 0; at -= 1) {
    const earlier = masses[at - 1]?.at;
    const later = masses[at]?.at;
    if (!earlier || !later || earlier.turn !== later.turn) continue;
    const text = later.turn.phrase.text;
    const toNew = /\b(?:to|up to|down to)(?: about)?$/.test(text.slice(0, later.piece.from).trimEnd());
    if (toNew && !/\bto$/.test(text.slice(0, earlier.piece.from).trimEnd())) masses.splice(at - 1, 1);
  }
};

/** Right after the name ("metformin 500 milligrams") or right before it ("500 milligrams of metformin"). */
const besideDrug = (sketch: OrderSketch, { piece, turn }: PlacedPiece): boolean => {
  if (!sketch.mention || sketch.turn !== turn) return false;
  const text = turn.phrase.text;
  return piece.from >= sketch.mention.to
    ? /^[ ,-]*(?:at|the|a|of|\w+ release|xr|er|xl|succinate|tartrate)?[ ,-]*$/.test(text.slice(sketch.mention.to, piece.from))
    : /^ ?(?:of|of the)? ?$/.test(text.slice(piece.to, sketch.mention.from));
};

const isTaper = (sketch: OrderSketch): boolean =>
  sketch.pieces.filter(({ piece }) => piece.field === 'duration').length > 1 ||
  sketch.pieces.some(({ piece, turn }) => /\b(?:then|taper)\b/.test(turn.phrase.text.slice(Math.max(0, piece.from - 30), piece.from)));
