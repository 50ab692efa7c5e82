import type { StoredTensor } from '../checkpoint/read-safetensors.ts';

/** For y = x * weight + bias; weight as [inner, outer], row by row. */
export type Matrix = { weight: Float32Array; inner: number; outer: number; bias: Float32Array };

export type Part = { weight: StoredTensor; bias: StoredTensor | null; scale?: number };
export type Norm = { gain: StoredTensor; bias: StoredTensor };

/**
 * Makes one matrix of stored projections ([out, in], as PyTorch keeps them): side by side, transposed
 * once here and not at each product, scaled (attention's 1/sqrt(d), GELU's constants), and with the gain and bias of
 * the layer norm before them multiplied in: that saves two passes over the activations each time. Sums in doubles.
 */
export function fold(parts: readonly Part[], norm: Norm | null): Matrix {
  const inner = parts[0]!.weight.shape[1]!;
  const outer = parts.reduce((sum, part) => sum + part.weight.shape[0]!, 0);
  const weight = new Float32Array(inner * outer);
  const bias = new Float32Array(outer);
  let column = 0;
  for (const { weight: stored, bias: shift, scale = 1 } of parts) {
    for (let out = 0; out < stored.shape[0]!; out += 1, column += 1) {
      let moved = shift ? shift.data[out]! : 0;
      for (let at = 0; at < inner; at += 1) {
        const value = stored.data[out * inner + at]!;
        weight[at * outer + column] = value * scale * (norm ? norm.gain.data[at]! : 1);
        if (norm) moved += value * norm.bias.data[at]!;
      }
      bias[column] = moved * scale;
    }
  }
  return { weight, inner, outer, bias };
}

/** A convolution's kernel, stored as [out, in, taps], as [taps * in, out]. */
export function foldConvolution(stored: StoredTensor, bias: StoredTensor, scaleIn: number, scaleOut: number): Matrix {
  const [outer, inner, taps] = stored.shape as [number, number, number];
  const weight = new Float32Array(taps * inner * outer);
  for (let out = 0; out < outer; out += 1) {
    for (let at = 0; at < inner; at += 1) {
      for (let tap = 0; tap < taps; tap += 1) weight[(tap * inner + at) * outer + out] = stored.data[(out * inner + at) * taps + tap]! * scaleIn * scaleOut;
    }
  }
  return { weight, inner: taps * inner, outer, bias: bias.data.map((value) => value * scaleOut) };
}
