/**
 * `npm run eval:asr -- --data DIR [--engine pocketsphinx|MODEL] [--json] [--limit N]`: how well the recogniser hears. DIR has
 * sounds with the text that was said beside each (a.wav, a.txt). Word error rate with and without drug names, and the
 * share of drug names misheard. The engine is the one that a worker with this environment would run (MODELS_DIR,
 * ASR_MODEL, TFJS_BACKEND), unless --engine names it. Prints no words of a recording. Exit 0, or 1 with the reason.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formulary } from '@dra/formulary';
import { backendNames } from '../../../subgraphs/inference/src/backends/backend-names.ts';
import { EngineUnavailable } from '../../../subgraphs/inference/src/engines/contract.ts';
import { createPocketsphinxEngine, installPocketsphinx } from '../../../subgraphs/inference/src/engines/pocketsphinx/index.ts';
import { createTranscriptionEngine } from '../../../subgraphs/inference/src/models/transcription-engine.ts';
import { DataUnusable, readPairs } from './pairs.ts';
import { addErrors, drugNames, wordErrors } from './word-errors.ts';
import type { WordErrors } from './word-errors.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, engine: { type: 'string' }, json: { type: 'boolean', default: false }, limit: { type: 'string' } } });
const say = (line: string) => void process.stderr.write(`${line}\n`);
const env = (name: string) => process.env[name] || undefined;

async function openEngine() {
  const cacheHome = env('XDG_CACHE_HOME');
  const engine = await createTranscriptionEngine(
    {
      modelsDir: env('MODELS_DIR'), model: values.engine ?? env('ASR_MODEL'), language: env('ASR_LANGUAGE'), backend: backendNames.find((name) => name === env('TFJS_BACKEND')),
      tensorflowDir: env('TF_DEPS_DIR'), cacheHome, wasmFolder: null,
    },
    async () => {
      const installed = await installPocketsphinx({ env: process.env, cacheHome });
      if (!installed.ok) say(`${installed.reason}: ${installed.remedy}`);
      return createPocketsphinxEngine({ env: process.env, cacheHome });
    },
    (fields, message) => say(`${message}: ${Object.values(fields).join(', ')}`),
  );
  await engine.load();
  return engine;
}

async function main(): Promise<void> {
  if (!values.data) throw new DataUnusable('npm run eval:asr -- --data DIR');
  const pairs = readPairs(values.data).slice(0, values.limit ? Number(values.limit) : undefined);
  const drugs = drugNames([...formulary.names()].map(({ name }) => name));
  const engine = await openEngine();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const rows: ({ name: string; outcome: string } & WordErrors)[] = [];
  const { maxBatch, id, version, tier } = engine.describe();
  const began = Date.now();
  let soundMs = 0;
  for (let at = 0; at < pairs.length; at += maxBatch) {
    const batch = pairs.slice(at, at + maxBatch);
    const outcomes = await engine.runBatch(batch.map(({ sound }) => ({ input: { audio: readFileSync(sound), mediaType: '' }, onProgress: () => undefined })), stop.signal);
    outcomes.forEach((outcome, index) => {
      const { name, reference } = batch[index]!;
      const heard = outcome.kind === 'ok' ? outcome.output.segments.map(({ text }) => text).join(' ') : '';
      if (outcome.kind === 'ok') soundMs += outcome.output.durationMs;
      rows.push({ name, outcome: outcome.kind === 'failed' ? outcome.code : outcome.kind, ...wordErrors(reference, heard, drugs) });
    });
    say(`${Math.min(at + maxBatch, pairs.length)} of ${pairs.length}`);
  }
  await engine.close();
  const seconds = (Date.now() - began) / 1_000;
  const total = addErrors(rows);
  const report = { engine: { id, version, tier }, recordings: pairs.length, ...total, secondsOfSound: Math.round(soundMs / 1_000), secondsOfWork: Math.round(seconds), rows };
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    const percent = (share: number | null) => (share === null ? 'none said' : `${(100 * share).toFixed(1)} %`);
    process.stdout.write(`${id} ${version} (${tier}), ${pairs.length} recordings, ${total.words} words\n`);
    process.stdout.write(`word error rate        ${percent(total.wer)} (${total.substituted} replaced, ${total.left} left out, ${total.added} put in)\n`);
    process.stdout.write(`without drug names     ${percent(total.werWithoutDrugs)}\n`);
    process.stdout.write(`drug names misheard    ${percent(total.drugErrorRate)} (${total.drugsWrong} of ${total.drugs})\n`);
    process.stdout.write(`time                   ${report.secondsOfWork} s for ${report.secondsOfSound} s of sound\n`);
  }
}

main().catch((error: unknown) => {
  if (error instanceof EngineUnavailable) say(`${error.message}: ${error.remedy}`);
  else say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
