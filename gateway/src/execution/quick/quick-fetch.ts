import { generate, literal } from '../generated-code.ts';
import { fieldsOf } from '../compile-fetch.ts';
import type { Fetch } from '../compile-fetch.ts';
import { describeRepresentation } from '../compile-representations.ts';
import type { Places, Source } from './places.ts';
import { Unsupported } from './shapes.ts';
import type { Shape, Types } from './shapes.ts';

/** Where a value of an object can be found: in itself or in what a fetch brought for it. */
export type ValueSource = { slot: number | null; cell: number };

/** How objects of one type are represented: pieces of text, and the values between them. */
export type Representation = { pieces: readonly Buffer[]; end: Buffer; values: readonly (readonly ValueSource[])[] };

/** Fetches with one table ask the same of entities that are represented alike: each is asked for once. */
export type Table = { index: number; memos: number };

/** A fetch, as far as it concerns cells. */
export type QuickFetch = {
  fetch: Fetch;
  shape: Shape;
  /** The cell, of an object that it is about, that leads to its slot. */
  slot: number;
  /** Finds the objects that it is about. @returns how many it has put into `out` */
  collect(cells: Int32Array, root: number, walk: number, out: number[]): number;
  /** Numbers of walks that one collection takes. */
  steps: number;
  types: readonly ValueSource[];
  table: Table;
  /** By the type's number; null where there is nothing to ask for. */
  represent(type: number): Representation | null;
};

/** Where an entity's text is remembered once `writer` has written it: the object's cell with the slot, and the cell in that. */
export type MemoOf = (path: readonly string[], typename: string, writer: string) => { slot: number; cell: number } | null;

/** Cells of a slot: the entity's, the next slot's of its bucket, the hash, the type, the flight; then memos, then values. */
export const slotCells = { entity: 0, next: 1, hash: 2, type: 3, flight: 4, memos: 5 } as const;

export function compileQuickFetch(fetch: Fetch, shape: Shape, places: Places, types: Types, table: Table): QuickFetch {
  const path = fieldsOf(fetch);
  const place = places.at(path);
  const own = place.sources.find((source) => source.fetch === fetch);
  if (!own || own.slot === null) throw new Unsupported('a fetch about nothing');
  const slot = own.slot;
  const known: (Representation | null | undefined)[] = [];
  const sourcesOf = (name: string) => place.sources.flatMap((source): ValueSource[] => cellOf(source, name, fetch));
  const typeSources = sourcesOf('__typename');
  if (typeSources.length === 0) throw new Unsupported('entities whose type nobody says');
  return {
    fetch,
    shape,
    slot,
    ...compileCollect(path, places),
    types: typeSources,
    table,
    represent: (type) => {
      let representation = known[type];
      if (representation === undefined) known[type] = representation = representationOf(fetch, types.names[type] ?? '', sourcesOf);
      return representation;
    },
  };
}

function cellOf({ slot, shape, fetch: other }: Source, name: string, fetch: Fetch): ValueSource[] {
  const field = shape.fields.get(name);
  if (other === fetch || !field) return [];
  if (field.kind === 'object') throw new Unsupported('a requirement with fields of its own');
  return [{ slot, cell: field.cell }];
}

/** @throws Unsupported where a requirement has fields of its own */
function representationOf(fetch: Fetch, typename: string, sourcesOf: (name: string) => ValueSource[]): Representation | null {
  const described = describeRepresentation(fetch.schema, fetch.requires ?? [], typename, fetch.inputRewrites);
  if (described === 'general') throw new Unsupported('a requirement with fields of its own');
  if (described === 'unknown') return null;
  let piece = `{"__typename":${literal(described.sentAs)}`;
  const pieces: Buffer[] = [];
  const values = described.leaves.map((name) => {
    pieces.push(Buffer.from(`${piece},${literal(name)}:`));
    piece = '';
    return sourcesOf(name);
  });
  return { pieces, end: Buffer.from(`${piece}}`), values };
}

/** Walks cells along a path; what an entity holds is walked once, however many objects lead to it. */
function compileCollect(path: readonly string[], places: Places): Pick<QuickFetch, 'collect' | 'steps'> {
  let code = '';
  let close = '';
  let object = 'root';
  let steps = 0;
  for (const [depth, name] of path.entries()) {
    const { source, field } = places.objectAt(places.at(path.slice(0, depth)), name);
    if (source.slot !== null) {
      const entity = `e${depth}`;
      code += `const ${entity}=t[t[${object}+${source.slot}]];if(${entity}>0&&t[${entity}]!==walk+${depth}){t[${entity}]=walk+${depth};`;
      close += '}';
      object = entity;
    }
    let value = `v${depth}`;
    code += `const ${value}=t[${object}+${field.cell}];if(${value}>0){`;
    close += '}';
    for (let list = 0; list < field.lists; list += 1) {
      const item = `v${depth}_${list}`;
      const index = `i${depth}_${list}`;
      code += `for(let ${index}=1;${index}<=t[${value}];${index}++){const ${item}=t[${value}+${index}];if(${item}>0){`;
      close += '}}';
      value = item;
    }
    object = value;
    steps += 1;
  }
  return { collect: generate<QuickFetch['collect']>({}, `return (t,root,walk,out)=>{let n=0;${code}out[n++]=${object};${close}return n;};`), steps };
}
