import * as tf from '@tensorflow/tfjs-core';
import { openHeap } from '../../../../backends/wasm-kernels/heap.ts';
import { packPanels, panelColumns } from '../../../../backends/wasm-kernels/product.ts';
import { fold } from '../fold.ts';
import type { Arithmetic, Linear } from './arithmetic.ts';
import { fusedSaid, fusedSound } from './fused-memory.ts';

const epsilon = 1e-5;
/** Rows that go through several steps together, so that they and what comes between stay in the second cache. */
export const blockRows = 96;
/** Of a long product, so that a panel's part and a tile's rows stay in the first cache. */
const blockInner = 512;
/**
 * A step of the decoder reads each matrix from memory for a few rows. What passes them at a time is as much as the processor
 * fetches ahead by itself, so that it fetches while they are multiplied.
 */
const fewRows = 32;
const fewRowsInner = 48;

/**
 * A Whisper of our own kernels on the WebAssembly backend, where TensorFlow.js's many small operations and XNNPACK's product
 * take two to three times as long. Matrices lie packed. Widths and heads' depths are multiples of eight (`fits`).
 * @param once for tests: whether products round once
 */
export function fusedArithmetic(once?: boolean): Arithmetic {
  const heap = openHeap(once);
  const { kernels, address, make, room, spare } = heap;
  const float = 4;
  const panel = 4 * panelColumns;

  /** c = start + a * b. b's panels are `panelStride` long. */
  function product(m: number, n: number, k: number, a: number, aStride: number, b: number, panelStride: number, c: number, cStride: number, start: number, startStride: number): void {
    kernels.product(m, n, k, a, aStride, b, panelStride, c, cStride, start, startStride, spare, m > 1 && m <= fewRows ? fewRowsInner : blockInner);
  }

  /**
   * Rows of `a`, each `aStride` after the one before, times a matrix, and `plus`, which is laid out as c, where there is one.
   * It comes last: a sum that begins with a large number loses digits in each step.
   */
  function rowsTimes({ weight, bias, inner, outer }: Linear, rows: number, a: number, aStride: number, c: number, plus: number | null): void {
    const stride = outer * float;
    product(rows, outer, inner, a, aStride, address(weight), inner * panel, c, stride, address(bias), 0);
    if (plus !== null) kernels.add(c, plus, rows * stride);
  }

  function normaliseRows(from: number, to: number, rows: number, width: number): void {
    const constants = room('constants', 2 * float);
    heap.floats().set([1 / width, epsilon], constants / float);
    kernels.normalise(from, to, rows, width * float, constants);
  }

  function inBlocks(rows: number, run: (from: number, count: number) => void): void {
    for (let from = 0; from < rows; from += blockRows) run(from, Math.min(blockRows, rows - from));
  }

  const linear: Arithmetic['linear'] = (x, by, plus) => {
    const [rows, inner] = x.shape;
    const y = make<tf.Tensor2D>([rows, by.outer]);
    inBlocks(rows, (from, count) => {
      const out = from * by.outer * float;
      rowsTimes(by, count, address(x) + from * inner * float, inner * float, address(y) + out, plus ? address(plus) + out : null);
    });
    return y;
  };

  const matrix: Arithmetic['matrix'] = (weight, inner, outer, bias) => {
    // As many zeros as the last panel is short of.
    const padded = new Float32Array(Math.ceil(outer / panelColumns) * panelColumns);
    padded.set(bias);
    return { weight: tf.tensor1d(packPanels(weight, inner, outer)), bias: tf.tensor1d(padded), biased: bias.some((one) => one !== 0), inner, outer };
  };

  return {
    matrix,
    normalise(x) {
      const y = make<tf.Tensor2D>(x.shape);
      normaliseRows(address(x), address(y), ...x.shape);
      return y;
    },
    linear,
    normalisedLinear(x, by) {
      const [rows, width] = x.shape;
      const y = make<tf.Tensor2D>([rows, by.outer]);
      const normal = room('normal', blockRows * width * float);
      inBlocks(rows, (from, count) => {
        normaliseRows(address(x) + from * width * float, normal, count, width);
        rowsTimes(by, count, normal, width * float, address(y) + from * by.outer * float, null);
      });
      return y;
    },
    feedForward(x, rise, fall) {
      const [rows, width] = x.shape;
      const y = make<tf.Tensor2D>([rows, width]);
      const normal = room('normal', blockRows * width * float);
      const between = room('between', blockRows * rise.outer * float);
      inBlocks(rows, (from, count) => {
        const at = from * width * float;
        normaliseRows(address(x) + at, normal, count, width);
        rowsTimes(rise, count, normal, width * float, between, null);
        kernels.bareGelu(between, count * rise.outer * float);
        rowsTimes(fall, count, between, rise.outer * float, address(y) + at, address(x) + at);
      });
      return y;
    },
    convolve(x, by, stride) {
      const [windows, frames, channels] = x.shape;
      // Three frames that follow one another lie side by side already: a row of the product begins `stride` frames after the one before.
      const padded = tf.pad(x, [[0, 0], [1, 1], [0, 0]]);
      const rows = frames / stride;
      const y = make<tf.Tensor3D>([windows, rows, by.outer]);
      for (let window = 0; window < windows; window += 1) {
        inBlocks(rows, (from, count) => {
          const out = address(y) + (window * rows + from) * by.outer * float;
          rowsTimes(by, count, address(padded) + (window * (frames + 2) + from * stride) * channels * float, stride * channels * float, out, null);
          kernels.bareGelu(out, count * by.outer * float);
        });
      }
      return y;
    },
    attendAll(qkv, windows, heads) {
      const [rows, columns] = qkv.shape;
      const [frames, width, stride] = [rows / windows, columns / 3, columns * float];
      const depth = width / heads;
      const panels = Math.ceil(frames / panelColumns);
      const scoresStride = panels * panel;
      const mixed = make<tf.Tensor2D>([rows, width]);
      const keys = room('keys', panels * depth * panel);
      const values = room('values', (depth / panelColumns) * frames * panel);
      const scores = room('scores', blockRows * scoresStride);
      const nothing = room('nothing', scoresStride);
      heap.floats().fill(0, nothing / float, (nothing + scoresStride) / float);
      for (let window = 0; window < windows; window += 1) {
        for (let head = 0; head < heads; head += 1) {
          const q = address(qkv) + window * frames * stride + head * depth * float;
          kernels.packTransposed(q + width * float, stride, frames, depth, keys, depth * panel, 0);
          kernels.packColumns(q + 2 * width * float, stride, frames, depth, values, frames * panel);
          inBlocks(frames, (from, count) => {
            product(count, frames, depth, q + from * stride, stride, keys, depth * panel, scores, scoresStride, nothing, 0);
            kernels.softmax(scores, count, scoresStride, frames);
            product(count, depth, frames, scores, scoresStride, values, frames * panel, address(mixed) + ((window * frames + from) * width + head * depth) * float, width * float, nothing, 0);
          });
        }
      }
      return mixed;
    },
    rememberSound: (sound, key, value, windows, heads) => fusedSound({ heap, product, rowsTimes }, sound, key, value, windows, heads),
    vocabulary: (rows, outer, inner) => {
      const { weight, bias } = fold([{ weight: { shape: [outer, inner], data: rows }, bias: null }], null);
      return matrix(weight, inner, outer, bias);
    },
    scores: (x, { weight, bias, ...shape }) => linear(x, { weight, bias: bias as tf.Tensor1D, biased: false, ...shape }),
    rememberSaid: (rows, heads, width) => fusedSaid({ heap, product }, rows, heads, width),
    dispose: heap.close,
  };
}

/** Whether a model's shape is one that the kernels do: every published Whisper's is. */
export function fits({ width, encoderHeads, decoderHeads, mels }: { width: number; encoderHeads: number; decoderHeads: number; mels: number }): boolean {
  return [width, width / encoderHeads, width / decoderHeads, mels].every((size) => size % panelColumns === 0);
}
