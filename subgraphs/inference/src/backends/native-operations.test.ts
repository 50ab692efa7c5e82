import * as tf from '@tensorflow/tfjs-core';
import { openBackend } from './index.ts';
import { nativeFolders } from './native-folders.ts';
import { nativeOperations } from './native-operations.ts';

const places = { tensorflowDir: process.env['TF_DEPS_DIR'], cacheHome: process.env['XDG_CACHE_HOME'] };
const isSetUp = nativeFolders(places).length > 0;

test.each(['cpu', 'wasm'] as const)('%s has none of its own', async (wanted) => {
  await openBackend({ wanted });
  expect(nativeOperations()).toBeNull();
});

// Where it is set up, as .ci/run does with DRA_CI_NATIVE=1.
if (isSetUp) test('native TensorFlow has softmax and layer norm of its own, for every width, and leaves no tensor behind', async () => {
  expect((await openBackend({ ...places, wanted: 'tensorflow' })).name).toBe('tensorflow');
  const before = tf.memory().numTensors;
  const operations = nativeOperations();
  for (const width of [8, 384, 513]) {
    const worst = tf.tidy(() => {
      const x = tf.mul(tf.randomNormal([5, width], 0, 1, 'float32', width), 4) as tf.Tensor2D;
      const { mean, variance } = tf.moments(operations!.normalise(x), 1);
      return tf.max(tf.stack([tf.max(tf.abs(mean)), tf.max(tf.abs(tf.sub(variance, 1))), tf.max(tf.abs(tf.sub(operations!.softmax(x), tf.softmax(x))))])).dataSync()[0];
    });
    expect(worst).toBeLessThan(1e-4);
  }
  operations?.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('a library that lacks them, or computes something else, is not trusted with them', async () => {
  await openBackend({ wanted: 'cpu' });
  const backend = tf.backend() as unknown as Record<string, unknown>;
  const named = jest.spyOn(tf, 'getBackend').mockReturnValue('tensorflow');
  Object.assign(backend, { binding: { TF_ATTR_TYPE: 1, TF_ATTR_FLOAT: 2, TF_ATTR_STRING: 3, TF_FLOAT: 1 }, executeSingleOutput: () => { throw new Error('no such operation'); } });
  expect(nativeOperations()).toBeNull();
  backend['executeSingleOutput'] = (_: string, __: unknown, [x]: tf.Tensor[]) => tf.clone(x!);
  const before = tf.memory().numTensors;
  expect(nativeOperations()).toBeNull();
  expect(tf.memory().numTensors).toBe(before);
  named.mockRestore();
  delete backend['binding'];
  delete backend['executeSingleOutput'];
});
