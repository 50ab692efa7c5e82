import { confusedWith, type ParsedSig } from '@dra/sig';
import { hearOrders } from './extract-orders.ts';
import type { HeardOrder } from './finish-order.ts';
import { readLines } from './read-lines.ts';

/** One order as `npm run orders` prints it: schema/orders.schema.json. */
export type LinedOrder = {
  intent: HeardOrder['intent'];
  drug: HeardOrder['drug'] & { soundsLike: string[] };
  sig: ParsedSig;
  quantity: { value: number; unit: string | null } | null;
  refills: number | null;
  indication: string | null;
  daysSupply: number | null;
  quantityNeeded: number | null;
  /** `line` counts from 0; characters of the line, end exclusive. */
  evidence: { line: number; start: number; end: number; field: string }[];
  missing: string[];
  conflict: HeardOrder['conflict'];
  unconfirmed: string[];
  flags: string[];
};

/** The orders of a dialogue in plain lines, in the order that they were given. */
export const ordersOfLines = (lines: readonly string[]): LinedOrder[] => {
  const dialogue = readLines(lines);
  return hearOrders(dialogue, dialogue.begins).map(({ intent, drug, sig, quantity, refills, indication, supply, evidence, missing, conflict, unconfirmed, flags }) => ({
    intent,
    drug: { ...drug, soundsLike: drug.name === null ? [] : confusedWith([drug.name, ...drug.ingredients.map(({ name }) => name)]) },
    sig,
    quantity: quantity === null ? null : { value: Number(quantity.value), unit: quantity.unit },
    refills,
    indication,
    daysSupply: supply.daysSupply,
    quantityNeeded: supply.quantityNeeded,
    evidence: evidence.map(({ segmentId, charStart, charEnd, field }) => {
      const line = Number(segmentId);
      const offset = dialogue.offsets[line] ?? 0;
      return { line, start: charStart + offset, end: charEnd + offset, field };
    }),
    missing,
    conflict,
    unconfirmed,
    flags,
  }));
};
