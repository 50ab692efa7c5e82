import * as tf from '@tensorflow/tfjs-core';

/** What oneDNN does in one go and TensorFlow.js asks TensorFlow's own, slower kernels for, or puts together of seven. */
export type NativeOperations = {
  /** Over the last dimension. */
  softmax<T extends tf.Tensor>(x: T): T;
  /** Mean 0 and variance 1 a row. */
  normalise(x: tf.Tensor2D): tf.Tensor2D;
  dispose(): void;
};

type Attribute = { name: string; type: number; value: unknown };
type NodeBackend = {
  binding?: Record<'TF_ATTR_TYPE' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_FLOAT', number>;
  executeSingleOutput?(name: string, attributes: readonly Attribute[], inputs: readonly tf.Tensor[]): tf.Tensor;
};

const epsilon = 1e-5;
/** Of numbers of about one. */
const tolerance = 1e-5;

/**
 * The operations of native TensorFlow on a CPU, after they were shown to give what TensorFlow.js's give; null where the
 * backend is another one, or its library lacks them or computes something else. Then the usual ones do, more slowly.
 */
export function nativeOperations(): NativeOperations | null {
  const { binding, executeSingleOutput } = tf.backend() as NodeBackend;
  if (tf.getBackend() !== 'tensorflow' || !binding || !executeSingleOutput) return null;
  const run = executeSingleOutput.bind(tf.backend());
  const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  // Graphs get these by a rewrite; asked for by name, the one kernel stands under a label and the other under none.
  const label = (value: string) => ({ name: '_kernel', type: binding.TF_ATTR_STRING, value });
  /** Gain and bias that do nothing, by width. */
  const units = new Map<number, readonly [tf.Tensor1D, tf.Tensor1D]>();
  const unitsOf = (width: number) => {
    let unit = units.get(width);
    if (!unit) units.set(width, (unit = [tf.keep(tf.ones([width])), tf.keep(tf.zeros([width]))]));
    return unit;
  };
  const operations: NativeOperations = {
    softmax: (x) => run('_MklSoftmax', [type, label('MklNameChangeOp')], [x]) as typeof x,
    normalise: (x) => run('_MklLayerNorm', [type, { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon }, label('')], [x, ...unitsOf(x.shape[1])]) as tf.Tensor2D,
    dispose: () => {
      for (const unit of units.values()) tf.dispose([...unit]);
      units.clear();
    },
  };
  if (agrees(operations)) return operations;
  operations.dispose();
  return null;
}

function agrees({ softmax, normalise }: NativeOperations): boolean {
  try {
    return tf.tidy(() => {
      const x = tf.tensor2d(Float32Array.from({ length: 7 * 40 }, (_, at) => 3 * Math.sin(at * 1.7) * Math.cos(at * 0.31) + 0.5), [7, 40]);
      const deep = tf.reshape(x, [7, 2, 1, 20]);
      const centred = tf.sub(x, tf.mean(x, 1, true));
      const pairs: [tf.Tensor, tf.Tensor][] = [
        [softmax(x), tf.softmax(x)],
        [softmax(deep), tf.softmax(deep)],
        [normalise(x), tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon)))],
      ];
      return pairs.every(([ours, usual]) => ours.shape.join() === usual.shape.join() && tf.max(tf.abs(tf.sub(ours, usual))).dataSync()[0]! <= tolerance);
    });
  } catch {
    // This library does not know them.
    return false;
  }
}
