import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSchema, execute, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** What goes wrong in a visit that is played. Nothing does when it is empty. */
export type Script = {
  transcription?: 'SUCCEEDED' | 'NO_SPEECH' | 'FAILED';
  note?: 'SUCCEEDED' | 'FAILED';
  /** How many PUTs of chunks fail before they succeed. */
  failingPuts?: number;
  /** Chunks whose arrival is forgotten once. */
  loseChunks?: readonly number[];
  consents?: { type: string; status: string }[];
  /** Null: they cannot be read, and nobody says so. */
  prescriptions?: Record<string, unknown>[] | null;
  /** The job that the encounter's only note came from, where it is not this visit's. */
  noteOfJob?: string;
  signNoteRefusal?: string;
  createRecordingRefusal?: string;
  tokens?: readonly string[];
};

export type ScriptedClinic = {
  url: string;
  /** Mutations by name, each with its input, in the order in which they were carried out. */
  done: { name: string; input: Record<string, unknown> }[];
  stored: Map<number, Buffer>;
  /** Every connection breaks, and none is taken for this long. */
  restart(downMs: number): Promise<void>;
  stop(): Promise<void>;
};

const uuid = (n: number) => `0190f0a1-aaaa-7bbb-8ccc-${String(n).padStart(12, '0')}`;
const now = '2026-11-24T08:45:00.000Z';
const engine = { id: 'scripted', version: '1', tier: 'DEMO' };
const check = { id: `chk_${uuid(9)}`, status: 'PARTIAL', notChecked: ['RENAL'], unavailableReason: null, rulesetVersion: '1', inputsHash: 'hash-1', checkedAt: now, issues: [] };
const sig = { doseMin: '500', doseMax: null, doseUnit: 'mg', route: 'oral', frequency: 2, period: '1', periodUnit: 'D', prn: false, prnReason: null, durationValue: '10', durationUnit: 'D', maxPerPeriod: null, timing: [], steps: [], text: '500 mg by mouth twice a day for 10 days' };

/** A prescription with nothing against it, and what differs. */
export function scriptedPrescription(n: number, differs: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: `rx_${uuid(100 + n)}`, status: 'PENDING_REVIEW', intent: 'PROPOSAL', origin: 'AI', version: 1,
    drug: { text: 'amoxicillin 500 mg', name: 'amoxicillin', rxcui: '723', form: null, strength: '500 mg', controlledSchedule: null, ingredients: [{ name: 'amoxicillin', rxcui: '723' }] },
    sig, quantity: { value: '20', unit: 'capsule' }, refills: 0, substitutionAllowed: null, indication: null, evidence: [], missing: [], unconfirmed: [], flags: [],
    safetyCheck: check, signature: null, ...differs,
  };
}

/**
 * Plays a clinic's side of one visit over the real API (schema/api.graphql), so that a client's failures can be staged.
 * The real other side is tried in e2e/.
 */
export async function startScriptedClinic(script: Script = {}): Promise<ScriptedClinic> {
  const schema = buildSchema(readFileSync(join(__dirname, '../../../schema/api.graphql'), 'utf8'));
  const clinic = createClinic(script);
  const handle = (request: IncomingMessage, response: ServerResponse) => void serve(schema, clinic, script, request, response);
  let server = createServer(handle);
  const listen = (one: Server, port: number) => new Promise<void>((resolve) => one.listen(port, '127.0.0.1', resolve));
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  clinic.base = `http://127.0.0.1:${port}`;
  const close = () => new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return {
    url: `${clinic.base}/graphql`,
    done: clinic.done,
    stored: clinic.stored,
    restart: async (downMs) => {
      await close();
      await sleep(downMs);
      server = createServer(handle);
      await listen(server, port);
    },
    stop: close,
  };
}

type Clinic = ReturnType<typeof createClinic>;
type Input = { input: Record<string, never> & { clientMutationId?: string } };

function createClinic(script: Script) {
  const done: ScriptedClinic['done'] = [];
  const answers = new Map<string, unknown>();
  const stored = new Map<number, Buffer>();
  const lost = new Set(script.loseChunks ?? []);
  const visit = { begun: 0, encounterVersion: 1, encounterStatus: 'IN_PROGRESS', recording: false, recordingStatus: 'CREATED', sound: false, consents: (script.consents ?? []).map((one, index) => ({ id: `con_${uuid(40 + index)}`, basis: 'VERBAL', givenAt: now, ...one })) };
  const prescriptions = script.prescriptions === undefined ? [scriptedPrescription(1)] : (script.prescriptions ?? []);
  const note: Record<string, unknown> = {
    id: `not_${uuid(5)}`, status: 'DRAFT', version: 1, template: 'soap', contentHash: 'h', unmentioned: [], warnings: [], signature: null,
    provenance: { engine, transcriptVersion: 1, jobId: script.noteOfJob ?? `job_${uuid(62)}` },
    sections: [{ code: '61150-9', title: 'Subjective', statements: [{ id: 's1', text: 'Sore throat for three days.', origin: 'AI', edited: false, supported: true, evidence: [{ segmentId: `seg_${uuid(4)}.1`, startMs: null, endMs: null, charStart: 0, charEnd: 11, score: 0.9 }] }] }],
  };
  /** The same key gives the same answer, and is carried out once. */
  const once = (name: string, { input }: Input, work: () => unknown): unknown => {
    const key = `${name}:${input.clientMutationId}`;
    if (!answers.has(key)) {
      done.push({ name, input });
      answers.set(key, work());
    }
    return answers.get(key);
  };
  const recording = () => ({
    id: `rec_${uuid(3)}`, status: visit.recordingStatus, mediaType: 'audio/wav', byteLength: null, sha256: null, durationMs: null,
    chunks: [...stored].map(([seq, bytes]) => ({ seq, stored: true, byteLength: bytes.length, sha256: '' })),
  });
  const job = (n: number, kind: string, status: string, failure: unknown = null) => ({
    id: `job_${uuid(n)}`, kind, status, progress: status === 'QUEUED' ? 0 : 1, queuePosition: null, attempt: 1, failure, engine: { id: 'scripted', version: '1' }, queuedAt: now, startedAt: now, finishedAt: status === 'QUEUED' ? null : now,
  });
  const failure = { code: 'ASR_ENGINE_UNAVAILABLE', message: 'There is no recogniser here.', retryable: true };
  const jobs = () => {
    if (visit.begun === 0) return [];
    const age = Date.now() - visit.begun;
    const heard = script.transcription ?? 'SUCCEEDED';
    const list = visit.sound ? [age < 60 ? job(61, 'TRANSCRIPTION', 'QUEUED') : job(61, 'TRANSCRIPTION', heard, heard === 'FAILED' ? failure : null)] : [];
    if (visit.sound && (age < 120 || heard !== 'SUCCEEDED')) return list;
    return [...list, age < 200 ? job(62, 'NOTE', 'QUEUED') : job(62, 'NOTE', script.note ?? 'SUCCEEDED', script.note === 'FAILED' ? failure : null), job(63, 'PRESCRIPTION', age < 250 ? 'QUEUED' : 'SUCCEEDED')];
  };
  const encounter = () => ({
    id: `enc_${uuid(2)}`, status: visit.encounterStatus, version: visit.encounterVersion, jobs, notes: [note], prescriptions: script.prescriptions === null ? null : prescriptions,
    transcripts: [{ id: `trn_${uuid(4)}`, version: 1, origin: 'UPLOADED', timing: 'NONE', language: 'en-US', engine, recording: null, segments: [{ id: `seg_${uuid(4)}.1`, seq: 1, speaker: 'PATIENT', speakerConfidence: null, startMs: null, endMs: null, text: 'Sore throat for three days.', confidence: null }] }],
  });
  const step = (name: string, args: Input, changes: () => Record<string, unknown>) =>
    once(name, args, () => {
      const found = prescriptions.find((one) => one['id'] === (args.input as Record<string, unknown>)['prescriptionId']);
      if (found) Object.assign(found, changes(), { version: Number(found['version']) + 1 });
      return { prescription: structuredClone(found ?? null), userErrors: [] };
    });
  const refusal = (code: string) => [{ code, message: 'No.', path: null }];
  const root = {
    patientByMrn: ({ mrn }: { mrn: string }) => (mrn === 'DEMO-0001' ? { id: `pat_${uuid(1)}`, mrn, displayName: 'Ada Story', consents: visit.consents } : null),
    giveConsent: (args: Input) =>
      once('giveConsent', args, () => {
        const consent = { id: `con_${uuid(50 + visit.consents.length)}`, status: 'ACTIVE', givenAt: now, type: String(args.input['type']), basis: String(args.input['basis']) };
        visit.consents.push(consent);
        return { consent, userErrors: [] };
      }),
    createEncounter: (args: Input) => once('createEncounter', args, () => ({ encounter: encounter(), userErrors: [] })),
    changeEncounterStatus: (args: Input) =>
      once('changeEncounterStatus', args, () => {
        Object.assign(visit, { encounterStatus: args.input['status'], encounterVersion: 2 });
        return { encounter: encounter(), userErrors: [] };
      }),
    createRecording: (args: Input) =>
      once('createRecording', args, () => (script.createRecordingRefusal ? { recording: null, userErrors: refusal(script.createRecordingRefusal) } : { recording: recording(), userErrors: [] })),
    requestChunkUpload: ({ input }: Input) =>
      stored.has(input['seq'] as unknown as number)
        ? { stored: true, address: null, userErrors: [] }
        : { stored: false, address: { method: 'PUT', url: `${clinic.base}/store/${String(input['seq'])}`, headers: [{ name: 'x-sha256', value: input['sha256'] }], expiresAt: now }, userErrors: [] },
    completeRecording: (args: Input) =>
      once('completeRecording', args, () => {
        for (const seq of lost) stored.delete(seq);
        if (lost.size > 0) {
          lost.clear();
          return { recording: null, userErrors: refusal('CHUNK_MISSING') };
        }
        Object.assign(visit, { recordingStatus: 'UPLOADED', sound: true, begun: Date.now() });
        return { recording: recording(), userErrors: [] };
      }),
    uploadTranscript: (args: Input) =>
      once('uploadTranscript', args, () => {
        visit.begun = Date.now();
        return { transcript: { id: `trn_${uuid(4)}`, version: 1 }, userErrors: [] };
      }),
    recording,
    encounter,
    prescription: ({ id }: { id: string }) => prescriptions.find((one) => one['id'] === id) ?? null,
    signNote: (args: Input) =>
      once('signNote', args, () => {
        if (script.signNoteRefusal) return { note: null, userErrors: refusal(script.signNoteRefusal) };
        Object.assign(note, { status: 'SIGNED', version: 2, signature: { signer: 'dr.osei', at: now, version: 2, contentHash: 'h', attestation: args.input['attestation'] } });
        return { note, userErrors: [] };
      }),
    checkPrescription: (args: Input) => step('checkPrescription', args, () => ({ safetyCheck: check })),
    submitPrescription: (args: Input) => step('submitPrescription', args, () => ({ status: 'PENDING_REVIEW' })),
    signPrescription: (args: Input) => step('signPrescription', args, () => ({ status: 'SIGNED', intent: 'ORDER', signature: { signer: 'dr.osei', at: now, version: 2, contentHash: 'h', attestation: args.input['attestation'] } })),
  };
  const clinic = { base: '', root, done, stored, failingPuts: script.failingPuts ?? 0 };
  return clinic;
}

async function serve(schema: GraphQLSchema, clinic: Clinic, script: Script, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const path = request.url ?? '';
  if (path.startsWith('/store/')) {
    const whole = createHash('sha256').update(body).digest('hex') === request.headers['x-sha256'];
    const fails = clinic.failingPuts > 0;
    clinic.failingPuts -= 1;
    if (whole && !fails) clinic.stored.set(Number(path.slice('/store/'.length)), body);
    response.writeHead(!whole ? 400 : fails ? 503 : 200).end();
    return;
  }
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  if (!(script.tokens ?? ['token']).includes(token)) {
    response.writeHead(401).end(JSON.stringify({ errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }] }));
    return;
  }
  const { query, variables } = JSON.parse(String(body)) as { query: string; variables: Record<string, unknown> };
  const ask = (text: string) => execute({ schema, document: parse(text), rootValue: clinic.root, variableValues: variables });
  if (path !== '/graphql/stream') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await ask(query)));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let last = '';
  while (!response.destroyed) {
    const text = JSON.stringify(await ask(query.replace(/^subscription/, 'query')));
    if (text !== last) response.write(`:\n\nevent: next\ndata: ${text}\n\n`);
    last = text;
    await sleep(20);
  }
}
