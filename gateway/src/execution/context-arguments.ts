import type { FetchNode } from '@apollo/query-planner';
import type { Fetch } from './compile-fetch.ts';
import type { Lane, Unit } from './compile-units.ts';
import { isTree, own } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import { mergeOperations, representationsName } from './merge-operations.ts';
import { bodyHead } from './request-body.ts';
import { locate } from './response-path.ts';
import type { Run } from './run.ts';
import { fits } from './type-conditions.ts';

/** Where an argument with `@fromContext` finds its value: so many objects up, then down these fields. */
export type ContextArgument = { variable: string; up: number; down: readonly string[] };

const fragment = '... on ';

export function compileContexts(rewrites: FetchNode['contextRewrites']): ContextArgument[] {
  return (rewrites ?? []).map(({ path, renameKeyTo }) => ({
    variable: renameKeyTo,
    up: path.filter((step) => step === '..').length,
    down: path.filter((step) => step !== '..'),
  }));
}

/**
 * The same unit with one lane for each set of values: objects below different ancestors are asked for apart, in one request.
 * How many lanes there are is only known now.
 */
export function withContexts(run: Run, unit: Unit, fetch: Fetch, contexts: readonly ContextArgument[]): Unit {
  const groups = new Map<string, { values: Map<string, unknown>; targets: Tree[] }>();
  for (const { object, path } of locate(run.data, fetch.path)) {
    const values = valuesFor(fetch, contexts, run.data, path);
    const key = JSON.stringify([...values]);
    const group = groups.get(key);
    if (group) group.targets.push(object);
    else groups.set(key, { values, targets: [object] });
  }
  const lanes = [...groups].map(([key, { values, targets }], index): Lane => {
    const names = [...new Set(contexts.map(({ variable }) => variable))];
    const text = (nameOf: (name: string) => string) => [...values].map(([name, value]) => `"${nameOf(name)}":${JSON.stringify(value)}`).join(',');
    const together = (name: string) => `${name}_${index}`;
    return {
      key: `${fetch.key}\n${key}`,
      index,
      fetches: [fetch],
      variables: fetch.variables,
      renames: new Map([representationsName, ...names].map((name) => [name, together(name)])),
      constants: values.size > 0 ? { alone: text((name) => name), together: text(together) } : null,
      targets,
    };
  });
  return { ...unit, lanes, head: (asked) => headOf(fetch, asked) };
}

/** By how many lanes are asked for which of them: nothing else of a lane is in the text. */
const heads = new WeakMap<Fetch, Map<string, string>>();
const mostHeads = 50;

function headOf(fetch: Fetch, lanes: readonly Lane[]): string {
  if (lanes.length <= 1) return bodyHead(fetch.text, fetch.operationName);
  let known = heads.get(fetch);
  if (!known) heads.set(fetch, (known = new Map()));
  const key = lanes.map(({ index }) => index).join();
  let head = known.get(key);
  if (head === undefined) {
    head = bodyHead(mergeOperations(lanes.map(({ index, renames }) => ({ lane: index, operation: fetch.operation, renames }))), fetch.operationName);
    if (known.size < mostHeads) known.set(key, head);
  }
  return head;
}

/** The nearest ancestor's values, for an object that stands at `path`. Several arguments may name one variable: for several types. */
function valuesFor({ schema }: Fetch, contexts: readonly ContextArgument[], data: Tree, path: readonly (string | number)[]): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const { variable, up, down } of contexts) {
    if (values.has(variable)) continue;
    let end = path.length;
    for (let level = 0; level < up; level += 1) {
      do end -= 1;
      while (end > 0 && typeof path[end] === 'number');
    }
    let value: unknown = data;
    for (const step of path.slice(0, Math.max(0, end))) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
    for (const step of down) {
      if (!isTree(value)) value = undefined;
      else if (!step.startsWith(fragment)) value = own(value, step);
      else if (!isOf(value, step.slice(fragment.length))) value = undefined;
    }
    if (value !== undefined) values.set(variable, value);
  }
  return values;

  function isOf(object: Tree, condition: string): boolean {
    const typename = own(object, '__typename');
    return typeof typename !== 'string' || fits(schema, condition, typename);
  }
}
