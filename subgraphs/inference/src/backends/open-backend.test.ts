import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { nativeFolder, readyStamp } from './native-folders.ts';
import { openBackend } from './open-backend.ts';
import { selfTest } from './self-test.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'dra-backend-'));
afterAll(() => rmSync(nowhere, { recursive: true, force: true }));
const places = { tensorflowDir: nowhere };

describe('the backend', () => {
  it.each(['cpu', 'wasm'] as const)('%s opens, proves itself, and keeps no tensor', async (name) => {
    const opened = await openBackend({ ...places, wanted: name });
    expect(opened).toMatchObject({ name, device: 'CPU' });
    expect(opened.reason).toContain(`TFJS_BACKEND=${name} says so`);
    expect(tf.getBackend()).toBe(name);
    expect(tf.memory().numTensors).toBe(0);
  });

  it('is wasm where nothing is said and native TensorFlow is not set up, and says what would be faster', async () => {
    const { name, reason } = await openBackend({ ...places, wanted: null });
    expect(name).toBe('wasm');
    expect(reason).toContain('npm run setup:tensorflow');
  });

  it.each(['tensorflow', 'webgpu'] as const)('%s that is not set up is a failure with its remedy, and no other backend instead', async (name) => {
    await expect(openBackend({ ...places, wanted: name })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', remedy: expect.stringContaining('setup:tensorflow') });
  });

  it('that was set up and is damaged is a failure, also where the machine chose it', async () => {
    const home = mkdtempSync(join(nowhere, 'damaged-'));
    const folder = nativeFolder({ tensorflowDir: home }, 'cpu');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, readyStamp), '{}');
    await expect(openBackend({ tensorflowDir: home, wanted: null })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('does not load') });
  });

  it('that must be a GPU is not a CPU', async () => {
    await expect(openBackend({ ...places, wanted: 'cpu', gpuOnly: true })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('TFJS_DEVICE=gpu') });
  });

  it('without its WebAssembly binary is a failure', async () => {
    await expect(openBackend({ ...places, wanted: 'wasm', wasmFolder: nowhere })).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringContaining('.wasm') });
  });

  it('that computes wrongly is found out', async () => {
    await openBackend({ ...places, wanted: 'cpu' });
    const erf = tf.getKernel('Erf', 'cpu')!;
    tf.unregisterKernel('Erf', 'cpu');
    tf.registerKernel({ ...erf, kernelFunc: (args) => tf.getKernel('Tanh', 'cpu')!.kernelFunc(args) });
    await expect(selfTest()).rejects.toThrow('computes erf wrongly');
    tf.unregisterKernel('Erf', 'cpu');
    await expect(selfTest()).rejects.toThrow('cannot do erf');
    tf.registerKernel(erf);
    expect(await selfTest()).toBeLessThan(1e-4);
  });
});
