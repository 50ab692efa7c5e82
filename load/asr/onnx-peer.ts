import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WhisperConfiguration } from '../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/configuration.ts';
import type { TensorStore } from '../../subgraphs/inference/src/engines/whisper-tfjs/checkpoint/read-safetensors.ts';
import { whisperOnnx } from './whisper-onnx.ts';

type OrtTensor = { data: Float32Array; dims: readonly number[] };
type Session = { run(feeds: Record<string, unknown>): Promise<Record<string, OrtTensor>>; release(): Promise<void> };
type Ort = { Tensor: new (type: 'float32' | 'int64', data: Float32Array | BigInt64Array, dims: readonly number[]) => OrtTensor; InferenceSession: { create(bytes: Uint8Array, options: object): Promise<Session> } };

export type Peer = {
  /** [windows, mels, frames * 2] -> the sound's keys and values, and what the encoder said. */
  encode(mel: Float32Array, windows: number): Promise<Record<string, OrtTensor>>;
  /** So many greedy tokens of each window, from one start token on. */
  decode(sound: Record<string, OrtTensor>, windows: number, start: number, tokens: number): Promise<number[][]>;
  close(): Promise<void>;
};

const home = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'dr-assistant', 'bench-onnxruntime-1.30.0');

/** Into the user's cache, by its lockfile; its install script, which fetches CUDA's part, does not run. */
export function installPeer(): void {
  if (existsSync(join(home, 'node_modules', 'onnxruntime-node', 'package.json'))) return;
  mkdirSync(home, { recursive: true });
  const manifest = join(dirname(fileURLToPath(import.meta.url)), 'peer');
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(manifest, file), join(home, file));
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', home], { cwd: home, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error('onnxruntime-node could not be installed: the comparison needs it');
}

/** ONNX Runtime on one thread, all of its graph optimisations. */
export async function openPeer(store: TensorStore, configuration: WhisperConfiguration): Promise<Peer> {
  const ort = createRequire(join(home, 'package.json'))('onnxruntime-node') as Ort;
  const graphs = whisperOnnx(store, configuration);
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all', executionProviders: ['cpu'] };
  const encoder = await ort.InferenceSession.create(graphs.encoder, options);
  const decoder = await ort.InferenceSession.create(graphs.decoder, options);
  const { mels, frames, decoderLayers, decoderHeads, width, vocabulary } = configuration;
  return {
    encode: (mel, windows) => encoder.run({ mel: new ort.Tensor('float32', mel, [windows, mels, frames * 2]) }),
    async decode(sound, windows, start, tokens) {
      const { sound: _, ...memories } = sound;
      const nothing = () => new ort.Tensor('float32', new Float32Array(0), [windows, decoderHeads, 0, width / decoderHeads]);
      let cache: Record<string, OrtTensor> = Object.fromEntries(Array.from({ length: decoderLayers }, (_unused, at) => [[`before_k${at}`, nothing()], [`before_v${at}`, nothing()]]).flat() as [string, OrtTensor][]);
      let token = Array<number>(windows).fill(start);
      const said: number[][] = token.map(() => []);
      for (let position = 0; position < tokens; position += 1) {
        const { scores, ...after } = await decoder.run({ token: new ort.Tensor('int64', BigInt64Array.from(token, BigInt), [windows, 1]), position: new ort.Tensor('int64', BigInt64Array.of(BigInt(position)), [1]), ...memories, ...cache });
        cache = Object.fromEntries(Object.entries(after).map(([name, tensor]) => [name.replace('after', 'before'), tensor]));
        token = said.map((row, window) => {
          const best = largest(scores!.data.subarray(window * vocabulary, (window + 1) * vocabulary));
          row.push(best);
          return best;
        });
      }
      return said;
    },
    close: async () => {
      await encoder.release();
      await decoder.release();
    },
  };
}

function largest(scores: Float32Array): number {
  let best = 0;
  for (let at = 1; at < scores.length; at += 1) if (scores[at]! > scores[best]!) best = at;
  return best;
}
