import { isTree, own, put } from './generated-code.ts';
import type { Tree } from './generated-code.ts';

/**
 * Puts everything of `source` into `target`, for values that two fetches brought parts of. An object stays where the other
 * fetch says null: one of the two has seen it.
 * @param interfaces names of interfaces: an interface object's name never comes over that of a real type
 */
export function mergeInto(target: Tree, source: Tree, interfaces: ReadonlySet<unknown> = none): void {
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value === undefined) continue;
    const old = own(target, name);
    if (name === '__typename' && old !== undefined && interfaces.has(value)) continue;
    put(target, name, merged(old, value, interfaces));
  }
}

const none: ReadonlySet<unknown> = new Set();

/** @returns `old` with `value` merged into it, where both are objects or lists of one length; else the newer of the two that is not null */
export function merged(old: unknown, value: unknown, interfaces: ReadonlySet<unknown> = none): unknown {
  if (old === undefined || old === null || old === value) return value;
  if (value === null) return old;
  if (isTree(old) && isTree(value)) {
    mergeInto(old, value, interfaces);
    return old;
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length === value.length) {
    for (let index = 0; index < value.length; index += 1) old[index] = merged(old[index], value[index], interfaces);
    return old;
  }
  return value;
}
