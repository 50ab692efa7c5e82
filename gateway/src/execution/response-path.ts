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

/** @returns every object at the path, in order; an object that stands at several places comes several times */
export type Collector = (root: Tree) => Tree[];

export function compileCollector(path: readonly PathStep[]): Collector {
  let code = '';
  let close = '';
  let at = 'root';
  for (const [depth, { field, types }] of path.entries()) {
    const next = `v${depth}`;
    if (field === null) {
      code += `if(Array.isArray(${at}))for(let i${depth}=0;i${depth}<${at}.length;i${depth}++){const ${next}=${at}[i${depth}];`;
      close = '}' + close;
    } else {
      code += `if(${at}!==null&&typeof ${at}==='object'){const ${next}=${readCode(at, field)};`;
      close = '}' + close;
    }
    if (types) {
      const allowed = types.map((type) => `t===${JSON.stringify(type)}`).join('||');
      code += `const t=${next}===null||${next}===undefined?undefined:${next}.__typename;if(t===undefined||${allowed}){`;
      close += '}';
    }
    at = next;
  }
  return generate<Collector>({ own, spread }, `return (root)=>{const out=[];${code}if(Array.isArray(${at}))spread(${at},out);else if(${at}!==null&&typeof ${at}==='object')out.push(${at});${close}return out;};`);
}

/** Lists that the path does not name. */
function spread(list: readonly unknown[], out: Tree[]): void {
  for (const item of list) {
    if (Array.isArray(item)) spread(item, out);
    else if (isTree(item)) out.push(item);
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
