/** Thrown where the quick way ends and the exact one begins: the reply is not JSON, or not as it should be, or only unusual. */
export const leave = new Error('not the quick way');

const quoteMark = 0x22;
const backslash = 0x5c;

/** @returns the place of the first byte from `p` on that is no white space */
export function space(b: Uint8Array, p: number): number {
  for (;;) {
    const c = b[p];
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return p;
    p += 1;
  }
}

/** @param p at the opening quote. @returns the place after the closing one */
export function string(b: Uint8Array, p: number): number {
  for (;;) {
    p += 1;
    const c = b[p] as number;
    if (c === quoteMark) return p + 1;
    if (c === backslash) p = escape(b, p);
    else if (c < 0x20) throw leave;
  }
}

/** @returns the escape's last byte */
function escape(b: Uint8Array, p: number): number {
  const c = b[p + 1];
  if (c === 0x75) {
    for (let at = p + 2; at < p + 6; at += 1) if (!isHex(b[at] as number)) throw leave;
    return p + 5;
  }
  // " \ / b f n r t
  if (c === quoteMark || c === backslash || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74) return p + 1;
  throw leave;
}

const isHex = (c: number) => (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66);
const isDigit = (c: number | undefined) => c !== undefined && c >= 0x30 && c <= 0x39;

/** @returns the place after `null` */
export function nothing(b: Uint8Array, p: number): number {
  if (b[p] === 0x6e && b[p + 1] === 0x75 && b[p + 2] === 0x6c && b[p + 3] === 0x6c) return p + 4;
  throw leave;
}

export function booleanOrNull(b: Uint8Array, p: number): number {
  if (b[p] === 0x74 && b[p + 1] === 0x72 && b[p + 2] === 0x75 && b[p + 3] === 0x65) return p + 4;
  if (b[p] === 0x66 && b[p + 1] === 0x61 && b[p + 2] === 0x6c && b[p + 3] === 0x73 && b[p + 4] === 0x65) return p + 5;
  return nothing(b, p);
}

/** As digits: `1.0` is an Int too, and to be written otherwise. */
export function intOrNull(b: Uint8Array, p: number): number {
  if (b[p] === 0x6e) return nothing(b, p);
  const first = b[p] === 0x2d ? p + 1 : p;
  let end = first;
  while (isDigit(b[end])) end += 1;
  const c = b[end];
  if (end === first || c === 0x2e || c === 0x65 || c === 0x45 || (b[first] === 0x30 && (end > first + 1 || first > p))) throw leave;
  if (end - first > 9) {
    const value = Number(textOf(b, p, end));
    if (end - first > 10 || (value | 0) !== value) throw leave;
  }
  return end;
}

export function floatOrNull(b: Uint8Array, p: number): number {
  if (b[p] === 0x6e) return nothing(b, p);
  const end = number(b, p);
  // What is short and has no exponent is finite; -0 would be written otherwise.
  if (end - p > 15 || b[p] === 0x2d) {
    const value = Number(textOf(b, p, end));
    if (!Number.isFinite(value) || value === 0) throw leave;
  } else for (let at = p; at < end; at += 1) if (((b[at] as number) | 0x20) === 0x65 && !Number.isFinite(Number(textOf(b, p, end)))) throw leave;
  return end;
}

/** `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?` */
function number(b: Uint8Array, p: number): number {
  if (b[p] === 0x2d) p += 1;
  if (b[p] === 0x30) p += 1;
  else p = digits(b, p);
  if (b[p] === 0x2e) p = digits(b, p + 1);
  if (b[p] === 0x65 || b[p] === 0x45) {
    p += 1;
    if (b[p] === 0x2b || b[p] === 0x2d) p += 1;
    p = digits(b, p);
  }
  return p;
}

function digits(b: Uint8Array, p: number): number {
  if (!isDigit(b[p])) throw leave;
  while (isDigit(b[p])) p += 1;
  return p;
}

/** Deeper values are read by the exact way, which does not count. */
const deepest = 200;

/** Any value: a custom scalar's, or one that nobody asked for. */
export function any(b: Uint8Array, p: number, depth = 0): number {
  if (depth > deepest) throw leave;
  const c = b[p] as number;
  if (c === quoteMark) return string(b, p);
  if (c === 0x2d || isDigit(c)) return number(b, p);
  if (c !== 0x7b && c !== 0x5b) return booleanOrNull(b, p);
  const close = c + 2;
  p = space(b, p + 1);
  if (b[p] === close) return p + 1;
  for (;;) {
    if (c === 0x7b) {
      if (b[p] !== quoteMark) throw leave;
      p = space(b, string(b, p));
      if (b[p] !== 0x3a) throw leave;
      p = space(b, p + 1);
    }
    p = space(b, any(b, p, depth + 1));
    if (b[p] === close) return p + 1;
    if (b[p] !== 0x2c) throw leave;
    p = space(b, p + 1);
  }
}

/** A name that has no escape, as text. @param p at its opening quote */
export function nameAt(b: Uint8Array, p: number): string {
  if (b[p] !== quoteMark) throw leave;
  let end = p + 1;
  while (b[end] !== quoteMark) {
    if ((b[end] as number) < 0x20 || b[end] === backslash) throw leave;
    end += 1;
  }
  return textOf(b, p + 1, end);
}

const textOf = (b: Uint8Array, from: number, to: number) => (b as Buffer).toString('latin1', from, to);

/**
 * Reads the members of an object one by one, in whatever order and layout they come.
 * @param p `start`: after the brace; `value`: after a member's value; `name`: after a comma
 * @param member reads the value at `p` and gives the place after it
 * @returns the place after the closing brace
 */
export function members(b: Uint8Array, p: number, at: 'start' | 'value' | 'name', member: (name: string, p: number) => number): number {
  for (;;) {
    p = space(b, p);
    if (at !== 'name' && b[p] === 0x7d) return p + 1;
    if (at === 'value') {
      if (b[p] !== 0x2c) throw leave;
      p = space(b, p + 1);
    }
    const name = nameAt(b, p);
    p = space(b, p + name.length + 2);
    if (b[p] !== 0x3a) throw leave;
    p = member(name, space(b, p + 1));
    at = 'value';
  }
}
