import { isTree, own, put } from './generated-code.ts';
import type { Tree } from './generated-code.ts';

/**
 * Puts everything of `source` into `target`, for values that two fetches brought parts of. An object stays where the other
 * fetch says null: one of the two has seen it.
 */
export function mergeInto(target: Tree, source: Tree): void {
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value !== undefined) put(target, name, merged(own(target, name), value));
  }
}

/** @returns `old` with `value` merged into it, where both are objects or lists of one length; else the newer of the two that is not null */
export function merged(old: unknown, value: unknown): unknown {
  if (old === undefined || old === null || old === value) return value;
  if (value === null) return old;
  if (isTree(old) && isTree(value)) {
    mergeInto(old, value);
    return old;
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length === value.length) {
    for (let index = 0; index < value.length; index += 1) old[index] = merged(old[index], value[index]);
    return old;
  }
  return value;
}
