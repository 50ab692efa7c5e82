import type { EventTiming } from '../vocabulary/event-timing.ts';
import type { SigPiece } from './piece.ts';
import { N, rule, spanOf, type Rule } from './rule.ts';

const slots: Readonly<Record<number, readonly EventTiming[]>> = { 3: ['MORN', 'NOON', 'EVE'], 4: ['MORN', 'NOON', 'EVE', 'NIGHT'] };

/** `1-0-1`: so many in the morning, at noon, in the evening (and at night). Different amounts are doses of their own. */
export const slotRules: readonly Rule[] = [
  rule(String.raw`(?<![\d.#/-] )(?<!\/ )${N} ?(?:-|\+|–) ?${N} ?(?:-|\+|–) ?${N}(?: ?(?:-|\+|–) ?${N})?(?! ?(?:-|\/|mg|mcg|g|ml|days?|hours?|h|units?)\b)(?! - #)`, (match) => {
    const said = [match[1], match[2], match[3], match[4]].filter((one) => one !== undefined);
    if (said.some((one) => Number(one) > 9) || said.every((one) => Number(one) === 0)) return null;
    const span = spanOf(match);
    const pieces: SigPiece[] = [];
    for (const amount of [...new Set(said)].filter((one) => Number(one) > 0)) {
      if (pieces.length > 0) pieces.push({ field: 'join', ...span, how: 'AND' });
      pieces.push({ field: 'dose', ...span, min: amount, max: amount, unit: null, ambiguous: false, mass: false });
      said.forEach((one, at) => {
        const time = slots[said.length]?.[at];
        if (one === amount && time) pieces.push({ field: 'time', ...span, time });
      });
    }
    return pieces;
  }, 'written'),
];
