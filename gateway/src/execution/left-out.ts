import type { Fetch } from './compile-fetch.ts';
import { isTree, own } from './generated-code.ts';
import type { Tree } from './generated-code.ts';
import type { Run } from './run.ts';
import type { Selected } from './selected-fields.ts';
import { fits } from './type-conditions.ts';

/** Services by the object and the field that they were asked for and did not even say null about. */
export type LeftOut = Map<Tree, Map<string, string>>;

/** Slow, and only asked for when something is missing: a field that an answer lacks is no null but a fault. */
export function fieldsLeftOut(run: Run): LeftOut {
  const found: LeftOut = new Map();
  for (const { fetch, target, data } of run.roots) compare(found, fetch, fetch.selected, data, target);
  for (const { fetch, targets, slots } of run.works) {
    for (const [index, { entity }] of slots.entries()) {
      const target = targets[index];
      if (entity && target) compare(found, fetch, fetch.selected, entity, target);
    }
  }
  return found;
}

function compare(found: LeftOut, fetch: Fetch, selected: readonly Selected[], source: Tree, target: Tree): void {
  const typename = own(source, '__typename') ?? own(target, '__typename');
  for (const { name, conditions, optional, fields } of selected) {
    const asked = conditions.every((condition) => typeof typename === 'string' && fits(fetch.schema, condition, typename));
    if (!asked || optional) continue;
    const value = own(source, name);
    if (value !== undefined) {
      if (fields) compareAll(found, fetch, fields, value);
      continue;
    }
    const names = found.get(target) ?? new Map<string, string>();
    found.set(target, names.set(name, fetch.service));
  }
}

function compareAll(found: LeftOut, fetch: Fetch, selected: readonly Selected[], value: unknown): void {
  if (Array.isArray(value)) for (const item of value) compareAll(found, fetch, selected, item);
  else if (isTree(value)) compare(found, fetch, selected, value, value);
}
