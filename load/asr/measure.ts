/**
 * One backend beside ONNX Runtime in one process, round by round: prints a line of JSON. Started by bench.ts, which keeps
 * both on one thread by the environment.
 */
import * as tf from '@tensorflow/tfjs-core';
import { openBackend } from '../../subgraphs/inference/src/backends/index.ts';
import type { BackendName } from '../../subgraphs/inference/src/backends/index.ts';
import { readConfiguration } from '../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/configuration.ts';
import { openTensors } from '../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/read-safetensors.ts';
import { decodeBatch } from '../../subgraphs/inference/src/engines/whisper-tfjs/decode/decode-batch.ts';
import { fusedArithmetic } from '../../subgraphs/inference/src/engines/whisper-tfjs/model/arithmetic/fused.ts';
import { openWhisper } from '../../subgraphs/inference/src/engines/whisper-tfjs/model/whisper-model.ts';
import { makeSound } from '../../subgraphs/inference/src/engines/whisper-tfjs/testing/made-sound.ts';
import { openPeer } from './onnx-peer.ts';
import { decoderWork, encoderWork } from './work.ts';

const [backendName, folder, windowsText, tokensText, roundsText] = process.argv.slice(2) as [BackendName, string, string, string, string];
const [windows, tokens, rounds] = [Number(windowsText), Number(tokensText), Number(roundsText)];
const { device, reason } = await openBackend({ wanted: backendName, tensorflowDir: process.env['TF_DEPS_DIR'], cacheHome: process.env['XDG_CACHE_HOME'] });
const model = openWhisper(folder, device);
const store = openTensors(folder);
const peer = await openPeer(store, readConfiguration(folder));
store.close();

const sounds = Array.from({ length: windows }, (_, at) => makeSound(model.windowSamples, at + 1));
const best: Record<string, number> = {};
/**
 * Seconds of the processor's time, all threads of this process together: on one thread that is the time it takes where
 * nobody else wants the processor, and a second thread would not go unseen.
 */
async function timed<T>(what: string, run: () => Promise<T> | T): Promise<T> {
  const began = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  best[what] = Math.min(best[what] ?? Infinity, seconds);
  return result;
}

/**
 * Peaks, by one large plain product: the backend's own, which the bar is about, and on wasm that of our kernels, which is
 * higher.
 */
const kernels = backendName === 'wasm' ? fusedArithmetic() : null;
async function product(): Promise<void> {
  const size = 1_024;
  const [a, b] = [tf.randomUniform([size, size]) as tf.Tensor2D, tf.randomUniform([size, size]) as tf.Tensor2D];
  const packed = kernels?.matrix(b.dataSync() as Float32Array, size, size, new Float32Array(size));
  for (let again = 0; again < 3; again += 1) {
    for (const [what, run] of [['product', () => tf.matMul(a, b)], ...(kernels && packed ? [['ourProduct', () => kernels.linear(a, packed)] as const] : [])] as const) {
      await timed(what, async () => {
        const c = run();
        await c.data();
        c.dispose();
      });
    }
  }
  tf.dispose([a, b, ...(packed ? [packed.weight, packed.bias] : [])]);
}

const mel = tf.tidy(() => tf.concat(sounds.map((sound) => model.logMel([sound])), 0)) as tf.Tensor3D;
const melForPeer = tf.tidy(() => tf.transpose(mel, [0, 2, 1]).dataSync()) as Float32Array;
const start = model.tokens.start;
let agreement = 0;
let same = 0;
for (let round = 0; round < rounds; round += 1) {
  await product();
  await timed('mel', () => {
    const again = model.logMel([sounds[0]!]);
    again.dataSync();
    again.dispose();
  });
  const encoded = await timed('encoder', async () => {
    const parts: tf.Tensor3D[] = [];
    for (let at = 0; at < windows; at += 1) parts.push(tf.tidy(() => model.encode(tf.slice(mel, [at, 0, 0], [1, -1, -1]))));
    const all = tf.tidy(() => tf.concat(parts, 0)) as tf.Tensor3D;
    tf.dispose(parts);
    await all.data();
    return all;
  });
  const said = await timed('decoder', () => decodeBatch(model, encoded, sounds.map(() => ({ prompt: [start], seed: 1 })), { search: { kind: 'greedy', rows: 1 }, rules: { apply: () => undefined }, mostTokens: tokens, signal: new AbortController().signal }));
  // A window at a time, as ours: the faster way for both on one core.
  const heard = await timed('peerEncoder', async () => {
    const size = melForPeer.length / windows;
    const parts = [];
    for (let at = 0; at < windows; at += 1) parts.push(await peer.encode(melForPeer.subarray(at * size, (at + 1) * size), 1));
    return parts;
  });
  const together = joined(heard);
  const peerSaid = await timed('peerDecoder', () => peer.decode(together, windows, start, tokens));
  const ours = encoded.dataSync() as Float32Array;
  const theirs = together['sound']!.data;
  for (let at = 0; at < ours.length; at += 101) agreement = Math.max(agreement, Math.abs(ours[at]! - theirs[at]!));
  same = said.reduce((count, { tokens: row }, window) => count + row.filter((token, at) => token === peerSaid[window]![at]).length, 0) / (windows * tokens);
  encoded.dispose();
}
await peer.close();

/** The peer's answers of single windows as one batch. */
function joined(parts: Awaited<ReturnType<typeof peer.encode>>[]): Awaited<ReturnType<typeof peer.encode>> {
  const Tensor = parts[0]!['sound']!.constructor as new (type: string, data: Float32Array, dims: readonly number[]) => { data: Float32Array; dims: readonly number[] };
  return Object.fromEntries(
    Object.entries(parts[0]!).map(([name, { dims }]) => {
      const size = dims.reduce((total, one) => total * one, 1);
      const data = new Float32Array(size * parts.length);
      parts.forEach((part, at) => data.set(part[name]!.data, at * size));
      return [name, new Tensor('float32', data, [parts.length, ...dims.slice(1)])];
    }),
  );
}

const work = 2 * 1_024 ** 3;
const peak = work / best['product']!;
const fastest = work / Math.min(best['product']!, best['ourProduct'] ?? Infinity);
const encoderFlops = windows * encoderWork(model.configuration);
const decoderFlops = windows * decoderWork(model.configuration, tokens);
const audio = windows * 30;
const ours = best['encoder']! + best['decoder']! + windows * best['mel']!;
const theirs = best['peerEncoder']! + best['peerDecoder']! + windows * best['mel']!;
process.stdout.write(`${JSON.stringify({
  backend: backendName, reason, windows, tokens,
  peakGflops: peak / 1e9, fastestProductGflops: fastest / 1e9,
  encoderSecondsAWindow: best['encoder']! / windows, peerEncoderSecondsAWindow: best['peerEncoder']! / windows,
  decoderMsAToken: (1_000 * best['decoder']!) / (windows * tokens), peerDecoderMsAToken: (1_000 * best['peerDecoder']!) / (windows * tokens),
  melSecondsAWindow: best['mel']!,
  timesRealtime: audio / ours, peerTimesRealtime: audio / theirs,
  encoderShareOfPeak: encoderFlops / best['encoder']! / peak, decoderShareOfPeak: decoderFlops / best['decoder']! / peak,
  wholeShareOfPeak: (encoderFlops + decoderFlops) / (best['encoder']! + best['decoder']!) / peak,
  encoderShareOfFastest: encoderFlops / best['encoder']! / fastest, wholeShareOfFastest: (encoderFlops + decoderFlops) / (best['encoder']! + best['decoder']!) / fastest,
  encoderToPeer: best['peerEncoder']! / best['encoder']!, decoderToPeer: best['peerDecoder']! / best['decoder']!, wholeToPeer: theirs / ours,
  largestEncoderDifference: agreement, sameTokens: same,
})}\n`);
