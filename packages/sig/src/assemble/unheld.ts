import type { SigPiece } from '../grammar/piece.ts';
import { flagKind, type Flag } from '../flags.ts';
import type { ParsedSig, SigFields } from '../sig.ts';
import { doseUnit } from '../vocabulary/dose-units.ts';
import { hoursOf } from '../vocabulary/periods.ts';
import { isField, type Placed } from './placed.ts';
import type { RawStep } from './steps.ts';

/**
 * The pieces that no field of the reading holds and no flag speaks of: read, and lost on the way. Whatever way the steps were cut,
 * put together or repeated: each dose, time, length and limit that was said must come out again, or the reading is not to be
 * trusted. The words of what is returned stand in `unparsed`.
 */
export const unheld = (pieces: readonly Placed[], steps: readonly RawStep[], parsed: ParsedSig, flags: ReadonlySet<Flag>): SigPiece[] => {
  const fields = [parsed, ...parsed.sequence];
  const beside = new Set<SigPiece>(steps.flatMap((step) => [...step.equals, ...step.strengths]).map(({ piece }) => piece));
  return pieces.filter((placed) => !isHeld(placed, fields, beside, flags)).map(({ piece }) => piece);
};

const isHeld = (placed: Placed, fields: readonly SigFields[], beside: ReadonlySet<SigPiece>, flags: ReadonlySet<Flag>): boolean => {
  if (isField('dose')(placed)) {
    const { min, max, unit } = placed.piece;
    if (beside.has(placed.piece) || flags.has('CONFLICTING_DOSE') || flags.has('WEIGHT_BASED')) return true;
    const is = (low: number, high: number, code: string | null): boolean => low === Number(min) && high === Number(max) && (unit === null || code === null || code === unit || doseUnit(unit)?.kind === doseUnit(code)?.kind);
    return fields.some(({ dose, maxPerPeriod }) => (dose !== null && is(dose.min, dose.max, dose.unit)) || (flags.has('DIVIDED_DOSES') && maxPerPeriod !== null && is(maxPerPeriod.value, maxPerPeriod.value, maxPerPeriod.unit)));
  }
  if (isField('strength')(placed)) return flags.has('STRENGTH_IN_SIG') && (placed.piece.count === null || flags.has('CONFLICTING_DOSE') || beside.has(placed.piece) || fields.some(({ dose }) => dose?.min === Number(placed.piece.count)));
  if (isField('frequency')(placed)) return holdsOften(placed, fields, flags);
  if (isField('time')(placed)) return flags.has('CONFLICTING_FREQUENCY') || fields.some(({ timing }) => timing?.includes(placed.piece.time) ?? false);
  if (isField('duration')(placed)) {
    const long = Number(placed.piece.value) * hoursOf[placed.piece.unit];
    return flags.has('CONFLICTING_DURATION') || fields.some(({ duration }) => duration !== null && Math.abs(duration.value * hoursOf[duration.unit] - long) < 1e-6);
  }
  if (isField('count')(placed)) return Number(placed.piece.value) <= 1 || fields.some(({ maxPerPeriod }) => maxPerPeriod?.value === Number(placed.piece.value));
  if (isField('prn')(placed)) return fields.some(({ prn }) => prn);
  if (isField('max')(placed)) return fields.some(({ maxPerPeriod }) => maxPerPeriod?.value === Number(placed.piece.value));
  return true;
};

const holdsOften = ({ piece }: Placed<Extract<SigPiece, { field: 'frequency' }>>, fields: readonly SigFields[], flags: ReadonlySet<Flag>): boolean => {
  if ([...flags].some((flag) => flag === 'CONFLICTING_FREQUENCY' || flag === 'TIMES_DISAGREE' || flag === 'DIVIDED_DOSES')) return true;
  const perHour = piece.frequency === null || piece.period === null || piece.periodUnit === null ? null : piece.frequency / (Number(piece.period) * hoursOf[piece.periodUnit]);
  return fields.some(({ frequency, period, periodUnit, timing, maxPerPeriod }) => {
    if (piece.frequency === frequency && (piece.period === null ? period === null : Number(piece.period) === period) && piece.periodUnit === periodUnit) return true;
    if (perHour !== null && frequency !== null && period !== null && periodUnit !== null && Math.abs(perHour - frequency / (period * hoursOf[periodUnit])) < 1e-9) return true;
    // "daily" beside times of day or days of the week counts them; "up to 4 times a day" beside an interval is a limit
    const once = piece.frequency === 1 && piece.period === '1';
    if (once && timing !== null) return true;
    return piece.upTo && maxPerPeriod?.value === (piece.frequencyMax ?? piece.frequency);
  });
};

/** Advice that says how often itself: what is forbidden, cleaned, measured or changed. */
const ownTimes = /^[ ,(]*(?:and |then |may )*(?:do|don't|dont|never|avoid|without|must|should|not|no|check|monitor|test|record|measure|recheck|log|remove|clean|wipe|wash|file|soak|change|rotate|replace|titrate|rinse|shake|weigh|call|notify|alternate|wait|allow|skip|can skip|follow|see|discard|sit|stay|drink|limit|hold|rpt|repeat|if (?:taking|using)|last|next|first|until|till|off)\b/;
const aFrequency = /\b(?:every|q) ?#\d+(?: ?- ?#\d+)? ?(?:h|hrs?|hours?|days?)\b|#\d+ times? (?:a|per) day|\b(?:bid|tid|qid|twice (?:a day|daily)|(?:three|four) times (?:a day|daily))\b/;

/** Advice and conditions that took an amount of the medicine, or how often, with them: "if no better 2 tablets", where nobody forbade it. */
export const swallowed = (pieces: readonly Placed[]): SigPiece[] =>
  pieces.filter((placed) => isField('remark')(placed) && !placed.piece.forbids && flagKind(placed.piece.flag === 'RATE_NOT_STRUCTURED' ? 'WEIGHT_BASED' : placed.piece.flag) === 'note' && !/^(?:STRENGTH_IN_SIG|AS_DIRECTED)$/.test(placed.piece.flag) && tookAlong(placed.text.slice(placed.piece.from, placed.piece.to))).map(({ piece }) => piece);

const anAmount = /[#%]\d+(?:\.\d+)?(?: ?(?:-|to|or) ?[#%]\d+(?:\.\d+)?)? ?(?:mg|mcg|milligrams?|micrograms?|grams?|tablets?|tabs?|capsules?|caps?|pills?|puffs?|drops?|gtts?|sprays?|units?|patch(?:es)?|doses?|vials?|suppositor(?:y|ies)|packets?|lozenges?|teaspoons?|tsps?)(?![\w])(?! ?(?:\/|per) ?d ?l| (?:of )?(?:water|juice|milk|liquid|fluid|salt|sugar|baking))/;

const tookAlong = (words: string): boolean => anAmount.test(words) || (aFrequency.test(words) && !ownTimes.test(words));
