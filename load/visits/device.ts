import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export type Job = { kind: string; status: string; attempt: number; queuedAt: string; startedAt: string | null; finishedAt: string | null; failure: { code: string } | null };
/** What a visit left behind, times in epoch milliseconds. */
export type Visit = { lengthMs: number; endedAt: number; readableAt: number; jobs: Job[]; transcripts: number; notes: number; prescriptions: number };

type Ask = <T>(query: string, variables: Record<string, unknown>) => Promise<T>;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const ended = new Set(['SUCCEEDED', 'NO_SPEECH', 'FAILED', 'CANCELLED']);
const kinds = ['TRANSCRIPTION', 'NOTE', 'PRESCRIPTION'] as const;

const patienceMs = 180_000;

/** A caller of the gateway; asks again, ever more slowly, when it does not answer: devices do. */
export function askerAt(url: string, token: string): Ask {
  return async <T>(query: string, variables: Record<string, unknown>): Promise<T> => {
    for (let attempt = 1, giveUp = Date.now() + patienceMs; ; attempt += 1) {
      try {
        const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }), signal: AbortSignal.timeout(30_000) });
        const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
        if (data && !errors) return data;
        throw new Error(`the graph refused: ${JSON.stringify(errors)}`);
      } catch (error) {
        if (Date.now() > giveUp) throw error;
        await sleep(Math.min(10_000, 500 * attempt));
      }
    }
  };
}

/** A patient who consents, in a visit that began. */
export async function openVisit(ask: Ask): Promise<string> {
  const key = randomUUID();
  const { createPatient } = await ask<{ createPatient: { patient: { id: string } } }>(`mutation ($input: CreatePatientInput!) { createPatient(input: $input) { patient { id } } }`, {
    input: { clientMutationId: key, mrn: `BENCH-${key.slice(0, 13)}`, names: [{ family: 'Bench', given: ['Visit'] }], administrativeGender: 'UNKNOWN', allowDuplicate: true },
  });
  const patientId = createPatient.patient.id;
  for (const type of ['RECORDING', 'AI_PROCESSING']) await ask(`mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { id } } }`, { input: { clientMutationId: randomUUID(), patientId, type, basis: 'VERBAL' } });
  const { createEncounter } = await ask<{ createEncounter: { encounter: { id: string } } }>(`mutation ($input: CreateEncounterInput!) { createEncounter(input: $input) { encounter { id } } }`, { input: { clientMutationId: randomUUID(), patientId, start: true } });
  return createEncounter.encounter.id;
}

/** Records in real time: each chunk is sent when it was spoken, the recording is completed at its end. */
export async function record(ask: Ask, encounterId: string, sound: Buffer, lengthMs: number, chunks: number, live: boolean): Promise<number> {
  const { createRecording } = await ask<{ createRecording: { recording: { id: string } } }>(`mutation ($input: CreateRecordingInput!) { createRecording(input: $input) { recording { id } } }`, { input: { clientMutationId: randomUUID(), encounterId, mediaType: 'audio/wav', live } });
  const recordingId = createRecording.recording.id;
  const began = Date.now();
  const size = Math.ceil(sound.byteLength / chunks);
  for (let seq = 0; seq < chunks; seq += 1) {
    await sleep(Math.max(0, began + ((seq + 1) * lengthMs) / chunks - Date.now()));
    const chunk = sound.subarray(seq * size, (seq + 1) * size);
    const announce = () =>
      ask<{ requestChunkUpload: { address: { method: string; url: string; headers: { name: string; value: string }[] } } }>(
        `mutation ($input: RequestChunkUploadInput!) { requestChunkUpload(input: $input) { address { method url headers { name value } } } }`,
        { input: { recordingId, seq, byteLength: chunk.byteLength, sha256: sha256(chunk) } },
      );
    const { address } = (await announce()).requestChunkUpload;
    const headers = Object.fromEntries(address.headers.filter(({ name }) => name !== 'content-length').map(({ name, value }) => [name, value]));
    const sent = await fetch(address.url, { method: address.method, headers, body: new Uint8Array(chunk), signal: AbortSignal.timeout(60_000) });
    if (sent.status !== 200) throw new Error(`a chunk was refused with ${sent.status}`);
    // Found stored, it is heard without waiting for the next one.
    if (live) await announce();
  }
  const endedAt = Date.now();
  const { completeRecording } = await ask<{ completeRecording: { userErrors: unknown[] } }>(`mutation ($input: CompleteRecordingInput!) { completeRecording(input: $input) { userErrors { code } } }`, { input: { clientMutationId: randomUUID(), recordingId, chunks, sha256: sha256(sound) } });
  if (completeRecording.userErrors.length > 0) throw new Error(`the recording was refused: ${JSON.stringify(completeRecording.userErrors)}`);
  return endedAt;
}

/** Waits until every job of the visit has ended, and counts what can be read then. */
export async function drafts(ask: Ask, encounterId: string, visit: { lengthMs: number; endedAt: number }, giveUpAt: number): Promise<Visit> {
  const jobsQuery = `query ($id: ID!) { encounter(id: $id) { jobs { kind status attempt queuedAt startedAt finishedAt failure { code } } } }`;
  let jobs: Job[] = [];
  for (;;) {
    jobs = (await ask<{ encounter: { jobs: Job[] } }>(jobsQuery, { id: encounterId })).encounter.jobs;
    const complete = jobs.every((job) => ended.has(job.status)) && (kinds.every((kind) => jobs.some((job) => job.kind === kind)) || jobs.some((job) => job.kind === 'TRANSCRIPTION' && job.status !== 'SUCCEEDED'));
    if ((jobs.length > 0 && complete) || Date.now() > giveUpAt) break;
    await sleep(1_000);
  }
  const { encounter } = await ask<{ encounter: { transcripts: unknown[]; notes: unknown[]; prescriptions: unknown[] } }>(`query ($id: ID!) { encounter(id: $id) { transcripts { id } notes { id } prescriptions { id } } }`, { id: encounterId });
  return {
    ...visit,
    readableAt: Math.max(...jobs.map((job) => Date.parse(job.finishedAt ?? '') || Number.POSITIVE_INFINITY)),
    jobs,
    transcripts: encounter.transcripts.length,
    notes: encounter.notes.length,
    prescriptions: encounter.prescriptions.length,
  };
}
