import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeScriptedCheckpoint } from '../../subgraphs/inference/src/engines/whisper-tfjs/testing/scripted-checkpoint.ts';
import { writeManifest } from '../../subgraphs/inference/src/models/write-manifest.ts';
import { launchClinic } from '../support/clinic.ts';
import type { Clinic } from '../support/clinic.ts';
import { consentTo, newPatient } from '../support/visit.ts';

const root = join(__dirname, '..', '..');
const models = mkdtempSync(join(tmpdir(), 'dra-e2e-models-'));
let own: Clinic;

// A whole Whisper, whose decoder says one sentence of every window: what it says is not the point here, but that it does.
beforeAll(async () => {
  const folder = join(models, 'scripted');
  mkdirSync(folder);
  makeScriptedCheckpoint(folder, { says: '<|0.20|> The cough is worse at night.<|1.80|>' });
  await writeManifest(folder, { id: 'scripted', version: '1', kind: 'whisper', tier: 'STANDARD', licence: 'none', source: 'a test', data: 'none', metrics: {} });
  own = await launchClinic('heard-by-whisper', { MODELS_DIR: models, TFJS_BACKEND: 'wasm' });
}, 180_000);
afterAll(async () => {
  await own?.stop();
  rmSync(models, { recursive: true, force: true });
}, 60_000);

/** `npm run -s visit`, as a person types it. */
async function visit(args: readonly string[]): Promise<{ code: number | null; result: unknown; said: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'clients/src/visit/main.ts'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, result: out === '' ? null : JSON.parse(out), said };
}

test('visit --live with a Whisper mounted: heard while it goes on, and drafted from what it heard', async () => {
  const { prescriber, graph, tokens } = own;
  const patient = await newPatient(prescriber);
  await consentTo(prescriber, patient.id);
  const { code, result, said } = await visit(['--audio', 'demo/audio/consultation.ogg', '--patient', patient.mrn, '--live', '--speed', '10', '--json', '--url', graph.url, '--token', tokens.prescriber]);
  expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
  expect(result).toMatchObject({ live: { reason: null, noteMs: expect.any(Number), prescriptionsMs: expect.any(Number) } });
  const { live, encounter } = result as { live: { segments: number; heardMs: number; firstWordsMs: number | null }; encounter: { id: string } };
  expect(live.segments).toBeGreaterThan(0);
  expect(live.heardMs).toBeGreaterThan(8_000);
  expect(live.firstWordsMs).not.toBeNull();
  type Heard = { transcript: { engine: { id: string; version: string }; segments: { text: string; startMs: number }[] }; liveTranscript: null };
  const { encounter: after } = await prescriber.get<{ encounter: { recordings: [Heard] } }>(
    `query ($id: ID!) { encounter(id: $id) { recordings { transcript { engine { id version } segments { text startMs } } liveTranscript { state } } } }`,
    { id: encounter.id },
  );
  const [recording] = after.recordings;
  expect(recording).toMatchObject({ transcript: { engine: { id: 'whisper-tfjs', version: 'scripted@1' } }, liveTranscript: null });
  const { segments } = recording.transcript;
  expect(segments.length).toBeGreaterThanOrEqual(live.segments);
  expect(new Set(segments.map(({ text }) => text))).toEqual(new Set(['The cough is worse at night.']));
  expect(segments.at(-1)!.startMs).toBeGreaterThan(30_000);
}, 120_000);
