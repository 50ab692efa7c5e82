import type { Slot, Wanted } from './ask-entities.ts';
import type { Lane, Unit } from './compile-units.ts';
import type { EntityStore } from './contract.ts';
import { isTree } from './generated-code.ts';
import { variablesText } from './request-body.ts';
import type { Values } from './request-body.ts';

/** What an entity store knows entities under: the service, what is asked of them, and the variables in that. */
export const fetchKeyOf = (lane: Lane, values: Values) => `${lane.key}\n${variablesText(lane.variables, values)}`;

/**
 * Fills slots with entities that the traffic layer remembers.
 * @returns the slots that have to be asked for
 */
export function recall(store: EntityStore, values: Values, unit: Unit, wanted: Wanted): Wanted | Promise<Wanted> {
  const reads = unit.lanes.flatMap((lane) =>
    byType(wanted[lane.index] ?? []).map(([typename, slots]) => ({
      lane,
      slots,
      texts: store.read(
        fetchKeyOf(lane, values),
        typename,
        slots.map(({ representation }) => representation),
      ),
    })),
  );
  const fill = (texts: readonly (readonly (string | undefined)[])[]): Wanted => {
    const known = new Set<Slot>();
    for (const [index, { lane, slots }] of reads.entries()) {
      for (const [at, slot] of slots.entries()) if (fillOne(lane, slot, texts[index]?.[at])) known.add(slot);
    }
    return wanted.map((slots) => slots.filter((slot) => !known.has(slot)));
  };
  if (reads.some(({ texts }) => texts instanceof Promise)) return Promise.all(reads.map(({ texts }) => texts)).then(fill);
  return fill(reads.map(({ texts }) => texts as readonly (string | undefined)[]));
}

function fillOne(lane: Lane, slot: Slot, text: string | undefined): boolean {
  if (text === undefined) return false;
  const entity: unknown = JSON.parse(text);
  if (!isTree(entity)) return false;
  lane.fetches[0]?.rewriteOutput?.(entity);
  slot.entity = entity;
  return true;
}

export function byType(slots: readonly Slot[]): [string, Slot[]][] {
  const types = new Map<string, Slot[]>();
  for (const slot of slots) {
    if (typeof slot.typename !== 'string') continue;
    const same = types.get(slot.typename);
    if (same) same.push(slot);
    else types.set(slot.typename, [slot]);
  }
  return [...types];
}
