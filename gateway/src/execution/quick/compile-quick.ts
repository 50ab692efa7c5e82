import type { GraphQLSchema } from 'graphql';
import { fieldsOf } from '../compile-fetch.ts';
import type { Fetch } from '../compile-fetch.ts';
import type { WrittenPart } from '../compile-parts.ts';
import type { Compiled } from '../schedule.ts';
import { compileQuickWriter } from './compile-quick-writer.ts';
import type { QuickWriter } from './compile-quick-writer.ts';
import { compileReader } from './compile-reader.ts';
import type { Reader } from './compile-reader.ts';
import { Places } from './places.ts';
import { compileQuickFetch, slotCells } from './quick-fetch.ts';
import type { MemoOf, QuickFetch, Table } from './quick-fetch.ts';
import { Shapes, Unsupported, numberTypes } from './shapes.ts';
import type { Shape, Types } from './shapes.ts';

/** Hears how runs end: with an answer, or why on the exact way. */
type Way = { succeeded(): void; left(reason: unknown): void };

/** A query that can be answered from its replies' bytes. */
export type QuickProgram = {
  schedule: Compiled;
  reader: Reader;
  write: QuickWriter;
  rootSize: number;
  /** By fetch. */
  roots: readonly ({ shape: Shape; slot: number } | null)[];
  fetches: readonly (QuickFetch | null)[];
  way: Way;
};

/** @returns null where something in it is for the exact way alone */
export function compileQuick(schedule: Compiled, part: WrittenPart, way: Way): QuickProgram | null {
  try {
    return compile(schedule, part, way);
  } catch (error) {
    way.left(error);
    return null;
  }
}

function compile(schedule: Compiled, part: WrittenPart, way: Way): QuickProgram {
  const { fetches } = schedule;
  const [first] = fetches;
  if (!first) throw new Unsupported('nothing to fetch');
  for (const fetch of fetches) check(fetch);
  const types = typesOf(first.schema);
  const shapes = new Shapes(first.schema, part.schema);
  const byKey = new Map<string, Shape>();
  const shapesOfFetches = fetches.map((fetch) => {
    // What is asked alike is brought once, and read alike.
    let shape = byKey.get(fetch.key);
    if (!shape) byKey.set(fetch.key, (shape = shapes.ofFetch(fetch.operation, fetch.represent !== null)));
    return shape;
  });
  const places = new Places(shapes, fetches, shapesOfFetches);
  const tables = new Map<string, Table>();
  const quick = fetches.map((fetch, index) => {
    if (!fetch.represent) return null;
    const key = JSON.stringify([fetch.key, fetch.requires, fetch.inputRewrites]);
    let table = tables.get(key);
    if (!table) tables.set(key, (table = { index: tables.size, memos: 0 }));
    return compileQuickFetch(fetch, shapesOfFetches[index] as Shape, places, types, table);
  });
  const roots = fetches.map((fetch, index) => (fetch.represent ? null : { shape: shapesOfFetches[index] as Shape, slot: places.root.slots.get(fetch.index) as number }));
  const write = compileQuickWriter({ schema: part.schema, fragments: part.fragments, types, places, memoOf: memosOf(quick) }, part.type, part.selectionSet);
  return { schedule, reader: compileReader(shapes.all, types), write, rootSize: places.root.size, roots, fetches: quick, way };
}

function check({ kind, guards, contexts, rewriteOutput, represent, path }: Fetch): void {
  if (kind !== 'query') throw new Unsupported('a change');
  if (guards.length > 0) throw new Unsupported('a fetch that variables decide about');
  if (contexts) throw new Unsupported('arguments from above');
  if (rewriteOutput) throw new Unsupported('other names in the reply');
  if (!represent && path.length > 0) throw new Unsupported('the root below itself');
  if (path.some(({ types }) => types !== null)) throw new Unsupported('a path for some types');
}

/**
 * An object of which nothing is known but its keys is written once, whoever stands for it: see keys-only.ts. Once for each
 * selection of its fields: two fragments may want different ones of the same entity.
 */
function memosOf(fetches: readonly (QuickFetch | null)[]): MemoOf {
  const given = new Map<string, number>();
  return (path, typename, writer) => {
    const place = path.join('.');
    for (const quick of fetches) {
      if (!quick || fieldsOf(quick.fetch).join('.') !== place) continue;
      const names = quick.fetch.represent?.(typename).names ?? null;
      if (names === null || !quick.fetch.keysOnly(typename, names)) continue;
      const key = `${quick.fetch.index} ${writer}`;
      let memo = given.get(key);
      if (memo === undefined) {
        given.set(key, (memo = quick.table.memos));
        quick.table.memos += 1;
      }
      return { slot: quick.slot, cell: slotCells.memos + 2 * memo };
    }
    return null;
  };
}

const numbered = new WeakMap<GraphQLSchema, Types>();

function typesOf(schema: GraphQLSchema): Types {
  let types = numbered.get(schema);
  if (!types) numbered.set(schema, (types = numberTypes(schema)));
  return types;
}
