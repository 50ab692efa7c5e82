/** What a subgraph's reply becomes; own properties only, whatever their names. */
export type Tree = { [key: string]: unknown };

// Anything that JSON text cannot hold as it is. Lone surrogates too: they would not survive UTF-8.
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Up to here a loop over the characters is quicker than a call of the expression. */
const short = 32;

/** A string as JSON text: nothing to do for nearly all of them. */
export function quote(value: string): string {
  const { length } = value;
  if (length > short) return needsEscape.test(value) ? JSON.stringify(value) : '"' + value + '"';
  for (let index = 0; index < length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff)) return JSON.stringify(value);
  }
  return '"' + value + '"';
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Property of an object that came out of JSON, for a name that every object inherits. */
export function own(object: Tree, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets any name as an own property: `__proto__` as well, which an assignment would take for the prototype. */
export function put(object: Tree, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}

/** Source text of a literal. U+2028 and U+2029 are legal in string literals since ES2019. */
export const literal = (value: unknown): string => JSON.stringify(value);

/** Names that `object.name` would find on every object. */
const inherited = (name: string) => name in Object.prototype;

/** Source text that reads a field by its response name. */
export function readCode(object: string, name: string): string {
  return inherited(name) ? `own(${object},${literal(name)})` : `${object}.${name}`;
}

/** Source text that sets one. */
export function writeCode(object: string, name: string, value: string): string {
  return name === '__proto__' ? `put(${object},"__proto__",${value});` : `${object}.${name}=${value};`;
}

/**
 * Makes a function from source text that this folder wrote. Names in it come from a validated document or a schema, so
 * they are GraphQL names; every other text goes through `literal`.
 */
export function generate<F>(scope: Readonly<Record<string, unknown>>, source: string): F {
  return new Function(...Object.keys(scope), `"use strict";${source}`)(...Object.values(scope)) as F;
}
