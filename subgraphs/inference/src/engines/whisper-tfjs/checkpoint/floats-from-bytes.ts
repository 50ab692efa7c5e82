/** Little-endian 32-bit, half or bfloat16 numbers as 32-bit floats, exactly. */
export function floatsFromBytes(bytes: Uint8Array<ArrayBuffer>, dtype: 'F32' | 'F16' | 'BF16'): Float32Array {
  if (dtype === 'F32') return new Float32Array(bytes.buffer);
  const halves = new Uint16Array(bytes.buffer);
  const bits = new Uint32Array(halves.length);
  if (dtype === 'BF16') for (let at = 0; at < halves.length; at += 1) bits[at] = halves[at]! << 16;
  else {
    const table = halfBits();
    for (let at = 0; at < halves.length; at += 1) bits[at] = table[halves[at]!]!;
  }
  return new Float32Array(bits.buffer);
}

let known: Uint32Array | null = null;

/** For each of the 65,536 halves the bits of the same number as a 32-bit float. */
function halfBits(): Uint32Array {
  if (known) return known;
  known = new Uint32Array(65_536);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let half = 0; half < 65_536; half += 1) {
    const sign = half >> 15 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1_023;
    if (exponent === 31) float[0] = fraction ? NaN : sign * Infinity;
    else if (exponent === 0) float[0] = sign * fraction * 2 ** -24;
    else float[0] = sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
    if (half === 0x8000) float[0] = -0;
    known[half] = bits[0]!;
  }
  return known;
}
