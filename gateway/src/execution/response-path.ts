import { generate, isTree, own, readCode } from './generated-code.ts';
import type { Tree } from './generated-code.ts';

/** One step of where a fetch's answer belongs: into a field, or into each element of a list. */
export type PathStep = {
  /** Null: each element. */
  field: string | null;
  /** Only for objects of these types (the planner's type-conditioned fetching); null: all. */
  types: readonly string[] | null;
};

/** The planner writes `users`, `@`, `users|[Admin,Guest]`, `@|[Admin]`. */
export function parsePath(path: readonly (string | number)[]): PathStep[] {
  return path.map((element) => {
    const [name = '', condition] = String(element).split('|');
    const types = condition === undefined ? null : condition.replace(/^\[|\]$/g, '').split(',').map((type) => type.trim());
    return { field: name === '@' ? null : name, types };
  });
}

/**
 * Finds every object at the path, in order, with what holds it: `holders[i][keys[i]]` is `out[i]`. One that stands at several
 * places comes several times, except where it is marked as shared: then once in a walk.
 * @param walk a number of its own for each walk of one execution
 */
export type Collector = (root: Tree, walk: number, out: Tree[], holders: Holder[], keys: (string | number)[]) => void;

export type Holder = Record<string | number, unknown>;

/** The name that marks an object as shared between places; no GraphQL name has a `$`. */
export const sharedMark = '$s';

/** A position without its lists: what the writer and the fetches agree on. */
export const positionOf = (path: readonly PathStep[]) => path.flatMap(({ field }) => (field === null ? [] : [field])).join('.');

/** @param positions where shared objects may stand */
export function compileCollector(path: readonly PathStep[], positions: ReadonlySet<string>): Collector {
  let code = '';
  let close = '';
  let at = 'root';
  let holder = '';
  let key = '';
  for (const [depth, { field, types }] of path.entries()) {
    const next = `v${depth}`;
    if (field === null) {
      code += `if(Array.isArray(${at}))for(let i${depth}=0;i${depth}<${at}.length;i${depth}++){const ${next}=${at}[i${depth}];`;
      key = `i${depth}`;
    } else {
      code += `if(${at}!==null&&typeof ${at}==='object'){const ${next}=${readCode(at, field)};`;
      key = JSON.stringify(field);
    }
    holder = at;
    close = '}' + close;
    at = next;
    if (types) {
      const allowed = types.map((type) => `t===${JSON.stringify(type)}`).join('||');
      code += `const t=${at}===null||${at}===undefined?undefined:${at}.__typename;if(t===undefined||${allowed}){`;
      close = '}' + close;
    }
    if (path[depth + 1]?.field !== null && positions.has(positionOf(path.slice(0, depth + 1)))) {
      code += `const s${depth}=${at}===null||${at}===undefined?undefined:${at}.${sharedMark};if(s${depth}===undefined||s${depth}!==walk){if(s${depth}!==undefined)${at}.${sharedMark}=walk;`;
      close = '}' + close;
    }
  }
  const found = holder === '' ? `out.push(${at})` : `out.push(${at}),holders.push(${holder}),keys.push(${key})`;
  code += `if(Array.isArray(${at}))spread(${at},out,holders,keys);else if(${at}!==null&&typeof ${at}==='object')${found};`;
  return generate<Collector>({ own, spread }, `return (root,walk,out,holders,keys)=>{${code}${close}};`);
}

/** Lists that the path does not name. */
function spread(list: unknown[], out: Tree[], holders: Holder[], keys: (string | number)[]): void {
  for (const [index, item] of list.entries()) {
    if (Array.isArray(item)) spread(item, out, holders, keys);
    else if (isTree(item)) {
      out.push(item);
      holders.push(list as unknown as Holder);
      keys.push(index);
    }
  }
}

/** The same walk, with where each object stands in the response. Slow: for errors. */
export function* locate(value: unknown, path: readonly PathStep[], at: (string | number)[] = [], depth = 0): Generator<{ object: Tree; path: (string | number)[] }> {
  if (value === null || value === undefined) return;
  const step = path[depth];
  if (Array.isArray(value)) {
    const next = step?.field === null ? depth + 1 : depth;
    for (const [index, item] of value.entries()) {
      if (step?.field === null && !allows(step, item)) continue;
      yield* locate(item, path, [...at, index], next);
    }
  } else if (isTree(value)) {
    if (!step) yield { object: value, path: at };
    else if (step.field !== null) {
      const next = own(value, step.field);
      if (allows(step, next)) yield* locate(next, path, [...at, step.field], depth + 1);
    }
  }
}

function allows(step: PathStep, value: unknown): boolean {
  if (step.types === null || !isTree(value)) return true;
  const typename = own(value, '__typename');
  return typename === undefined || step.types.includes(String(typename));
}
