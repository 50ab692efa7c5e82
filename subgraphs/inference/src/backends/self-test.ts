import * as tf from '@tensorflow/tfjs-core';
import { BackendUnavailable } from './backend-unavailable.ts';
import { proveKernels } from './wasm-kernels/prove.ts';

/** Largest difference to arithmetic in doubles that rounding to single precision explains, with room. */
const tolerance = 1e-4;

/**
 * Runs the kernels that the engines stand on, on made-up numbers of odd sizes, and compares with plain arithmetic.
 * @returns the largest error seen
 * @throws BackendUnavailable when a kernel is missing or wrong
 */
export async function selfTest(): Promise<number> {
  const rows = 37;
  const inner = 53;
  const columns = 41;
  const a = numbers(rows * inner, 1);
  const b = numbers(inner * columns, 2);
  const bias = numbers(columns, 3);
  const product = (i: number, j: number) => {
    let sum = bias[j]!;
    for (let k = 0; k < inner; k += 1) sum += a[i * inner + k]! * b[k * columns + j]!;
    return sum;
  };
  const expectedProduct = Array.from({ length: rows * columns }, (_, at) => product(Math.floor(at / columns), at % columns));
  const expectedSoftmax = expectedProduct.map((value, at) => {
    const row = expectedProduct.slice(Math.floor(at / columns) * columns, Math.floor(at / columns) * columns + columns);
    const top = Math.max(...row);
    return Math.exp(value - top) / row.reduce((sum, one) => sum + Math.exp(one - top), 0);
  });
  const errors: [string, number][] = [];
  const check = async (kernel: string, run: () => tf.Tensor, expected: ArrayLike<number>) => {
    let actual: Float32Array;
    try {
      const tensor = tf.tidy(run);
      actual = (await tensor.data()) as Float32Array;
      tensor.dispose();
    } catch (error) {
      throw new BackendUnavailable(`the backend ${tf.getBackend()} cannot do ${kernel}: ${error instanceof Error ? error.message : 'a fault'}`, 'choose another TFJS_BACKEND');
    }
    let worst = actual.length === expected.length ? 0 : Infinity;
    for (let at = 0; at < actual.length; at += 1) worst = Math.max(worst, Math.abs(actual[at]! - expected[at]!));
    if (!(worst <= tolerance)) throw new BackendUnavailable(`the backend ${tf.getBackend()} computes ${kernel} wrongly (error ${worst})`, 'choose another TFJS_BACKEND, and report the processor and versions');
    errors.push([kernel, worst]);
  };
  const matrix = () => tf.fused.matMul({ a: tf.tensor2d(a, [rows, inner]), b: tf.tensor2d(b, [inner, columns]), bias: tf.tensor1d(bias) });
  await check('a matrix product', matrix, expectedProduct);
  await check('softmax', () => tf.softmax(matrix()), expectedSoftmax);
  await check('a transposed product', () => tf.sub(tf.matMul(tf.transpose(tf.tensor2d(a, [rows, inner])), tf.tensor2d(a, [rows, inner])), tf.matMul(tf.tensor2d(a, [rows, inner]), tf.tensor2d(a, [rows, inner]), true)), new Float32Array(inner * inner));
  await check('erf', () => tf.erf(tf.tensor1d([-1.5, -0.5, 0, 0.5, 1.5])), [-0.9661051464753107, -0.5204998778130465, 0, 0.5204998778130465, 0.9661051464753107]);
  await check('gather', () => tf.gather(tf.tensor2d(a, [rows, inner]), tf.tensor1d([3, 0, 36], 'int32')), [...a.slice(3 * inner, 4 * inner), ...a.slice(0, inner), ...a.slice(36 * inner)]);
  await check('a convolution', () => tf.conv1d(tf.tensor2d([1, 2, 3, 4, 5], [5, 1]), tf.tensor3d([1, 10, 100], [3, 1, 1]), 2, 'valid'), [321, 543]);
  if (tf.getBackend() === 'wasm') {
    const { kernel, error } = proveKernels();
    if (!(error <= tolerance)) throw new BackendUnavailable(`our kernels on the backend wasm compute ${kernel} wrongly (error ${error})`, 'choose another TFJS_BACKEND, and report the processor and versions');
    errors.push([kernel, error]);
  }
  return Math.max(...errors.map(([, error]) => error));
}

/** In -1..1, the same at each start. */
function numbers(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, at) => Math.fround(Math.sin(at * 1.7 + seed * 11.3) * Math.cos(at * 0.31)));
}
