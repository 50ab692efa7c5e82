import type { PieceOf } from '../grammar/piece.ts';
import { doseUnit, isAmount } from '../vocabulary/dose-units.ts';
import { between, type Placed } from './placed.ts';

export type Amount = { min: string; max: string; unit: string | null };
export type DosePiece = PieceOf<'dose'> | PieceOf<'strength'>;

/** One dose with what belongs to it, as it was said. */
export type RawStep = {
  how: 'THEN' | 'AND' | null;
  dose: Amount | null;
  doseAt: Placed<DosePiece> | null;
  /** The same dose in another unit: "1 tablet (10 mg)". */
  equals: Placed<DosePiece>[];
  strengths: Placed<PieceOf<'strength'>>[];
  frequencies: Placed<PieceOf<'frequency'>>[];
  times: Placed<PieceOf<'time'>>[];
  durations: Placed<PieceOf<'duration'>>[];
  prn: Placed<PieceOf<'prn'>> | null;
  count: Placed<PieceOf<'count'>> | null;
  repeat: Placed<PieceOf<'repeat'>> | null;
  limits: Placed<PieceOf<'max'>>[];
  routes: Placed<PieceOf<'route'>>[];
  /** Which eye or ear, where one was said. */
  sites: PieceOf<'site'>['site'][];
  /** The same dose as the step before, and yet beside it: "twice a day and every 4 hours as needed". */
  onTop: boolean;
};

const newStep = (how: RawStep['how']): RawStep => ({
  how, dose: null, doseAt: null, equals: [], strengths: [], frequencies: [], times: [], durations: [], prn: null, count: null, repeat: null, limits: [], routes: [], sites: [], onTop: false,
});

export const amountOf = (piece: DosePiece): Amount | null =>
  piece.field === 'dose' ? { min: piece.min, max: piece.max, unit: piece.unit } : piece.count === null ? null : { min: piece.count, max: piece.countMax ?? piece.count, unit: piece.unit === '' ? null : piece.unit };

export const sameAmount = (a: Amount, b: Amount): boolean =>
  Number(a.min) === Number(b.min) && Number(a.max) === Number(b.max) && (a.unit === b.unit || a.unit === null || b.unit === null || alike(a.unit, b.unit));

/** A pill is a tablet or a capsule. */
const alike = (a: string, b: string): boolean => (a === 'pill' || b === 'pill') && [a, b].every((unit) => ['pill', 'tablet', 'capsule'].includes(unit));

const aside = /^[ ,(=:/-]*(?:(?:or|of|each|total|equals?|is|=|i e|about|a total of|dose|for a total of|to equal|for a total dose of|\)) ?)*[ ,(=:/-]*$/;

/** "After a week" ends what was said before. */
const isSchedule = ({ piece: { field, from, to }, text }: Placed): boolean => field === 'time' || field === 'frequency' || (field === 'duration' && !/\bafter\b/.test(text.slice(from, to)));
const isAmountPiece = (placed: Placed): placed is Placed<DosePiece> => placed.piece.field === 'dose' || (placed.piece.field === 'strength' && placed.piece.count !== null);
/** What may stand between a time and the dose that it belongs to. */
const toItsDose = /^[ :-]*(?:(?:you |please |then |also |only |sig )*(?:take|give|use|inject|apply|inhale|instill|chew|drink|have|put|place|administer)(?: (?:only|just))?)?[ :]*$/;
const separator = /(?:[,;.&+\n]|\b(?:and|then|plus|but|followed by|while))(?: (?:then|on|at|also|take|and))*[ :(]*$/;

/**
 * The times that stand before their dose: "in the morning 10 mg, at bedtime 20 mg", "1 tablet daily; on Mondays take 2". The others
 * stand behind theirs. Between two doses a time is the second's where nothing parts it from that and something parts it from the
 * first, and where the first has a time without it.
 */
const leading = (pieces: readonly Placed[]): ReadonlySet<Placed> => {
  const found = new Set<Placed>();
  const doses = pieces.flatMap((placed, at) => (isAmountPiece(placed) ? [at] : []));
  const [first = 0] = doses;
  let before = pieces.slice(0, first).some(isSchedule);
  const inFront = before && !pieces.slice((doses.at(-1) ?? 0) + 1).some((placed) => placed.piece.field === 'time' || placed.piece.field === 'frequency');
  for (const [index, at] of doses.slice(1).entries()) {
    const dose = pieces[at];
    const last = doses[index] ?? 0;
    const gap = pieces.slice(last + 1, at).filter(isSchedule);
    let own = gap.length;
    let next = dose;
    while (own > 0 && next) {
      const one = gap[own - 1];
      if (!one) break;
      const words = between(one, next);
      if (one.piece.from !== next.piece.from && (words === null || !(next === dose ? toItsDose : /^ ?(?:,|and|&|\/|:|-)? ?$/).test(words))) break;
      own -= 1;
      next = one;
    }
    // Of the times right before the dose, those behind the last thing that parts.
    const run = gap.slice(own);
    const previous = pieces[last];
    const start = run.findIndex((one) => previous !== undefined && separator.test(one.text.slice(previous.piece.to, one.piece.from)));
    const hasOwn = before || own > 0 || start > 0;
    const from = start >= 0 ? start : inFront ? 0 : -1;
    if (run.length > 0 && from >= 0 && hasOwn) for (const one of run.slice(from)) found.add(one);
    before = run.some((one) => found.has(one));
  }
  return found;
};

/** Cuts directions into steps: a second dose, or a "then", begins another. */
export const cutSteps = (pieces: readonly Placed[]): RawStep[] => {
  const steps: RawStep[] = [];
  let step = newStep(null);
  let then = false;
  const next = (how: 'THEN' | 'AND'): void => {
    // "2 tablets today, then 1 daily": the first day, by itself
    if (how === 'THEN' && step.count && step.durations.length === 0 && /^today(?: only)?$/.test(step.count.text.slice(step.count.piece.from, step.count.piece.to))) step.durations.push({ text: step.count.text, piece: { field: 'duration', from: step.count.piece.from, to: step.count.piece.to, value: '1', max: null, unit: 'd', upTo: false, days: 'first' } });
    steps.push(step);
    step = newStep(how);
    then = false;
  };
  const begun = (): boolean => step.dose !== null || step.frequencies.length > 0 || step.durations.length > 0 || step.times.length > 0 || step.count !== null;
  const leads = leading(pieces);
  for (const placed of pieces) {
    const { piece } = placed;
    if (leads.has(placed) && step.dose !== null) next(then ? 'THEN' : 'AND');
    switch (piece.field) {
      case 'join':
        if (piece.how === 'THEN' && begun()) then = true;
        if (piece.how === 'SINCE' && step.dose !== null && steps.length > 0) step.how = 'THEN';
        break;
      case 'dose':
      case 'strength': {
        const at = placed as Placed<DosePiece>;
        const amount = amountOf(piece);
        if (piece.field === 'strength') step.strengths.push(at as Placed<PieceOf<'strength'>>);
        if (amount === null) break;
        if (step.dose !== null && !then && isSameDose(step, at, amount)) {
          if (isProduct(step.doseAt, at)) {
            if (step.doseAt) step.equals.push(step.doseAt);
            step.dose = amount;
            step.doseAt = at;
          } else step.equals.push(at);
          break;
        }
        if (then || step.dose !== null) {
          const strengths = piece.field === 'strength' ? step.strengths.splice(-1) : [];
          next(then ? 'THEN' : 'AND');
          step.strengths.push(...strengths);
        }
        step.dose = amount;
        step.doseAt = at;
        break;
      }
      case 'frequency': {
        const at = placed as Placed<PieceOf<'frequency'>>;
        const regular = step.frequencies.at(-1);
        if (regular && step.prn === null && !sameOften(regular.piece, at.piece) && / and $/.test(` ${(between(regular, at) ?? '').trim()} `) && /^ ?(?:only )?(?:as (?:needed|required)|when (?:needed|required)|if needed|prn)\b/.test(at.text.slice(piece.to))) {
          next('AND');
          step.onTop = true;
        } else if ((then && (step.frequencies.length > 0 || step.durations.length > 0 || step.times.length > 0)) || (step.frequencies.length > 0 && step.durations.length > 0 && !step.frequencies.some((other) => sameOften(other.piece, at.piece)))) next('THEN');
        step.frequencies.push(at);
        break;
      }
      case 'time':
        // "In the morning and then at bedtime" lists times of one dose.
        if (then && step.durations.length > 0) next('THEN');
        step.times.push(placed as Placed<PieceOf<'time'>>);
        break;
      case 'duration': {
        const at = placed as Placed<PieceOf<'duration'>>;
        const had = step.durations.at(-1);
        if ((then && begun()) || (had !== undefined && at.piece.days !== null && (had.piece.days !== at.piece.days || at.piece.days === 'later'))) next('THEN');
        step.durations.push(at);
        break;
      }
      case 'prn':
        if (then && begun()) next('THEN');
        step.prn ??= placed as Placed<PieceOf<'prn'>>;
        break;
      case 'count':
        step.count ??= placed as Placed<PieceOf<'count'>>;
        break;
      case 'repeat':
        step.repeat ??= placed as Placed<PieceOf<'repeat'>>;
        if (/^ ?(?:with)\b/.test(placed.text.slice(piece.to))) then = true;
        break;
      case 'max':
        step.limits.push(placed as Placed<PieceOf<'max'>>);
        break;
      case 'site':
        step.sites.push(piece.site);
        break;
      case 'route':
        step.routes.push(placed as Placed<PieceOf<'route'>>);
        break;
      default:
    }
  }
  steps.push(step);
  amountOfOnePiece(steps);
  doseBehindAll(steps);
  return withoutRepetition(inherit(steps));
};

/** "q15min x 4 then q1h: 1 drop": one dose, behind a colon, for all that stands before it. */
const doseBehindAll = (steps: readonly RawStep[]): void => {
  const last = steps.at(-1);
  if (!last?.doseAt || steps.length < 2 || !/: ?(?:take |give |use |instill )?$/.test(last.doseAt.text.slice(0, last.doseAt.piece.from)) || steps.slice(0, -1).some(({ dose }) => dose !== null)) return;
  for (const step of steps) Object.assign(step, { dose: last.dose, doseAt: last.doseAt });
};

/** "3 g packet once", "take 500 mg tablet twice daily": one piece at a time, and what is in it was said. */
const amountOfOnePiece = (steps: readonly RawStep[]): void => {
  const [step, ...others] = steps;
  const strength = step?.strengths[0]?.piece;
  if (!step || others.some(({ dose, strengths }) => dose !== null || strengths.length > 0) || step.dose !== null || step.strengths.length !== 1 || !strength || strength.ambiguous || !/^(?:tablet|capsule|packet|suppository|lozenge|film|pill)$/.test(strength.unit)) return;
  if (step.frequencies.length + step.times.length === 0 && step.count === null) return;
  const [value = '', unit = ''] = strength.strength.split(' ');
  if (/^[\d.]+$/.test(value) && isAmount(unit)) step.dose = { min: value, max: value, unit };
};

const isSameDose = (step: RawStep, at: Placed<DosePiece>, amount: Amount): boolean => {
  const last = step.equals.at(-1) ?? step.doseAt;
  if (!last || step.dose === null) return false;
  if (step.doseAt && isInBrackets(step.doseAt, at)) return true;
  if (isVolumeOfProduct(step.doseAt, at)) return true;
  const gap = between(last, at);
  // Said in another breath: pieces and the amount in them, or the same again.
  if (gap === null) return sameAmount(step.dose, amount) || isProduct(step.doseAt, at) || (!isMass(step.dose.unit) && isMass(amount.unit));
  if (amount.unit === null && isProduct(step.doseAt, at) && step.frequencies.length + step.times.length + step.durations.length === 0) return true;
  if (amount.unit === step.dose.unit || amount.unit === null) return aside.test(gap) && sameAmount(step.dose, amount);
  // "two Tylenol 500 milligrams": a number without a unit counts pieces.
  if (step.dose.unit === null && isMass(amount.unit) && !step.doseAt?.piece.ambiguous && Number(step.dose.max) <= 6 && step.frequencies.length === 0 && step.durations.length === 0) return true;
  const kinds = [doseUnit(amount.unit)?.kind, doseUnit(step.dose.unit ?? '')?.kind];
  const close = isProduct(step.doseAt, at) || step.frequencies.length + step.times.length + step.durations.length === 0 || /[(=]/.test(gap.slice(-3));
  // "2 tablets by mouth (10 mg total)": one counts, the other weighs
  return (kinds[0] !== kinds[1] && close && !/\b(?:and|then|plus)\b|\+/.test(gap)) || aside.test(gap);
};

/** Within a factor of five: two doses of one medicine in one unit. */
const isNear = (a: Amount, b: Amount): boolean => Number(b.max) * 5 >= Number(a.max) && Number(b.max) <= Number(a.max) * 5;
/** "75 mg (one 50 mg tablet and one 25 mg tablet)": how it is made up, where the brackets hold no times. */
const isInBrackets = (first: Placed<DosePiece>, at: Placed<DosePiece>): boolean => {
  const gap = between(first, at);
  const open = gap?.lastIndexOf('(') ?? -1;
  if (gap === null || open < 0 || gap.indexOf(')', open) >= 0) return false;
  const from = first.piece.to + open;
  const to = at.text.indexOf(')', from);
  return to > 0 && !/\b(?:am|pm|morning|noon|evening|night|bedtime|hs|daily|day|every|q|bid|tid|qid|then|for|x|or|breakfast|lunch|dinner|start)\b|[,;]/.test(at.text.slice(from, to));
};

const isMass = (unit: string | null): boolean => unit !== null && isAmount(unit);

/** "GoLytely 4 L: drink 8 oz" */
const isVolumeOfProduct = (first: Placed<DosePiece> | null, at: Placed<DosePiece>): boolean =>
  first !== null && first.text === at.text && /^(?:L|mL)$/.test(first.piece.unit ?? '') && /^ ?(?:bottle |jug |solution )?[:,] ?(?:take|drink|use|give)\b/.test(first.text.slice(first.piece.to, at.piece.from));

/** "metformin 500 mg: take 2 tablets": the amount in front, which nobody is told to take, is the product's strength. */
const isProduct = (first: Placed<DosePiece> | null, at: Placed<DosePiece>): boolean => {
  if (!first || first.piece.field !== 'dose') return false;
  if (isVolumeOfProduct(first, at)) return true;
  if (!first.piece.mass || isMass(at.piece.unit)) return false;
  if (first.text !== at.text) return at.piece.unit !== null;
  const gap = first.text.slice(first.piece.to, at.piece.from);
  if (at.piece.field === 'dose' && at.piece.unit === null) return Number(at.piece.max) <= 6 && /^[ ,.:;()-]*(?:(?:odt|tablets?|tabs?|capsules?|caps?|sachets?|pills?|er|xr|sr) ?)*[ ,.:;()-]*(?:take|dissolve|chew|swallow|use|sig)?(?: :)? ?$/.test(gap);
  return !/[(=]/.test(gap) && (/\b(?:take|use|give|inject|inhale)\b/.test(gap) || !/\b(?:take|use|give|inject|inhale|apply|administer)\b/.test(first.text.slice(0, first.piece.from)));
};

export const sameOften = (a: PieceOf<'frequency'>, b: PieceOf<'frequency'>): boolean =>
  a.frequency === b.frequency && a.frequencyMax === b.frequencyMax && a.period === b.period && a.periodMax === b.periodMax && a.periodUnit === b.periodUnit;

/** "1 tablet daily for a week, then twice a day": the second step is the same tablet. */
const inherit = (steps: RawStep[]): RawStep[] =>
  steps
    .filter((step) => step.dose !== null || step.frequencies.length > 0 || step.durations.length > 0 || step.times.length > 0 || step.prn !== null || step.count !== null || step.repeat !== null || step.limits.length > 0 || step.routes.length > 0)
    .map((step, at, all) => {
      const before = all[at - 1];
      // "100 milligram capsules, one three times a day"
      const piece = step.strengths.find(({ piece: strength }) => strength.count === null)?.piece.unit;
      if (step.dose?.unit === null && piece) step.dose = { ...step.dose, unit: piece };
      // "forty milligrams for five days, then twenty"
      const unit = before?.dose?.unit ?? null;
      if (step.dose?.unit === null && step.how === 'THEN' && unit !== null) step.dose = { ...step.dose, unit };
      // "2 tablets in the morning and 1 at night"; "20 mg in the morning and 1 at night" may be one tablet
      if (step.dose?.unit === null && step.how === 'AND' && unit !== null && before?.dose && (!isMass(unit) || isNear(before.dose, step.dose))) step.dose = { ...step.dose, unit };
      const following = all[at + 1];
      if (step.dose?.unit === null && following?.how === 'THEN' && following.dose?.unit) step.dose = { ...step.dose, unit: following.dose.unit };
      return step.dose === null && (step.how === 'THEN' || step.onTop) && before ? Object.assign(step, { dose: before.dose, doseAt: before.doseAt, strengths: before.strengths }) : step;
    });

/** Some directions are written twice over, once by a template and once by hand. */
const withoutRepetition = (steps: RawStep[]): RawStep[] => {
  const half = steps.length / 2;
  if (steps.length < 2 || !Number.isInteger(half)) return steps;
  const same = steps.slice(0, half).every((step, at) => {
    const twin = steps[at + half];
    if (!twin?.dose || !step.dose || !sameAmount(step.dose, twin.dose)) return false;
    const durations = [step, twin].map(({ durations: said }) => said.map(({ piece }) => `${piece.value}${piece.unit}`).join());
    const often = [step, twin].map(({ frequencies }) => frequencies.map(({ piece }) => `${piece.frequency}/${piece.period}${piece.periodUnit}`).join());
    const strengths = [step, twin].map(({ strengths: said }) => said.map(({ piece }) => piece.strength).join());
    return durations[0] === durations[1] && (often[0] === often[1] || (half > 1 && (often[0] === '' || often[1] === ''))) && (half > 1 || step.times.length + twin.times.length === 0) && strengths[0] === strengths[1];
  });
  if (!same) return steps;
  // What only the second writing says holds, too.
  return steps.slice(0, half).map((step, at) => {
    const twin = steps[at + half];
    return twin ? { ...step, prn: step.prn ?? twin.prn, count: step.count ?? twin.count, repeat: step.repeat ?? twin.repeat, limits: [...step.limits, ...twin.limits], times: step.times.length > 0 ? step.times : twin.times, frequencies: step.frequencies.length > 0 ? step.frequencies : twin.frequencies } : step;
  });
};
