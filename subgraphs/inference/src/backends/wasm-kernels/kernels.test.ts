import * as tf from '@tensorflow/tfjs-core';
import { openBackend } from '../open-backend.ts';
import { canFuse } from './compile.ts';
import { openHeap } from './heap.ts';
import type { Heap } from './heap.ts';
import { packPanels } from './product.ts';

const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, at) => Math.sin(at * 1.7 + seed * 11.3) * Math.cos(at * 0.31) * 3);
const worst = (ours: ArrayLike<number>, expected: ArrayLike<number>) => Array.from(ours).reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), ours.length === expected.length ? 0 : Infinity);

/** By its power series, in doubles. */
function erf(x: number): number {
  if (Math.abs(x) > 3.5) return Math.sign(x) * (1 - 7e-7 * Math.exp(12.25 - x * x));
  let sum = 0;
  let term = x;
  for (let n = 0; n < 100; n += 1) {
    sum += term / (2 * n + 1);
    term *= -(x * x) / (n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

beforeAll(() => openBackend({ wanted: 'wasm', tensorflowDir: '/nowhere' }));

// Older processors and versions of Node round twice: both ways are the product's.
describe.each([...(canFuse() ? [true] : []), false])('kernels in WebAssembly, products rounded once: %s', (once) => {
  let heap: Heap;
  beforeAll(() => {
    heap = openHeap(once);
  });
  afterAll(() => heap.close());

  it.each([[1, 1, 1], [1, 8, 7], [2, 13, 9], [3, 16, 64], [4, 40, 33], [7, 5, 20], [21, 30, 11]])('multiply %i rows to %i columns over %i', (m, n, k) => {
    const [a, b, start] = [numbers(m * k, 1), numbers(k * n, 2), numbers(n, 3)];
    const expected = Array.from({ length: m * n }, (_, at) => {
      let sum = start[at % n]!;
      for (let inner = 0; inner < k; inner += 1) sum += a[Math.floor(at / n) * k + inner]! * b[inner * n + (at % n)]!;
      return sum;
    });
    const sentinel = 12_345;
    const [left, right, bias, out] = [tf.tensor1d(a), tf.tensor1d(packPanels(b, k, n)), tf.tensor1d([...start, ...new Float32Array(8)]), tf.fill([m * n + 8], sentinel)];
    heap.kernels.product(m, n, k, heap.address(left), 4 * k, heap.address(right), 32 * k, heap.address(out), 4 * n, heap.address(bias), 0, heap.spare, 16);
    const got = out.dataSync();
    expect(worst(got.slice(0, m * n), expected)).toBeLessThan(2e-5);
    expect([...got.slice(m * n)]).toEqual(Array(8).fill(sentinel));
    // On top of what is there.
    heap.kernels.product(m, n, k, heap.address(left), 4 * k, heap.address(right), 32 * k, heap.address(out), 4 * n, heap.address(out), 4 * n, heap.spare, 64);
    expect(worst(out.dataSync().slice(0, m * n), expected.map((value, at) => 2 * value - start[at % n]!))).toBeLessThan(5e-5);
    tf.dispose([left, right, bias, out]);
  });

  it.each([1, 3, 4, 30, 1_500])('take the softmax of the first %i of each row', (count) => {
    const stride = count + 5;
    const values = numbers(3 * stride, 4).map((value) => value * 20);
    const x = tf.tensor1d(values);
    heap.kernels.softmax(heap.address(x), 3, 4 * stride, count);
    const got = x.dataSync();
    for (let row = 0; row < 3; row += 1) {
      const mine = values.slice(row * stride, row * stride + count);
      const top = Math.max(...mine);
      const sum = mine.reduce((total, one) => total + Math.exp(one - top), 0);
      expect(worst(got.slice(row * stride, row * stride + count), [...mine].map((one) => Math.exp(one - top) / sum))).toBeLessThan(5e-7);
      expect(got.slice(row * stride + count, (row + 1) * stride)).toEqual(values.slice(row * stride + count, (row + 1) * stride));
    }
    x.dispose();
  });

  it('sum the exponentials of what may follow', () => {
    const values = numbers(52_000, 9).map((value, at) => (at % 7 === 0 ? -Infinity : value * 5));
    const [x, out] = [tf.tensor1d(values), tf.zeros([4])];
    heap.kernels.sumOfExponentials(heap.address(x), values.length, heap.address(out));
    const [top, sum] = out.dataSync();
    const most = values.reduce((a, b) => Math.max(a, b));
    expect(top).toBe(most);
    expect(Math.log(sum!)).toBeCloseTo(Math.log([...values].reduce((total, one) => total + Math.exp(one - most), 0)), 4);
    tf.dispose([x, out]);
  });

  it('bring rows to mean 0 and variance 1', () => {
    const values = numbers(5 * 24, 6).map((value, at) => value + (at < 24 ? 100 : 0));
    const [x, y, constants] = [tf.tensor1d(values), heap.make<tf.Tensor1D>([5 * 24]), tf.tensor1d([1 / 24, 1e-5])];
    heap.kernels.normalise(heap.address(x), heap.address(y), 5, 24 * 4, heap.address(constants));
    const expected = [...values].map((value, at) => {
      const row = [...values].slice(Math.floor(at / 24) * 24, Math.floor(at / 24) * 24 + 24);
      const mean = row.reduce((sum, one) => sum + one) / 24;
      return (value - mean) / Math.sqrt(row.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 24 + 1e-5);
    });
    expect(worst(y.dataSync(), expected)).toBeLessThan(1e-5);
    tf.dispose([x, y, constants]);
  });

  it('know the error function', () => {
    const values = Float32Array.from({ length: 4_000 }, (_, at) => at / 400 - 5);
    const x = tf.tensor1d(values);
    heap.kernels.bareGelu(heap.address(x), 4 * values.length);
    // Of numbers up to ten: a unit in the last place is 1e-6.
    expect(worst(x.dataSync(), [...values].map((y) => y + y * erf(y)))).toBeLessThan(1e-6);
    x.dispose();
  });

  it('pack columns, and transposed rows from any place on', () => {
    const [rows, columns] = [11, 16];
    const values = numbers(rows * columns, 7);
    const [x, straight, turned] = [tf.tensor1d(values), tf.fill([2 * rows * 8], 0), tf.fill([2 * columns * 8], 0)];
    heap.kernels.packColumns(heap.address(x), 4 * columns, rows, columns, heap.address(straight), 32 * rows);
    expect(straight.dataSync()).toEqual(packPanels(values, rows, columns));
    for (const [from, count] of [[0, 5], [5, 6]] as const) heap.kernels.packTransposed(heap.address(x) + from * 4 * columns, 4 * columns, count, columns, heap.address(turned), 32 * columns, from);
    const transposed = Float32Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]!);
    expect(turned.dataSync()).toEqual(packPanels(transposed, columns, rows));
    tf.dispose([x, straight, turned]);
  });

  it('give room that grows, and none when memory is full', () => {
    const first = heap.room('here', 64);
    expect(heap.room('here', 32)).toBe(first);
    expect(heap.room('there', 64)).not.toBe(first);
    expect(() => heap.room('here', 2 ** 32)).toThrow(RangeError);
    expect(() => heap.make([2 ** 30 + 10])).toThrow(RangeError);
  });
});

afterAll(() => expect(tf.memory().numTensors).toBe(0));
