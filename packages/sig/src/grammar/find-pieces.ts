import type { Route } from '../vocabulary/routes.ts';
import { routeHints, routeRules } from '../vocabulary/routes.ts';
import { amountRules } from './amounts.ts';
import { bareCountRules } from './bare-counts.ts';
import { clockRules } from './clock.ts';
import { dispenseRules } from './dispense.ts';
import { countRules, durationRules, untilRules } from './duration.ts';
import { dividedRules, frequencyRules, intervalRules } from './frequency.ts';
import { limitRules, repeatRules } from './limits.ts';
import { mealRules } from './meals.ts';
import { negationRules } from './negations.ts';
import type { SigPiece, Span } from './piece.ts';
import { createPrefilter, type Prefilter } from './prefilter.ts';
import { findIndications, findPrn } from './prn.ts';
import { instructionRules } from './remarks.ts';
import { slotRules } from './slots.ts';
import { rule, spanOf, type Mode, type Rule } from './rule.ts';
import { timeRules } from './times.ts';
import { weekdayRules } from './weekdays.ts';

/** Rules that cannot match a text without one of these words are not tried on it: most directions hold few of them. */
type Group = { needs: RegExp | null; rules: readonly Rule[] };

/** "in the left eye": the route says eye, this says which. Claims no words: it looks at what the route claimed. */
const siteOf = (words: string): 'LEFT' | 'RIGHT' | 'EACH' | null =>
  /\b(?:both|each|either|ou|au|o u|a u|bilateral(?:ly)?|nostrils|nares|eyes|ears|ien)\b/.test(words) ? 'EACH' : /\b(?:left|os|as|o s|lt|l eye|l ear)\b/.test(words) ? 'LEFT' : /\b(?:right|od|ad|o d|rt|r eye|r ear)\b/.test(words) ? 'RIGHT' : null;
const sided: ReadonlySet<Route> = new Set<Route>(['ophthalmic', 'otic', 'nasal']);

const siteRules = routeRules.map(({ route, said, written }): Group => ({ needs: routeHints[route], rules: [rule(said, (match) => {
    const site = sided.has(route) ? siteOf(match[0]) : null;
    const piece: SigPiece = { field: 'route', ...spanOf(match), route };
    return site ? [piece, { field: 'site', ...spanOf(match), site }] : piece;
  }, written ? 'written' : undefined)] }));

/** "from day 3", "week 4 onwards": open ended, no length. */
const sinceRules: readonly Rule[] = [
  rule(String.raw`\b(?:from|starting (?:on |from )?) ?(?:day|week) #\d+(?: on(?:wards?)?)?\b(?! ?(?:-|to))|\b(?:day|week) #\d+ (?:and )?(?:onwards?|on(?! (?:day|the))|thereafter|forward|after)\b`, (match) => ({ field: 'join', ...spanOf(match), how: /^ ?[:,-]? ?(?:take |give |use )?[#%]/.test(match.input.slice(match.index + match[0].length)) ? 'THEN' : 'SINCE' }), 'written'),
];

/** What joins two doses. */
const joinRules: readonly Rule[] = [
  rule(String.raw`\b(?:may|can|might) (?:then )?(?:increase|decrease|go up|go down|reduce) to\b`, (match) => [{ field: 'join', ...spanOf(match), how: 'THEN' }, { field: 'remark', ...spanOf(match), flag: 'TITRATION_NOT_STRUCTURED' }], 'written'),
  rule(String.raw`\b(?:thereafter|after that|afterwards?)(?= ?(?:$|[.;)]))`, (match) => ({ field: 'join', ...spanOf(match), how: 'SINCE' }), 'written'),
  rule(String.raw`[#%]\d+(?:\.\d+)? ?(?:hours?|hrs?|minutes?|mins?|days?|weeks?) later\b`, (match) => [{ field: 'join', ...spanOf(match), how: 'SINCE' }, { field: 'remark', ...spanOf(match), flag: 'EVENT_NOT_STRUCTURED' }], 'written'),
  rule(String.raw`\b(?:then )?continu(?:e|ing) (?:with |on |at |taking )?(?=[#%])|\b(?:then )?(?:maintenance|thereafter) ?:? (?=[#%])`, (match) => ({ field: 'join', ...spanOf(match), how: 'THEN' }), 'written'),
  rule(String.raw`\balternat(?:e|ing|es)(?: days)? with\b`, (match) => ({ field: 'join', ...spanOf(match), how: 'AND' }), 'written'),
  rule(String.raw`(?:\b(?:and )?then(?: (?:after|continue with|take|reduce to|decrease to|increase to|go to|cut to|drop to|down to|up to))?|\bfollowed by|\bthereafter|\bafter that|\bafterwards?|\bnext|\b(?:and )?(?:then )?(?:increase|decrease|reduce|go up|go down|drop|cut back|cut) to|\bwk #\d(?= :)|->|=>|- >)(?! [#%]\d+(?:\.\d+)? ?(?:hours?|minutes?) (?:off|later))`, (match) => ({ field: 'join', ...spanOf(match), how: 'THEN' }), 'written'),
  rule(String.raw`\b(?:and )?then\b|\bfollowed by\b|\bafter that\b|\b(?:go|drop|cut|come) (?:down |back )?to\b`, (match) => ({ field: 'join', ...spanOf(match), how: 'THEN' }), 'spoken'),
  rule(String.raw`\b(?:and|plus)\b|[&+;]`, (match) => ({ field: 'join', ...spanOf(match), how: 'AND' }), 'written'),
];

/** Earlier rules claim their words first. */
export const groups: readonly Group[] = [
  { needs: /max|m ?d ?d|exceed|nte\b|more than|over|above|limit|up to|at most|total|\( ?#/, rules: limitRules },
  { needs: /no|n't|dont|never|\( ?(?:was|prev|form|inst|chang|up|down|incr|decr)|avoid|refrain|stop|disc|d \/ c|hold|skip|omit|cancel|cease|can ?not|without/, rules: negationRules },
  { needs: /repeat|rpt|second|another|additional|further|extra|more/, rules: repeatRules },
  { needs: /til|complet|finish|course|take (?:all|full|entire|the)|uf|utd/, rules: untilRules },
  { needs: /divided/, rules: dividedRules },
  { needs: /#[\d.]+ ?[-+–] ?#[\d.]+ ?[-+–] ?#/, rules: slotRules },
  { needs: null, rules: instructionRules },
  { needs: /refill|rf|nr\b|supply|supplies|worth|disp|qty|quant|number|amt|mitte|#\d\d/, rules: dispenseRules },
  { needs: /day|week/, rules: sinceRules },
  { needs: null, rules: intervalRules },
  { needs: null, rules: durationRules },
  { needs: /[@#%]|midnight/, rules: clockRules },
  { needs: /mon|tue|wed|thu|fri|sat|sun|week|days|dates|\b(?:m|tu?|w|th|f|sa|su|s|r|mo|we|fr) ?[,/&+;-]|\b(?:m|t) (?:w|th)\b|\b[mtwfrs][mtwfrsahu]{1,8}\b/, rules: weekdayRules },
  { needs: null, rules: frequencyRules },
  { needs: null, rules: countRules },
  { needs: /meal|food|eat|milk|snack|feed|breakfa|brek|b'?fast|b[rk]*fst|lunch|dinner|supper|\btea\b/, rules: mealRules },
  { needs: null, rules: timeRules },
  { needs: null, rules: amountRules },
  { needs: /[#%]/, rules: bareCountRules },
  ...siteRules,
  { needs: null, rules: joinRules },
];
/** The rules of a mode in their order, each with what its group needs; what counts in speech counts in writing too. */
const inMode = (mode: Mode): InMode => ({
  rules: groups.flatMap(({ needs, rules }) => rules.filter(({ only }) => mode === 'written' || only !== 'written').map((one) => ({ needs, rule: one }))),
  prefilter: null,
});
type InMode = { rules: readonly { needs: RegExp | null; rule: Rule }[]; prefilter: Prefilter | null };
const byMode: Readonly<Record<Mode, InMode>> = { written: inMode('written'), spoken: inMode('spoken') };

/** The rules to try on a text, in their order. What they require is worked out at the first text, so that loading this costs nothing. */
const rulesFor = (mode: Mode, zone: string): InMode['rules'] => {
  const own = byMode[mode];
  own.prefilter ??= createPrefilter(own.rules.map(({ rule: { pattern } }) => pattern));
  return own.prefilter.candidates(zone).flatMap((index) => own.rules[index] ?? []);
};

/** The pieces of directions in a stretch of a phrase, left to right; the words of one belong to no other. */
export const findPieces = (text: string, from: number, to: number, mode: Mode): SigPiece[] => {
  const zone = text.slice(from, to);
  const taken = new Uint8Array(zone.length);
  const pieces: SigPiece[] = [];
  const claim = (found: ReturnType<Rule['read']>): void => {
    for (const piece of found === null ? [] : Array.isArray(found) ? (found as readonly SigPiece[]) : [found as SigPiece]) {
      taken.fill(1, piece.from, piece.to);
      pieces.push(piece);
    }
  };
  const apply = ({ pattern, read, open }: Rule): void => {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(zone); match; match = pattern.exec(zone)) {
      if (match[0] === '') {
        pattern.lastIndex += 1;
        continue;
      }
      if (isTaken(taken, spanOf(match))) {
        const shorter: RegExpExecArray | null = open && taken[match.index] === 0 ? upTo(pattern, zone, taken, match.index) : null;
        if (shorter) claim(read(shorter));
        // The words may belong in part to another: look again from the next word.
        pattern.lastIndex = nextWord(zone, match.index);
        continue;
      }
      const found = read(match);
      if (!found) {
        pattern.lastIndex = nextWord(zone, match.index);
        continue;
      }
      const end = match.index + match[0].length;
      claim(found);
      pattern.lastIndex = end;
    }
  };
  const joins: Rule[] = [];
  for (const { needs, rule: one } of rulesFor(mode, zone)) {
    // What joins two doses may as well join two reasons: "as needed for nausea and vomiting".
    if (joinRules.includes(one)) joins.push(one);
    else if ((needs === null || needs.test(zone)) && (one.needs === undefined || one.needs.test(zone))) apply(one);
  }
  if (mode === 'spoken') joins.forEach(apply);
  pieces.push(...findPrn(zone, taken, mode));
  if (mode === 'written') {
    pieces.push(...findIndications(zone, taken));
    joins.forEach(apply);
  }
  return pieces.map((piece) => shift(piece, from)).sort((a, b) => a.from - b.from || a.to - b.to);
};

const isTaken = (taken: Uint8Array, { from, to }: Span): boolean => {
  for (let at = from; at < to; at += 1) if (taken[at] === 1) return true;
  return false;
};

/** The same rule on the words before the first that are another's. */
const upTo = (pattern: RegExp, zone: string, taken: Uint8Array, from: number): RegExpExecArray | null => {
  let end = from;
  while (end < zone.length && taken[end] === 0) end += 1;
  const at = pattern.lastIndex;
  pattern.lastIndex = from;
  const match = pattern.exec(zone.slice(0, end).trimEnd());
  pattern.lastIndex = at;
  return match && match.index === from && match[0] !== '' ? match : null;
};

const nextWord = (zone: string, from: number): number => {
  const space = zone.indexOf(' ', from + 1);
  return space < 0 ? zone.length : space + 1;
};

const shift = (piece: SigPiece, by: number): SigPiece => {
  if (by === 0) return piece;
  const moved = { ...piece, from: piece.from + by, to: piece.to + by };
  if ((moved.field === 'prn' || moved.field === 'indication') && moved.reason) moved.reason = { from: moved.reason.from + by, to: moved.reason.to + by };
  return moved;
};
