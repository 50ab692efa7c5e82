/** FHIR's deepest resources stay under thirty. */
const deepest = 128;

const quote = 34;
const backslash = 92;
const colon = 58;

/**
 * What `JSON.parse` lets pass and we do not: keys that reach into prototypes, nesting on which `JSON.stringify`, which
 * descends by stack frames, would end on the way to a subgraph, and a key that stands twice in one object: whoever
 * looked at the body before us may have read the other one.
 * @param value what `JSON.parse(text)` gave
 * @returns the fault, in a sentence that quotes nothing, or null
 */
export function checkJson(text: string, value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  let keys = 0;
  const pending: object[] = [value];
  let level: object[] = [];
  for (let depth = 1; pending.length > 0; depth += 1) {
    if (depth > deepest) return `The body nests deeper than ${deepest} levels.`;
    level = pending.splice(0);
    for (const one of level) {
      if (Array.isArray(one)) {
        for (const item of one as unknown[]) if (typeof item === 'object' && item !== null) pending.push(item);
        continue;
      }
      const record = one as Record<string, unknown>;
      for (const key of Object.keys(record)) {
        keys += 1;
        const item = record[key];
        if (key === '__proto__' || (key === 'constructor' && reachesPrototype(item))) return 'The body holds a key that is not allowed.';
        if (typeof item === 'object' && item !== null) pending.push(item);
      }
    }
  }
  return keys === keysIn(text) ? null : 'The body holds a key twice in one object.';
}

function reachesPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}

/** Strings that a colon follows. From quote to quote, so that a long document is passed over at once. */
function keysIn(text: string): number {
  let keys = 0;
  let at = text.indexOf('"');
  while (at !== -1) {
    let end = text.indexOf('"', at + 1);
    while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (end === -1) return keys;
    let next = end + 1;
    let code = text.charCodeAt(next);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt((next += 1));
    if (code === colon) keys += 1;
    at = code === quote ? next : text.indexOf('"', next);
  }
  return keys;
}

function isEscaped(text: string, quoteAt: number): boolean {
  let from = quoteAt;
  while (text.charCodeAt(from - 1) === backslash) from -= 1;
  return (quoteAt - from) % 2 === 1;
}
