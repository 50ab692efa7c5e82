import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeScriptedCheckpoint } from '../../../subgraphs/inference/src/engines/whisper-tfjs/testing/scripted-checkpoint.ts';
import { writeManifest } from '../../../subgraphs/inference/src/models/write-manifest.ts';

const root = join(__dirname, '..', '..', '..');
const models = mkdtempSync(join(tmpdir(), 'dra-eval-models-'));
afterAll(() => rmSync(models, { recursive: true, force: true }));

beforeAll(async () => {
  const folder = join(models, 'scripted');
  mkdirSync(folder);
  makeScriptedCheckpoint(folder, { says: '<|0.20|> Any chest pain with lisinopril?<|1.80|>' });
  await writeManifest(folder, { id: 'scripted', version: '1', kind: 'whisper', tier: 'STANDARD', licence: 'none', source: 'a test', data: 'none', metrics: {} });
});

/** `npm run -s eval:asr`, on the demo's recording and its text. */
function evaluate(args: readonly string[]): Promise<{ code: number | null; out: string; said: string }> {
  const { MODELS_DIR: _, ASR_MODEL: __, ...env } = process.env;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'clients/src/eval-asr/main.ts'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, MODELS_DIR: models, TFJS_BACKEND: 'wasm' } });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, said })));
}

test('the demo\'s recording against its text: every word of both is counted, and none is printed', async () => {
  const { code, out, said } = await evaluate(['--data', 'demo/audio', '--engine', 'scripted', '--json']);
  expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
  const report = JSON.parse(out) as { words: number; substituted: number; left: number; added: number; wer: number; drugWords: number; drugErrorRate: number; rows: object[] };
  // 88 words, who speaks not counted; metformin, lisinopril and ibuprofen are among them.
  expect(report).toMatchObject({ engine: { id: 'whisper-tfjs', version: 'scripted@1' }, recordings: 1, words: 88, secondsOfSound: 40, drugWords: 3 });
  expect(report.rows).toMatchObject([{ name: 'consultation.ogg', outcome: 'ok' }]);
  expect(report.wer).toBeCloseTo((report.substituted + report.left + report.added) / report.words, 6);
  // It says one sentence again and again: few of the words are right, one drug of three is.
  expect(report.wer).toBeGreaterThan(0.5);
  expect(report.drugErrorRate).toBeGreaterThan(0);
  expect(report.drugErrorRate).toBeLessThan(1);
  expect(`${out}${said}`).not.toMatch(/chest|pain|lisinopril/i);
}, 60_000);

test('a folder without a pair, and a model that is not there: one sentence, and 1', async () => {
  const empty = await evaluate(['--data', models, '--engine', 'scripted']);
  expect(empty).toMatchObject({ code: 1, out: '' });
  const absent = await evaluate(['--data', 'demo/audio', '--engine', 'whisper-nobody']);
  expect(absent).toMatchObject({ code: 1, out: '' });
  expect(absent.said).toContain('whisper-nobody');
}, 60_000);
