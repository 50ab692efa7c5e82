import { leave, nameAt } from './read-json.ts';
import type { Types } from './shapes.ts';

const spread = 31;

/** Reads the name of an object's type. @returns its number; the name has no escapes, so it is as long as `names` says */
export type ReadType = (b: Uint8Array, p: number) => number;

export function createTypeReader({ names, numbers }: Types): ReadType {
  const byHash = new Map<number, number>();
  for (const [index, name] of names.entries()) {
    let hash = 0;
    for (let at = 0; at < name.length; at += 1) hash = (hash * spread + name.charCodeAt(at)) | 0;
    // Two names of one hash are told apart by their text.
    byHash.set(hash, byHash.has(hash) ? -1 : index);
  }
  return (b, p) => {
    if (b[p] !== 0x22) throw leave;
    let hash = 0;
    for (let at = p + 1; b[at] !== 0x22; at += 1) {
      const c = b[at] as number;
      if (c < 0x20) throw leave;
      hash = (hash * spread + c) | 0;
    }
    const found = byHash.get(hash) ?? 0;
    if (found > 0 && isAt(b, p, names[found] as string)) return found;
    const number = numbers.get(nameAt(b, p));
    if (number === undefined || number === 0) throw leave;
    return number;
  };
}

/** Whether the string at `p` says just this, without escapes. */
function isAt(b: Uint8Array, p: number, name: string): boolean {
  for (let at = 0; at < name.length; at += 1) if (b[p + 1 + at] !== name.charCodeAt(at)) return false;
  return b[p + 1 + name.length] === 0x22;
}

/** Whether the string at `p` is one of an enum's values. */
export function isOneOf(b: Uint8Array, p: number, values: readonly string[]): boolean {
  for (const value of values) if (isAt(b, p, value)) return true;
  return false;
}
