import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isTree, own, put } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { fits } from './type-conditions.ts';

const fragment = '... on ';

/**
 * The planner's changes to what goes to a subgraph (an @interfaceObject is asked for by its interface's name) and to what
 * comes back (fields that were aliased so that two of them would not clash).
 */
export function compileRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined): ((value: unknown) => void) | null {
  if (!rewrites || rewrites.length === 0) return null;
  const all = rewrites.map((rewrite) => {
    const parents = rewrite.path.slice(0, -1);
    const name = rewrite.path.at(-1) ?? '';
    const change = rewrite.kind === 'ValueSetter' ? setter(name, rewrite.setValueTo) : renamer(name, rewrite.renameKeyTo);
    return (value: unknown) => atPath(schema, parents, 0, value, change);
  });
  return (value) => {
    for (const rewrite of all) rewrite(value);
  };
}

const setter = (name: string, value: unknown) => (object: Tree) => put(object, name, value);

const renamer = (from: string, to: string) => (object: Tree) => {
  const value = own(object, from);
  if (value === undefined) return;
  // An interface's field under one alias for each of its types: only one of them came.
  if (value !== null || own(object, to) === undefined) put(object, to, value);
  delete object[from];
};

function atPath(schema: GraphQLSchema, path: readonly string[], depth: number, value: unknown, change: (object: Tree) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) atPath(schema, path, depth, item, change);
    return;
  }
  if (!isTree(value)) return;
  const step = path[depth];
  if (step === undefined) return change(value);
  if (!step.startsWith(fragment)) return atPath(schema, path, depth + 1, own(value, step), change);
  const typename = own(value, '__typename');
  if (typeof typename !== 'string' || fits(schema, step.slice(fragment.length), typename)) atPath(schema, path, depth + 1, value, change);
}
