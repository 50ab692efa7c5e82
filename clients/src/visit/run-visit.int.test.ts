import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createGraphqlClient } from '../graphql/client.ts';
import { scriptedPrescription, startScriptedClinic } from '../testing/scripted-clinic.ts';
import type { Script, ScriptedClinic } from '../testing/scripted-clinic.ts';
import type { VisitResult } from './result.ts';
import { runVisit } from './run-visit.ts';
import type { VisitOptions } from './run-visit.ts';

let folder: string;
let wav: string;
let text: string;
let sound: Buffer;
let validate: ValidateFunction;
const clinics: ScriptedClinic[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'visit-test-'));
  sound = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), randomBytes(40_000)]);
  wav = join(folder, 'visit.wav');
  text = join(folder, 'visit.txt');
  await writeFile(wav, sound);
  await writeFile(text, 'Patient: Sore throat for three days.\n');
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, formats: { 'date-time': (text: string) => /^\d{4}-\d\d-\d\dT.*Z$/.test(text) && !Number.isNaN(Date.parse(text)) } });
  validate = ajv.compile(JSON.parse(await readFile(join(__dirname, '../../../schema/visit-result.schema.json'), 'utf8')) as object);
});
afterEach(async () => {
  for (const clinic of clinics.splice(0)) await clinic.stop();
});
afterAll(() => rm(folder, { recursive: true }));

type Played = { result: VisitResult; clinic: ScriptedClinic; names: string[] };

async function play(script: Script, options: Partial<VisitOptions> & { token?: string; timeoutMs?: number } = {}, meanwhile?: (clinic: ScriptedClinic) => Promise<void>): Promise<Played> {
  const clinic = await startScriptedClinic(script);
  clinics.push(clinic);
  const signal = AbortSignal.timeout(options.timeoutMs ?? 20_000);
  const client = createGraphqlClient({ url: clinic.url, token: options.token ?? 'token', signal, patienceMs: 5_000 });
  const [result] = await Promise.all([
    runVisit({
      client,
      source: { kind: 'AUDIO', file: wav },
      mrn: 'DEMO-0001',
      sign: true,
      attestation: 'I stand by it.',
      acknowledgeUnsupported: false,
      consentBasis: null,
      chunkBytes: 4_096,
      parallel: 3,
      pollMs: 20,
      signal,
      observer: { started: () => undefined, progressed: () => undefined, ended: () => undefined },
      ...options,
    }),
    meanwhile?.(clinic),
  ]);
  // What is printed is always what the schema says.
  expect(validate(JSON.parse(JSON.stringify(result))) ? [] : validate.errors).toEqual([]);
  return { result, clinic, names: clinic.done.map(({ name }) => name) };
}

const statusOf = (result: VisitResult, name: string) => result.stages.find((stage) => stage.name === name)?.status;

describe('a visit from sound', () => {
  it('ends signed, with everything in the result, each change made once', async () => {
    const { result, clinic, names } = await play({});
    expect(result).toMatchObject({ status: 'COMPLETED', exitCode: 0, error: null, note: { status: 'SIGNED', signature: { attestation: 'I stand by it.' } }, encounter: { status: 'FINISHED' } });
    expect(result.stages.map((stage) => stage.status)).toEqual(result.stages.map(() => 'SUCCEEDED'));
    expect(result.consents).toMatchObject([{ type: 'RECORDING', basis: 'VERBAL', created: true }, { type: 'AI_PROCESSING', created: true }]);
    expect(result.recording).toMatchObject({ status: 'UPLOADED', chunks: { total: 10, sent: 10, retries: 0 } });
    expect(result.prescriptions).toMatchObject([{ status: 'SIGNED', signing: { status: 'SIGNED', reason: null } }]);
    expect(Buffer.concat([...clinic.stored].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)).equals(sound)).toBe(true);
    expect(names).toEqual(['giveConsent', 'giveConsent', 'createEncounter', 'createRecording', 'completeRecording', 'signNote', 'signPrescription', 'changeEncounterStatus']);
  });

  it('sends what failed again, and what was lost', async () => {
    const { result } = await play({ failingPuts: 4, loseChunks: [2, 7] });
    expect(result).toMatchObject({ status: 'COMPLETED', recording: { chunks: { sent: 12, retries: 4 } } });
  });

  it('survives a gateway that restarts, during the upload and while it waits', async () => {
    const { result, names } = await play({}, {}, async (clinic) => {
      await clinic.restart(400);
      for (let tries = 0; !clinic.done.some(({ name }) => name === 'completeRecording') && tries < 500; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      await clinic.restart(400);
    });
    expect(result).toMatchObject({ status: 'COMPLETED', exitCode: 0 });
    for (const name of ['createEncounter', 'createRecording', 'signNote', 'changeEncounterStatus']) expect(names.filter((one) => one === name)).toHaveLength(1);
  });

  it('ends honestly when nobody speaks: no note, no prescription, an exit code of its own', async () => {
    const { result, names } = await play({ transcription: 'NO_SPEECH' });
    expect(result).toMatchObject({ status: 'NO_SPEECH', exitCode: 3, error: { code: 'NO_SPEECH', stage: 'transcription' }, transcript: null, note: null, prescriptions: [], encounter: { status: 'FINISHED' } });
    expect(statusOf(result, 'transcription')).toBe('NO_SPEECH');
    expect(statusOf(result, 'note')).toBe('NOT_REACHED');
    expect(names).not.toContain('signNote');
  });

  it('says why a job failed', async () => {
    const { result } = await play({ transcription: 'FAILED' });
    expect(result).toMatchObject({ status: 'FAILED', exitCode: 6, error: { code: 'ASR_ENGINE_UNAVAILABLE', stage: 'transcription' }, jobs: [{ kind: 'TRANSCRIPTION', failure: { code: 'ASR_ENGINE_UNAVAILABLE' } }] });
  });

  it('goes on to the prescriptions when only the note failed', async () => {
    const { result } = await play({ note: 'FAILED' });
    expect(result).toMatchObject({ status: 'FAILED', exitCode: 6, error: { stage: 'note' }, note: null, prescriptions: [{ status: 'SIGNED' }] });
    expect(statusOf(result, 'sign-note')).toBe('NOT_REACHED');
  });
});

describe('a visit from text', () => {
  const source = () => ({ kind: 'TRANSCRIPT' as const, file: text });

  it('asks for no consent to record a voice, and signs only when told to', async () => {
    const { result, names } = await play({}, { source: source(), sign: false });
    expect(result).toMatchObject({ status: 'COMPLETED', note: { status: 'DRAFT' }, prescriptions: [{ status: 'PENDING_REVIEW', signing: { status: 'NOT_ASKED', reason: null } }] });
    expect(names).toEqual(['giveConsent', 'createEncounter', 'uploadTranscript', 'changeEncounterStatus']);
    expect([statusOf(result, 'recording'), statusOf(result, 'sign-note')]).toEqual(['SKIPPED', 'SKIPPED']);
  });

  it('leaves to a person what is theirs, with the reason, and confirms and overrides nothing', async () => {
    const check = scriptedPrescription(0)['safetyCheck'] as Record<string, unknown>;
    const high = { key: 'k', code: 'ALLERGY_INGREDIENT', severity: 'HIGH', detail: 'd', implicated: ['x'], mitigation: null, citation: 'c' };
    const { result, names } = await play(
      {
        prescriptions: [
          scriptedPrescription(1, { missing: ['sig.dose'] }),
          scriptedPrescription(2, { unconfirmed: ['drug'] }),
          scriptedPrescription(3, { safetyCheck: { ...check, issues: [high] } }),
          scriptedPrescription(4, { safetyCheck: { ...check, status: 'UNAVAILABLE', unavailableReason: 'DEPENDENCY_UNAVAILABLE' } }),
          scriptedPrescription(5, { safetyCheck: null, status: 'DRAFT' }),
        ],
      },
      { source: source() },
    );
    expect(result.exitCode).toBe(0);
    expect(result.prescriptions.map(({ status, signing }) => [status, signing.status, signing.reason?.code])).toEqual([
      ['PENDING_REVIEW', 'LEFT', 'MISSING_FIELDS'],
      ['PENDING_REVIEW', 'LEFT', 'UNCONFIRMED_FIELDS'],
      ['PENDING_REVIEW', 'LEFT', 'SAFETY_BLOCK'],
      ['PENDING_REVIEW', 'LEFT', 'SAFETY_UNAVAILABLE'],
      ['SIGNED', 'SIGNED', undefined],
    ]);
    expect(names.filter((name) => /Prescription/.test(name))).toEqual(['checkPrescription', 'submitPrescription', 'signPrescription']);
  });

  it('never takes another note of the encounter for the one that it had drafted', async () => {
    const { result, names } = await play({ noteOfJob: 'job_0190f0a1-aaaa-7bbb-8ccc-000000000099' }, { source: source() });
    expect(result).toMatchObject({ status: 'FAILED', error: { code: 'NOT_FOUND', stage: 'note' }, note: null });
    expect(names).not.toContain('signNote');
  });

  it('does not take prescriptions that cannot be read for none', async () => {
    const { result } = await play({ prescriptions: null }, { source: source() });
    expect(result).toMatchObject({ status: 'FAILED', error: { code: 'NOT_FOUND', stage: 'prescriptions' } });
    expect(statusOf(result, 'prescriptions')).toBe('FAILED');
  });

  it('says that the note was not signed, and still deals with the prescriptions', async () => {
    const { result } = await play({ signNoteRefusal: 'UNSUPPORTED_STATEMENTS' }, { source: source() });
    expect(result).toMatchObject({ status: 'FAILED', exitCode: 7, error: { code: 'UNSUPPORTED_STATEMENTS', stage: 'sign-note' }, note: { status: 'DRAFT' }, prescriptions: [{ status: 'SIGNED' }] });
  });

  it('does not give again in silence a consent that was revoked', async () => {
    const consents = [{ type: 'AI_PROCESSING', status: 'REVOKED' }];
    const { result, names } = await play({ consents }, { source: source() });
    expect(result).toMatchObject({ exitCode: 8, error: { code: 'CONSENT_REQUIRED', stage: 'consent' } });
    expect(names).toEqual([]);
    const again = await play({ consents }, { source: source(), consentBasis: 'WRITTEN' });
    expect(again.result).toMatchObject({ exitCode: 0, consents: [{ basis: 'WRITTEN', created: true }] });
  });
});

describe('what cannot go well', () => {
  it.each<[string, Script, Partial<VisitOptions> & { token?: string; timeoutMs?: number }, number, string, string]>([
    ['an unknown patient', {}, { mrn: 'NOBODY' }, 8, 'NOT_FOUND', 'patient'],
    ['a token that is over', {}, { token: 'old' }, 4, 'UNAUTHENTICATED', 'patient'],
    ['a recording that is refused', { createRecordingRefusal: 'CONSENT_REQUIRED' }, {}, 8, 'CONSENT_REQUIRED', 'recording'],
    ['a store that never takes a chunk, and no time', { failingPuts: 1e9 }, { timeoutMs: 1_500 }, 5, 'TIMEOUT', 'upload'],
  ])('%s', async (_, script, options, exitCode, code, stage) => {
    const { result } = await play(script, options);
    expect(result).toMatchObject({ status: 'FAILED', exitCode, error: { code, stage } });
    expect(statusOf(result, stage)).toBe('FAILED');
  });

  it('is a file that is not there', async () => {
    await expect(play({}, { source: { kind: 'AUDIO', file: join(folder, 'nothing.wav') } })).rejects.toThrow('ENOENT');
  });

  it('is a gateway that is not there', async () => {
    const signal = AbortSignal.timeout(10_000);
    const client = createGraphqlClient({ url: 'http://127.0.0.1:9/graphql', token: 't', signal, patienceMs: 300 });
    const result = await runVisit({
      client, source: { kind: 'TRANSCRIPT', file: text }, mrn: 'DEMO-0001', sign: false, attestation: 'x', acknowledgeUnsupported: false, consentBasis: null, chunkBytes: 1024, parallel: 1, signal,
      observer: { started: () => undefined, progressed: () => undefined, ended: () => undefined },
    });
    expect(result).toMatchObject({ exitCode: 5, error: { code: 'NOT_REACHED', stage: 'patient' } });
  });
});
