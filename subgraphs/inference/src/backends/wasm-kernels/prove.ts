import * as tf from '@tensorflow/tfjs-core';
import { openHeap } from './heap.ts';
import { packPanels } from './product.ts';

/**
 * Runs our own kernels on made-up numbers, on the WebAssembly backend, beside TensorFlow.js's.
 * @returns the kernel with the largest difference, of numbers of about one
 */
export function proveKernels(): { kernel: string; error: number } {
  const [rows, inner, columns] = [13, 40, 24];
  const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, at) => Math.sin(at * 1.7 + seed * 11.3) * Math.cos(at * 0.31));
  const heap = openHeap();
  try {
    return tf.tidy(() => {
      const { kernels, address, make, spare } = heap;
      const [a, b, zero] = [tf.tensor2d(numbers(rows * inner, 1), [rows, inner]), numbers(inner * columns, 2), tf.zeros([columns])];
      const right = tf.tensor2d(b, [inner, columns]);
      const product = make<tf.Tensor2D>([rows, columns]);
      kernels.product(rows, columns, inner, address(a), 4 * inner, address(tf.tensor1d(packPanels(b, inner, columns))), 32 * inner, address(product), 4 * columns, address(zero), 0, spare, inner);
      const normal = make<tf.Tensor2D>([rows, inner]);
      kernels.normalise(address(a), address(normal), rows, 4 * inner, address(tf.tensor1d([1 / inner, 1e-5])));
      const copy = () => tf.tensor2d(numbers(rows * inner, 1), [rows, inner]);
      const [soft, curved, sum] = [copy(), copy(), copy()];
      kernels.softmax(address(soft), rows, 4 * inner, inner);
      kernels.bareGelu(address(curved), 4 * rows * inner);
      kernels.add(address(sum), address(a), 4 * rows * inner);
      const centred = tf.sub(a, tf.mean(a, 1, true));
      const pairs: [string, tf.Tensor, tf.Tensor][] = [
        ['a packed product', product, tf.matMul(a, right)],
        ['a packed transposed product', transposed(heap, a), tf.matMul(a, a, false, true)],
        ['a layer norm', normal, tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), 1e-5)))],
        ['softmax in place', soft, tf.softmax(a)],
        ['GELU', curved, tf.add(a, tf.mul(a, tf.erf(a)))],
        ['a sum', sum, tf.mul(a, 2)],
      ];
      return pairs.map(([kernel, ours, theirs]) => ({ kernel, error: tf.max(tf.abs(tf.sub(ours, theirs))).dataSync()[0]! })).reduce((most, one) => (Number.isNaN(most.error) || most.error >= one.error ? most : one));
    });
  } finally {
    heap.close();
  }
}

/** a times its own transpose, packed by the kernel. */
function transposed({ kernels, address, make, spare }: ReturnType<typeof openHeap>, a: tf.Tensor2D): tf.Tensor2D {
  const [rows, inner] = a.shape;
  const panels = Math.ceil(rows / 8);
  const packed = make<tf.Tensor1D>([panels * 8 * inner]);
  kernels.packTransposed(address(a), 4 * inner, rows, inner, address(packed), 32 * inner, 0);
  const product = make<tf.Tensor2D>([rows, rows]);
  kernels.product(rows, rows, inner, address(a), 4 * inner, address(packed), 32 * inner, address(product), 4 * rows, address(tf.zeros([8 * panels])), 0, spare, inner);
  return product;
}
