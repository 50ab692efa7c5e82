import { assemble, doseUnit, isAmount, lostOf, saysHowOften, shared, type Assembled, type Placed, type PieceField, type SigPiece } from '@dra/sig';
import { correctionAtEnd } from './corrections.ts';
import type { OrderSketch, PlacedPiece } from './order-sketch.ts';
import { withoutTakenBack } from './resolve-field.ts';
import { withQuantities } from './quantities.ts';
import { saidIn } from './turns.ts';

export type SigRead = {
  assembled: Assembled;
  /** What counts of what was said: corrections settled, numbers to dispense told from numbers to take. */
  pieces: PlacedPiece[];
  /** Fields where something was taken back. */
  corrected: Set<string>;
  /** Fields that may not hold all that was said of them. */
  doubts: Set<string>;
  strength: { value: string; at: PlacedPiece } | null;
  flags: Set<string>;
};

/** Directions out of the pieces of an order. */
export const readSig = (sketch: OrderSketch): SigRead => {
  const flags = new Set<string>();
  const { pieces: settled, corrected } = withoutTakenBack(withQuantities(sketch.pieces));
  // "Increase it by ten milligrams": the ten is no dose, and nobody works the new one out.
  const step = (one: PlacedPiece): boolean => one.piece.field === 'dose' && /\bby(?: (?:another|about|an additional|an extra|just|only|like))*$/.test(one.turn.phrase.text.slice(Math.max(0, one.piece.from - 30), one.piece.from).trimEnd());
  const steps = settled.filter(step);
  if (steps.length > 0) flags.add('TITRATION_NOT_STRUCTURED');
  const standing = settled.filter((one) => !step(one)).filter(({ piece, turn }) => !/\b(?:instead of|rather than|not)(?: (?:the|your|just|usual|only))*$/.test(turn.phrase.text.slice(Math.max(0, piece.from - 40), piece.from).trimEnd()) && !/\b(?:increased|decreased|reduced|changed|up|down) from$/.test(turn.phrase.text.slice(Math.max(0, piece.from - 30), piece.from).trimEnd()));
  // "Ninety per kilo a day" is a rate, and no dose until somebody works it out.
  const perKilo = (one: PlacedPiece): boolean => one.piece.field === 'dose' && doseUnit(one.piece.unit ?? '')?.kind !== 'rate' && /^ ?(?:milligrams?|mgs?)? ?(?:per|\/|a) ?(?:kilos?|kgs?|kilograms?)\b/.test(one.turn.phrase.text.slice(one.piece.to, one.piece.to + 30));
  const rates = standing.filter(perKilo);
  const counted = standing.filter((one) => !perKilo(one));
  if (rates.length > 0 && !counted.some(({ piece }) => piece.field === 'dose')) flags.add('WEIGHT_BASED');
  let pieces = sketch.intent === 'CHANGE' ? withoutOldAmount(counted.flatMap(asTarget)) : counted;
  if (pieces.some(({ piece }) => piece.field === 'strength' && piece.ambiguous)) {
    // "one twenty milligram tablet": 120 mg, or one of 20 mg?
    flags.add('AMBIGUOUS_NUMBER');
    pieces = pieces.filter(({ piece }) => piece.field !== 'strength' && piece.field !== 'dose');
  }
  // "one sixty two puffs": 162 of them, or two of 160?
  const unclear = pieces.filter(({ piece }) => piece.field === 'dose' && piece.ambiguous && !piece.mass && piece.unit !== null && piece.unit !== 'unit' && Number(piece.max) > 20);
  if (unclear.length > 0) {
    flags.add('AMBIGUOUS_NUMBER');
    pieces = pieces.filter((one) => !unclear.includes(one));
  }
  pieces = pieces.map((one) => withUnit(one, pieces));
  pieces = [...workedOut(withoutEmphasis(withoutEquals(pieces)))];
  for (const { piece, turn } of pieces) {
    if (piece.field !== 'dose') continue;
    if (piece.ambiguous) flags.add('NUMBER_SPOKEN_SHORT');
    if (correctionAtEnd.test(turn.phrase.text.slice(Math.max(0, piece.from - 80), piece.from).trimEnd())) corrected.add('dose');
  }
  const places = new Map<SigPiece, PlacedPiece>();
  const placed: Placed[] = pieces.map((at) => {
    places.set(at.piece, at);
    return { piece: at.piece, text: at.turn.phrase.text };
  });
  const words = (at: Placed, from: number, to: number): string => {
    const turn = places.get(at.piece)?.turn;
    return turn ? saidIn(turn, from, to).replace(/(?:,? (?:instead|today|please|too|also|then|okay|though|only|alright))+$/i, '') : '';
  };
  const { assembled, doubts } = acrossSteps(assemble(placed, words), placed, pieces, words);
  for (const { field } of assembled.unheld) {
    flags.add('NOT_UNDERSTOOD');
    for (const doubt of doubted[field] ?? []) doubts.add(doubt);
  }
  return { assembled, pieces, corrected, doubts, strength: readStrength(sketch, assembled, places, flags), flags };
};

/** What of a draft a person has to look at where such a piece was said and lost; advice may have taken an amount or a time along. */
const doubted: Readonly<Partial<Record<PieceField, readonly string[]>>> = {
  dose: ['dose'], strength: ['dose'], frequency: ['frequency'], time: ['frequency'], count: ['frequency'], duration: ['duration'], max: ['maxPerPeriod'], prn: ['prn'], remark: ['dose', 'frequency'],
};

/**
 * "Sixty for three days, then forty for three." "All at once?" "In the morning, with food.": what was said apart from the
 * steps, and holds no dose, is said of each step. Another frequency than a step's own is in doubt: nobody knows which holds.
 */
const acrossSteps = (whole: Assembled, placed: readonly Placed[], pieces: readonly PlacedPiece[], words: (at: Placed, from: number, to: number) => string): { assembled: Assembled; doubts: Set<string> } => {
  const doubts = new Set<string>();
  const asItIs = { assembled: whole, doubts };
  if (whole.parsed.sequence.length === 0) return asItIs;
  const turns = [...new Set(pieces.map(({ turn }) => turn))];
  const apart = turns.filter((turn, at) => at > 0 && pieces.every((one) => one.turn !== turn || ['time', 'frequency', 'route', 'prn', 'remark', 'quantity', 'refills', 'site'].includes(one.piece.field)));
  if (apart.length === 0) return asItIs;
  const isApart = (one: Placed): boolean => pieces.some(({ piece, turn }) => piece === one.piece && apart.includes(turn));
  const steps = assemble(placed.filter((one) => !isApart(one)), words);
  const { parsed: common, steps: raw } = assemble(placed.filter(isApart), words);
  if (steps.parsed.sequence.length === 0) return asItIs;
  const { frequency, frequencyMax, period, periodMax, periodUnit, timing } = common;
  const counted = raw.some(({ frequencies }) => frequencies.length > 0);
  for (const step of steps.parsed.sequence) {
    const same = step.frequency === frequency && (!counted || (step.period === period && step.periodUnit === periodUnit && step.frequencyMax === frequencyMax && step.periodMax === periodMax));
    if (step.frequency === null && step.timing === null) Object.assign(step, { frequency, frequencyMax, period, periodMax, periodUnit, timing });
    else if (frequency !== null && !same) doubts.add('frequency');
    else if (step.timing === null && timing !== null && (same || !saysHowOften(timing))) step.timing = timing;
    step.route ??= common.route;
    if (common.prn) Object.assign(step, { prn: true, prnReason: step.prnReason ?? common.prnReason });
  }
  const { sequence } = steps.parsed;
  const outcome = { ...steps, parsed: { ...shared(sequence), sequence }, flags: new Set([...steps.flags, ...whole.flags]) };
  return { assembled: { ...outcome, unheld: lostOf(placed, { ...outcome, steps: [...steps.steps, ...raw] }) }, doubts };
};

/** "Ten milligrams per kilo, so a hundred and eighty": the clinician worked it out. */
const workedOut = (pieces: readonly PlacedPiece[]): readonly PlacedPiece[] => {
  const isRate = ({ piece }: PlacedPiece): boolean => piece.field === 'dose' && piece.unit !== null && doseUnit(piece.unit)?.kind === 'rate';
  const amount = pieces.some(({ piece }) => piece.field === 'dose' && piece.unit !== null && doseUnit(piece.unit)?.kind !== 'rate');
  return amount ? pieces.filter((one) => !isRate(one)) : pieces;
};

/** "Claritin ten in the morning." "Claritin ten milligrams.": said again with its unit, that is the unit. */
const withUnit = (one: PlacedPiece, pieces: readonly PlacedPiece[]): PlacedPiece => {
  const { piece } = one;
  if (piece.field !== 'dose' || piece.unit !== null) return one;
  const units = new Set(pieces.flatMap(({ piece: other, turn }) => (other.field === 'dose' && other.unit !== null && other.min === piece.min && other.max === piece.max && turn !== one.turn ? [other.unit] : [])));
  const [unit, ...more] = units;
  return unit === undefined || more.length > 0 ? one : { ...one, piece: { ...piece, unit, mass: isAmount(unit) } };
};

/** "Six hundred milligrams, that's seven and a half mils": one dose, measured twice; the first saying counts. */
const withoutEquals = (pieces: readonly PlacedPiece[]): readonly PlacedPiece[] =>
  pieces.filter(({ piece, turn }, at) => {
    if (piece.field !== 'dose') return true;
    const before = pieces.slice(0, at).findLast((one) => one.piece.field === 'dose' && one.turn === turn);
    if (before?.piece.field !== 'dose' || before.piece.unit === null || before.piece.unit === piece.unit) return true;
    return !/^(?: ?,)?(?: (?:so|and|which|that))*(?: (?:that's|that is|that'll be|which is|it's|is|comes to|comes out to|works out to|equals|that comes to|that comes out to))(?: (?:about|around|roughly|really|just))* ?$/.test(turn.phrase.text.slice(before.piece.to, piece.from));
  });

/** "75 micrograms, one daily" is one of 75; "twice a day, every day" is twice a day. */
const withoutEmphasis = (pieces: readonly PlacedPiece[]): readonly PlacedPiece[] => {
  const several = pieces.some(({ piece }) => piece.field === 'frequency' && piece.periodUnit !== 'wk' && piece.periodUnit !== 'mo' && !(piece.frequency === 1 && piece.period === '1' && piece.periodUnit === 'd'));
  return pieces.filter(({ piece, turn }, at) => {
    const words = turn.phrase.text.slice(piece.from, piece.to);
    if (piece.field === 'frequency' && several && /^(?:every|each|every single) day$/.test(words)) return false;
    const before = pieces.slice(0, at).findLast((one) => one.piece.field === 'dose');
    return !(piece.field === 'dose' && piece.unit === null && piece.min === '1' && piece.max === '1' && before?.piece.field === 'dose' && before.piece.mass && before.turn === turn && piece.from - before.piece.to < 40);
  });
};

/** "Increase it up to 10 milligrams a day": in a change that is the new dose, no limit. */
const asTarget = ({ turn, piece }: PlacedPiece): PlacedPiece[] => {
  if (piece.field !== 'max' || piece.unit === null || !/^up to\b/.test(turn.phrase.text.slice(piece.from, piece.to))) return [{ turn, piece }];
  const span = { from: piece.from, to: piece.to };
  const dose: PlacedPiece = { turn, piece: { field: 'dose', ...span, min: piece.value, max: piece.value, unit: piece.unit, ambiguous: false, mass: isAmount(piece.unit) } };
  const often: PlacedPiece = { turn, piece: { field: 'frequency', ...span, frequency: 1, frequencyMax: null, period: piece.period, periodMax: null, periodUnit: piece.periodUnit, range: false, upTo: false } };
  return piece.period === null ? [dose] : [dose, often];
};

/** In a change an amount followed by "to <another amount>" is the old one: "from 10 milligrams daily to 20 milligrams". */
const withoutOldAmount = (pieces: readonly PlacedPiece[]): PlacedPiece[] => {
  const amounts = pieces.filter(({ piece }) => piece.field === 'dose');
  const old = new Set<PlacedPiece>();
  amounts.forEach((later, at) => {
    const earlier = amounts[at - 1];
    if (!earlier || earlier.turn !== later.turn) return;
    const { text } = later.turn.phrase;
    if (/\bthen\b/.test(text.slice(earlier.piece.to, later.piece.from))) return;
    const toNew = /\b(?:to|up to|down to)(?: about)?$/.test(text.slice(0, later.piece.from).trimEnd());
    if (toNew && !/(?<!\bfrom )\bto$/.test(text.slice(0, earlier.piece.from).trimEnd())) old.add(earlier);
  });
  return pieces
    .filter((one) => !old.has(one))
    .map((one) => {
      const { piece, turn } = one;
      // "from ten to twenty milligrams" in a change is no range: the dose is the twenty.
      const target = piece.field === 'dose' && piece.min !== piece.max && / to /.test(turn.phrase.text.slice(piece.from, piece.to));
      return target && piece.field === 'dose' ? { turn, piece: { ...piece, min: piece.max } } : one;
    });
};

/**
 * A number of pieces ("two tablets") is the dose and an amount beside it ("500 milligrams") the strength, where it stands
 * beside the drug or with one piece; else it may be the strength of one or the total of both.
 */
const readStrength = (sketch: OrderSketch, assembled: Assembled, places: ReadonlyMap<SigPiece, PlacedPiece>, flags: Set<string>): SigRead['strength'] => {
  const found: { value: string; at: PlacedPiece }[] = [];
  for (const { piece } of assembled.strengths) {
    const at = places.get(piece);
    if (!at) continue;
    if (piece.field === 'strength') found.push({ value: piece.strength, at });
    else if (piece.mass && piece.unit !== null) {
      const one = assembled.steps.some(({ dose, equals }) => dose?.min === '1' && dose.max === '1' && equals.some((equal) => equal.piece === piece));
      const beside = isBesideDrug(sketch, at);
      if (one || beside) found.push({ value: `${piece.min}${piece.max === piece.min ? '' : `-${piece.max}`} ${piece.unit}`, at });
      else flags.add('STRENGTH_OR_TOTAL');
    }
  }
  const [first, ...others] = found;
  if (first && others.some((other) => other.value !== first.value)) {
    flags.add('CONFLICTING_STRENGTH');
    return null;
  }
  return first ?? null;
};

/** Right after the name ("metformin 500 milligrams") or right before it ("500 milligrams of metformin"). */
const isBesideDrug = (sketch: OrderSketch, { piece, turn }: PlacedPiece): boolean => {
  if (sketch.turn !== turn) return false;
  const { text } = turn.phrase;
  return piece.from >= sketch.mention.to
    ? /^[ ,-]*(?:at|the|a|of|\w+ release|xr|er|xl|succinate|tartrate)?[ ,-]*$/.test(text.slice(sketch.mention.to, piece.from))
    : /^ ?(?:of|of the)? ?$/.test(text.slice(piece.to, sketch.mention.from));
};
