/**
 * `npm run bench:asr [-- --quick] [--json] [--backend tensorflow,wasm]`: Whisper-tiny's shapes with random weights, a batch
 * of 30 s windows, everything on one thread: realtime factor, the share that our products have of the backend's own
 * product peak (and of our kernels', where those are faster), and ONNX Runtime on the same weights in the same process, round by round (best round of each). Bars:
 * encoder at >= 60 % of the peak, the whole at >= 0.25 of ONNX Runtime. Exit 1 when ONNX Runtime computes something else.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { nativeFolders } from '../../subgraphs/inference/src/backends/native-folders.ts';
import { makeCheckpoint } from '../../subgraphs/inference/src/engines/whisper-tfjs/testing/made-checkpoint.ts';
import { installPeer } from './onnx-peer.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, backend: { type: 'string' } } });
const say = (line: string) => void process.stderr.write(`${line}\n`);
const here = dirname(fileURLToPath(import.meta.url));
const native = nativeFolders({ tensorflowDir: process.env['TF_DEPS_DIR'], cacheHome: process.env['XDG_CACHE_HOME'] }).length > 0;
const backends = values.backend?.split(',') ?? [...(native ? ['tensorflow'] : []), 'wasm'];
/** Every library reads another one. */
const oneThread = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', OMP_NUM_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '2' };

installPeer();
const folder = mkdtempSync(join(tmpdir(), 'dra-bench-asr-'));
try {
  say('making a checkpoint of Whisper-tiny\'s shape');
  makeCheckpoint(folder, { width: 384, encoderLayers: 4, decoderLayers: 4, heads: 6, mels: 80, frames: 1_500, vocabulary: 51_865, seed: 1, endless: true });
  const [windows, tokens, rounds] = values.quick ? [4, 24, 2] : [16, 120, 2];
  const results = backends.map((backend) => {
    say(`${backend} beside onnxruntime-node, ${windows} windows, ${tokens} tokens each, one thread`);
    const line = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--disable-warning=DEP0051', '--disable-warning=DEP0044', join(here, 'measure.ts'), backend, folder, String(windows), String(tokens), String(rounds)], { env: { ...process.env, ...oneThread }, encoding: 'utf8', stdio: ['ignore', 'pipe', 2], maxBuffer: 1 << 20 });
    return JSON.parse(line.trim().split('\n').at(-1)!) as Record<string, number | string>;
  });
  if (values.json) process.stdout.write(`${JSON.stringify({ shapes: 'whisper-tiny', threads: 1, results }, null, 2)}\n`);
  else {
    const number = (value: unknown, digits: number) => Number(value).toFixed(digits);
    console.table(results.map((one) => ({
      backend: one['backend'],
      'x realtime': number(one['timesRealtime'], 1), 'ORT x realtime': number(one['peerTimesRealtime'], 1), 'of ORT': number(one['wholeToPeer'], 2),
      'encoder s': number(one['encoderSecondsAWindow'], 2), 'ORT encoder s': number(one['peerEncoderSecondsAWindow'], 2), 'encoder of peak': number(one['encoderShareOfPeak'], 2),
      'token ms': number(one['decoderMsAToken'], 2), 'ORT token ms': number(one['peerDecoderMsAToken'], 2), 'all of peak': number(one['wholeShareOfPeak'], 2), 'peak GFLOP/s': number(one['peakGflops'], 0), 'fastest product': number(one['fastestProductGflops'], 0),
    })));
    for (const { backend, largestEncoderDifference, sameTokens } of results) process.stdout.write(`${backend}: largest difference of the encoders ${Number(largestEncoderDifference).toExponential(1)}, same tokens ${(100 * Number(sameTokens)).toFixed(1)} %\n`);
  }
  if (results.some(({ largestEncoderDifference }) => Number(largestEncoderDifference) > 1e-2)) {
    say('the two do not compute the same: the comparison is void');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
