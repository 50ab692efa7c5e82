import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { openBackend } from '../../backends/index.ts';
import { nativeFolders } from '../../backends/native-folders.ts';
import { decodeBatch } from './decode/decode-batch.ts';
import { createTokenRules } from './decode/token-rules.ts';
import type { TokenRules } from './decode/token-rules.ts';
import { disposeState } from './model/decoder-state.ts';
import { openWhisper } from './model/whisper-model.ts';
import type { WhisperModel } from './model/whisper-model.ts';
import { makeCheckpoint } from './testing/made-checkpoint.ts';
import { makeSound } from './testing/made-sound.ts';
import { referenceShapes, referenceSoundSeed } from './testing/reference-shapes.ts';
import { readReference, worstDifference } from './testing/reference.ts';
import { attentionOf, tokenFrames } from './words/align.ts';

// The numbers of Hugging Face transformers on PyTorch, on every backend that is here: reference/README.md.
const folder = mkdtempSync(join(tmpdir(), 'dra-whisper-'));
const places = { tensorflowDir: process.env['TF_DEPS_DIR'], cacheHome: process.env['XDG_CACHE_HOME'] };
const backends = ['cpu', 'wasm', ...(nativeFolders(places).length > 0 ? ['tensorflow'] : [])] as const;
const everything: TokenRules = { apply: () => undefined };

for (const [name, shape] of Object.entries(referenceShapes)) makeCheckpoint(join(folder, name), shape);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(backends)('Whisper on %s', (backend) => {
  // Plain JavaScript takes half a minute for a whole window; it hears the short one.
  describe.each(Object.keys(referenceShapes).filter((name) => backend !== 'cpu' || name === 'distilled'))('%s', (name) => {
    const reference = readReference(name);
    const shape = referenceShapes[name]!;
    const sound = makeSound(Math.round(shape.frames * 320 * 0.8), referenceSoundSeed);
    let model: WhisperModel;
    let mel: tf.Tensor3D;
    let encoded: tf.Tensor3D;
    beforeAll(async () => {
      const { device } = await openBackend({ ...places, wanted: backend as 'cpu' | 'wasm' | 'tensorflow' });
      model = openWhisper(join(folder, name), device);
      mel = model.logMel([sound]);
      encoded = model.encode(mel);
    });
    afterAll(() => {
      tf.dispose([mel, encoded]);
      model.dispose();
      expect(tf.memory().numTensors).toBe(0);
    });

    it('hears the log-mel picture to 1e-4', async () => {
      expect(worstDifference((await mel.data()) as Float32Array, reference.mel)).toBeLessThanOrEqual(1e-4);
    });

    it('encodes it to 1e-5', async () => {
      expect(worstDifference((await encoded.data()) as Float32Array, reference.encoder)).toBeLessThanOrEqual(1e-5);
    });

    it('gives the decoder\'s scores to 1e-5', async () => {
      const state = model.start(encoded);
      const hidden = model.step(state, reference.fed, { at: reference.fed.map((_, at) => at) });
      const scores = model.scores(hidden);
      expect(worstDifference((await scores.data()) as Float32Array, reference.logits)).toBeLessThanOrEqual(1e-5);
      tf.dispose([hidden, scores]);
      disposeState(state);
    });

    it.each(['plain', 'ruled'] as const)('says the same 200 tokens, %s', async (kind) => {
      const { prompt, tokens } = reference[kind];
      const rules = kind === 'plain' ? everything : createTokenRules(model.configuration, model.tokens);
      const [decoded] = await decodeBatch(model, encoded, [{ prompt, seed: 1 }], { search: { kind: 'greedy', rows: 1 }, rules, mostTokens: 200, signal: new AbortController().signal });
      expect(decoded!.tokens).toEqual(tokens);
    });

    it('finds each token\'s time', async () => {
      const { prompt } = reference.plain;
      const frames = Math.floor(sound.length / 320);
      const [attention] = await attentionOf(model, encoded, [reference.fed], [frames]);
      expect(tokenFrames(attention!, prompt.length - 1, reference.fed.length, model.configuration.medianFilterWidth)).toEqual(reference.tokenTimes);
    });
  });
});
