import type { Memory } from './memory.ts';
import { slotCells } from './quick-fetch.ts';
import type { QuickFetch, Representation, Table, ValueSource } from './quick-fetch.ts';
import { leave } from './read-json.ts';

const firstBuckets = 64;
/** More slots than this for each bucket, on an average, and there are more buckets. */
const mostInBucket = 4;
/** So many in one bucket are there because somebody wants them to be: the exact way's maps do not mind. */
const longestChain = 256;
const { next, hash, type, flight, memos } = slotCells;

/** Slots that nobody has asked for yet, and how each is represented. */
export type Fresh = { slots: number[]; as: Representation[] };

/** Where the slots of a table are found: the first cell of so many, each of which leads to a chain of slots. */
export type Buckets = { first: number; size: number; slots: number };

export type Gathering = {
  memory: Memory;
  root: number;
  /** By table; absent as long as nobody needed it. */
  tables: (Buckets | undefined)[];
  walk: number;
};

/** Objects of the collection under way: nothing here waits. */
const found: number[] = [];
const places: number[] = [];

/**
 * Finds the objects that a fetch is about and gives each its slot: objects that are represented alike have one.
 * @param number the flight that will bring those that are new; `waits` gets the flights of the others
 */
export function gatherSlots(gathering: Gathering, { collect, steps, table, types, slot: cell, represent }: QuickFetch, number: number, fresh: Fresh, waits: Set<number>): void {
  const { memory, root } = gathering;
  const buckets = bucketsOf(gathering, table);
  const walk = gathering.walk + 1;
  gathering.walk += steps;
  const { bytes: b } = memory;
  let t = memory.cells;
  const count = collect(t, root, walk, found);
  const values = memos + 2 * table.memos;
  for (let index = 0; index < count; index += 1) {
    const object = found[index] as number;
    const typeCell = cellOf(t, object, types);
    const kind = typeCell === 0 ? 0 : (t[typeCell] as number);
    if (kind === 0) throw leave;
    const as = represent(kind);
    if (as === null) continue;
    const wanted = as.values.length;
    let sum = kind;
    for (let at = 0; at < wanted; at += 1) {
      const value = valueOf(b, t, object, as.values[at] as readonly ValueSource[]);
      const end = t[value + 1] as number;
      for (let p = t[value] as number; p < end; p += 1) sum = (Math.imul(sum, 31) + (b[p] as number)) | 0;
      places[at] = value;
    }
    let slot = t[buckets.first + (sum & (buckets.size - 1))] as number;
    let passed = 0;
    while (slot !== 0 && !(t[slot + hash] === sum && t[slot + type] === kind && isSame(b, t, slot + values, wanted))) {
      slot = t[slot + next] as number;
      if ((passed += 1) > longestChain) throw leave;
    }
    if (slot === 0) {
      if (buckets.slots >= buckets.size * mostInBucket) spread(memory, buckets);
      slot = memory.reserve(values + 2 * wanted);
      t = memory.cells;
      const bucket = buckets.first + (sum & (buckets.size - 1));
      buckets.slots += 1;
      t[slot + next] = t[bucket] as number;
      t[bucket] = slot;
      t[slot + hash] = sum;
      t[slot + type] = kind;
      t[slot + flight] = number;
      for (let at = 0; at < wanted; at += 1) {
        t[slot + values + 2 * at] = t[places[at] as number] as number;
        t[slot + values + 2 * at + 1] = t[(places[at] as number) + 1] as number;
      }
      fresh.slots.push(slot);
      fresh.as.push(as);
    } else if (t[slot + flight] !== number) waits.add(t[slot + flight] as number);
    t[object + cell] = slot;
  }
}

function bucketsOf({ memory, tables }: Gathering, { index }: Table): Buckets {
  return (tables[index] ??= { first: memory.reserve(firstBuckets), size: firstBuckets, slots: 0 });
}

/** Puts the slots into eight times as many buckets. */
function spread(memory: Memory, buckets: Buckets): void {
  const { first: from, size } = buckets;
  buckets.size = size * 8;
  buckets.first = memory.reserve(buckets.size);
  const t = memory.cells;
  for (let old = from; old < from + size; old += 1) {
    for (let slot = t[old] as number; slot !== 0; ) {
      const following = t[slot + next] as number;
      const bucket = buckets.first + ((t[slot + hash] as number) & (buckets.size - 1));
      t[slot + next] = t[bucket] as number;
      t[bucket] = slot;
      slot = following;
    }
  }
}

/** The cell where an object has it, or one of its entities. @returns 0 where none has */
function cellOf(t: Int32Array, object: number, sources: readonly ValueSource[]): number {
  for (let index = 0; index < sources.length; index += 1) {
    const { slot, cell } = sources[index] as ValueSource;
    const holder = slot === null ? object : (t[t[object + slot] as number] as number);
    if (holder > 0 && t[holder + cell] !== 0) return holder + cell;
  }
  return 0;
}

function valueOf(b: Uint8Array, t: Int32Array, object: number, sources: readonly ValueSource[]): number {
  const value = cellOf(t, object, sources);
  if (value === 0) throw leave;
  // Of several that may say it, another may know more: the exact way asks all of them.
  if (sources.length > 1 && b[t[value] as number] === 0x6e) throw leave;
  return value;
}

function isSame(b: Uint8Array, t: Int32Array, values: number, count: number): boolean {
  for (let index = 0; index < count; index += 1) {
    const place = places[index] as number;
    let mine = t[place] as number;
    let theirs = t[values + 2 * index] as number;
    const end = t[place + 1] as number;
    if (end - mine !== (t[values + 2 * index + 1] as number) - theirs) return false;
    for (; mine < end; mine += 1, theirs += 1) if (b[mine] !== b[theirs]) return false;
  }
  return true;
}
