/**
 * `node run-many-jobs.ts JOBS`: an engine on wasm does so many jobs, four a batch, and says what it kept. A process of its
 * own, so that nobody else's memory is counted: prints {tensors, megabytes} at a tenth and at the end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import { createWhisperEngine } from '../engine.ts';
import { makeSound } from './made-sound.ts';
import { makeScriptedCheckpoint } from './scripted-checkpoint.ts';
import { wav } from '@dra/audio/tones';

const jobs = Number(process.argv[2]);
const home = mkdtempSync(join(tmpdir(), 'dra-many-jobs-'));
makeScriptedCheckpoint(home, { says: '<|0.00|> Hi.<|1.40|>' });
const engine = createWhisperEngine({ folder: home, version: 'scripted@1', tier: 'DEMO', backend: { wanted: 'wasm', tensorflowDir: home } });
await engine.load();
await engine.warmup();
const sounds = [1.5, 2.5, 0.5, 4].map((seconds, at) => wav(makeSound(seconds * 16_000, at + 2)));
const kept = () => ({ tensors: memory().numTensors, megabytes: Math.round(process.memoryUsage().rss / 2 ** 20) });
let early = kept();
let texts = 0;
for (let done = 0; done < jobs; done += sounds.length) {
  const outcomes = await engine.runBatch(sounds.map((audio) => ({ input: { audio, mediaType: 'audio/wav' }, onProgress: () => undefined })), new AbortController().signal);
  texts += outcomes.filter((one) => one.kind === 'ok').length;
  if (done < jobs / 10) early = kept();
}
process.stdout.write(`${JSON.stringify({ early, late: kept(), texts })}\n`);
rmSync(home, { recursive: true, force: true });
