import { createHash, randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import {
  VisitChangeEncounterStatusDocument, VisitCreateEncounterDocument, VisitCreateRecordingDocument, VisitEncounterDocument, VisitNoteDocument,
  VisitPatientDocument, VisitPrescriptionsDocument, VisitSignNoteDocument, VisitTranscriptDocument, VisitUploadTranscriptDocument,
} from '../__generated__/operations.ts';
import type { ConsentBasis, InferenceJobKind, NoteFieldsFragment } from '../__generated__/operations.ts';
import { ClientError, userErrorOf } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';
import { ensureConsents } from './ensure-consents.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { chunkBytesFor, pacedBy, watchLive } from './live.ts';
import type { LiveObserver } from './live.ts';
import { mediaTypeOf } from './media-type.ts';
import { createVisitRecord, notAsked } from './result.ts';
import type { VisitRecord, VisitResult } from './result.ts';
import { signPrescription } from './sign-prescriptions.ts';
import type { StageObserver } from './stages.ts';
import { readSound, uploadRecording } from './upload-recording.ts';
import type { Sound } from './upload-recording.ts';
import { watchJobs } from './watch-jobs.ts';
import type { JobWatch } from './watch-jobs.ts';

export type VisitSource = { kind: 'AUDIO' | 'TRANSCRIPT'; file: string };

export type VisitOptions = {
  client: GraphqlClient;
  source: VisitSource;
  mrn: string;
  sign: boolean;
  /** What the signer states. */
  attestation: string;
  /** Signs a note although statements of the machine lack evidence: only when a person said so. */
  acknowledgeUnsupported: boolean;
  /** How consent was obtained, when a person said so for this visit. */
  consentBasis: ConsentBasis | null;
  chunkBytes: number;
  parallel: number;
  pollMs?: number;
  /** Plays the file as a device would record it, so many times faster than life, and has it heard meanwhile. */
  live?: { speed: number; chunkSeconds: number; observe: LiveObserver } | null;
  signal: AbortSignal;
  observer: StageObserver;
};

type Material = { input: VisitResult['input']; sound: Sound | null; text: string | null; durationMs: number };

/**
 * One visit, as a mobile app would go through it: who, with what consent, the sound or the text, the machines' drafts,
 * the signature. Never throws for what can go wrong on the way: the result says where and why.
 * @throws when the file cannot be read
 */
export async function runVisit(options: VisitOptions): Promise<VisitResult> {
  const material = await readMaterial(options);
  const record = createVisitRecord(options.observer);
  const { stages, findings } = record;
  if (!material.sound) stages.skip('recording', 'transcription');
  if (!options.sign) stages.skip('sign-note', 'sign-prescriptions');
  let watch: JobWatch | null = null;
  try {
    await meet(options, record);
    watch = watchJobs(options.client, encounterIdOf(record), { pollMs: options.pollMs ?? 1_000 });
    await send(options, record, material);
    await draft(options, record, watch, material);
    if (options.sign) await sign(options, record);
    await finish(options, record);
  } catch (error) {
    // Every stage recorded its own; what is no ClientError never ran in one.
    if (!(error instanceof ClientError)) throw error;
    if (isOver(record)) await finish(options, record).catch(recorded);
  } finally {
    findings.jobs = watch?.jobs() ?? [];
    watch?.stop();
  }
  return record.result(material.input, (error) => exitCodeOf(error.code, error.stage));
}

async function readMaterial({ source, chunkBytes, live }: VisitOptions): Promise<Material> {
  if (source.kind === 'TRANSCRIPT') {
    const bytes = await readFile(source.file);
    const text = bytes.toString('utf8');
    return { input: { kind: 'TRANSCRIPT', byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), mediaType: 'text/plain' }, sound: null, text, durationMs: 0 };
  }
  const played = live ? await chunkBytesFor(source.file, (await stat(source.file)).size, live.chunkSeconds) : { chunkBytes, durationMs: 0 };
  const sound = await readSound(source.file, played.chunkBytes);
  const mediaType = mediaTypeOf(source.file, sound.head);
  return { input: { kind: 'AUDIO', byteLength: sound.byteLength, sha256: sound.sha256, mediaType }, sound, text: null, durationMs: played.durationMs };
}

function encounterIdOf({ findings }: VisitRecord): string {
  if (!findings.encounter) throw new ClientError('INTERNAL_CLIENT_ERROR', 'There is no encounter.');
  return findings.encounter.id;
}

/** Patient, consent, encounter. */
async function meet({ client, mrn, source, consentBasis }: VisitOptions, { stages, findings }: VisitRecord): Promise<void> {
  const patient = await stages.run('patient', async () => {
    const { patientByMrn } = await client.ask(VisitPatientDocument, { mrn });
    if (!patientByMrn) throw new ClientError('NOT_FOUND', 'There is no patient with this MRN here.');
    return (findings.patient = patientByMrn);
  });
  await stages.run('consent', async () => {
    // Where nobody's voice is recorded, no consent to record it is needed.
    const needed = source.kind === 'AUDIO' ? (['RECORDING', 'AI_PROCESSING'] as const) : (['AI_PROCESSING'] as const);
    findings.consents = await ensureConsents(client, patient, needed, consentBasis);
  });
  await stages.run('encounter', async () => {
    const { createEncounter } = await client.ask(VisitCreateEncounterDocument, { input: { clientMutationId: randomUUID(), patientId: patient.id, start: true } });
    findings.encounter = orThrow(createEncounter.encounter, createEncounter.userErrors);
  });
}

/** The sound in chunks, or the text at once. */
async function send(options: VisitOptions, record: VisitRecord, { sound, text, input, durationMs }: Material): Promise<void> {
  const { client, signal, parallel, live } = options;
  const { stages, findings } = record;
  const encounterId = encounterIdOf(record);
  if (!sound) {
    await stages.run('upload', async () => {
      const { uploadTranscript } = await client.ask(VisitUploadTranscriptDocument, { input: { clientMutationId: randomUUID(), encounterId, text } });
      orThrow(uploadTranscript.transcript, uploadTranscript.userErrors);
    });
    return;
  }
  const recording = await stages.run('recording', async () => {
    const { createRecording } = await client.ask(VisitCreateRecordingDocument, { input: { clientMutationId: randomUUID(), encounterId, mediaType: input.mediaType, ...(live ? { live: true } : {}) } });
    return orThrow(createRecording.recording, createRecording.userErrors);
  });
  const total = sound.chunks.length;
  findings.recording = { ...recording, chunks: { total, sent: 0, alreadyStored: 0, retries: 0 } };
  const watch = live ? watchLive(client, recording.id, live.observe) : null;
  await stages.run('upload', async (progress) => {
    const upload = await uploadRecording({ client, recordingId: recording.id, sound, parallel, signal, recorded: live ? pacedBy(sound, durationMs, live.speed, signal) : undefined, onLast: () => (record.lastWordAt = Date.now()), onChunk: (done, of) => progress(`${done} of ${of} chunks`) });
    findings.recording = { ...upload.recording, chunks: { total, sent: upload.sent, alreadyStored: upload.alreadyThere, retries: upload.retries } };
  }).finally(() => {
    if (watch) findings.live = { ...watch.result(), transcriptMs: null, noteMs: null, prescriptionsMs: null };
    watch?.stop();
  });
}

/** Waits for the machines, and reads what they made. A note that failed does not keep the prescriptions away. */
async function draft({ client }: VisitOptions, record: VisitRecord, watch: JobWatch, { sound }: Material): Promise<void> {
  const { stages, findings } = record;
  const id = encounterIdOf(record);
  const ended = async (kind: InferenceJobKind, progress: (text: string) => void) => {
    const job = await watch.ended(kind, progress);
    if (job.status === 'NO_SPEECH') throw new ClientError('NO_SPEECH', 'Nobody speaks in the recording: there is nothing to draft from.');
    if (job.status !== 'SUCCEEDED') throw new ClientError(job.failure?.code ?? job.status, job.failure?.message ?? `The job was ${job.status.toLowerCase()}.`);
    return job;
  };
  const there = (what: 'transcriptMs' | 'noteMs' | 'prescriptionsMs') => {
    if (findings.live && record.lastWordAt !== null) findings.live[what] = Date.now() - record.lastWordAt;
  };
  if (sound) await stages.run('transcription', (progress) => ended('TRANSCRIPTION', progress));
  await stages.run('transcript', async () => {
    const { encounter } = await client.ask(VisitTranscriptDocument, { id });
    findings.transcript = encounter?.transcripts?.at(-1) ?? null;
    there('transcriptMs');
    if (!findings.transcript) throw new ClientError('NOT_FOUND', 'There is no transcript to read.');
  });
  await attempt(() =>
    stages.run('note', async (progress) => {
      const job = await ended('NOTE', progress);
      const { encounter } = await client.ask(VisitNoteDocument, { id });
      // That very note and no other: what is signed afterwards is what was drafted from this visit.
      findings.note = encounter?.notes?.find((note) => note.provenance?.jobId === job.id) ?? null;
      there('noteMs');
      if (!findings.note) throw new ClientError('NOT_FOUND', 'There is no note to read.');
    }),
  );
  await attempt(() =>
    stages.run('prescriptions', async (progress) => {
      await ended('PRESCRIPTION', progress);
      const { encounter } = await client.ask(VisitPrescriptionsDocument, { id });
      // Not to be read is not the same as none.
      if (!encounter?.prescriptions) throw new ClientError('NOT_FOUND', 'The prescriptions could not be read.');
      findings.prescriptions = encounter.prescriptions.map(notAsked);
      there('prescriptionsMs');
    }),
  );
}

/** The note, and those prescriptions that nothing stands against. */
async function sign({ client, attestation, acknowledgeUnsupported }: VisitOptions, { stages, findings }: VisitRecord): Promise<void> {
  const { note } = findings;
  if (note) {
    await attempt(() =>
      stages.run('sign-note', async () => {
        findings.note = await signNote(client, note, attestation, acknowledgeUnsupported);
      }),
    );
  }
  await attempt(() =>
    stages.run('sign-prescriptions', async (progress) => {
      for (const [index, prescription] of findings.prescriptions.entries()) {
        progress(`${index + 1} of ${findings.prescriptions.length}`);
        findings.prescriptions[index] = await signPrescription(client, prescription, attestation);
      }
      const refused = findings.prescriptions.find(({ signing }) => signing.status === 'REFUSED');
      if (refused?.signing.reason) throw new ClientError(refused.signing.reason.code, refused.signing.reason.message);
    }),
  );
}

async function signNote(client: GraphqlClient, note: NoteFieldsFragment, attestation: string, acknowledgeUnsupported: boolean): Promise<NoteFieldsFragment> {
  const { signNote: answer } = await client.ask(VisitSignNoteDocument, {
    input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: note.version, attestation, acknowledgeUnsupported },
  });
  return orThrow(answer.note, answer.userErrors);
}

/** The visit is over, whatever came of it. */
async function finish({ client }: VisitOptions, record: VisitRecord): Promise<void> {
  const { stages, findings } = record;
  const id = encounterIdOf(record);
  await stages.run('finish', async () => {
    const { encounter } = await client.ask(VisitEncounterDocument, { id });
    const { changeEncounterStatus } = await client.ask(VisitChangeEncounterStatusDocument, {
      input: { clientMutationId: randomUUID(), encounterId: id, expectedVersion: encounter?.version ?? 1, status: 'FINISHED' },
    });
    findings.encounter = orThrow(changeEncounterStatus.encounter, changeEncounterStatus.userErrors);
  });
}

/** Whether the visit ended by itself, if not well: then there is still somebody to tell. */
function isOver({ stages, findings }: VisitRecord): boolean {
  const failed = stages.all().find((stage) => stage.error !== null);
  if (!failed?.error || !findings.encounter) return false;
  const code = exitCodeOf(failed.error.code, failed.name);
  return code !== exitCodes.unavailable && code !== exitCodes.notPermitted && code !== exitCodes.failed;
}

/** The stage has what went wrong with it; the visit's result is told all the same. */
function recorded(error: unknown): void {
  if (!(error instanceof ClientError)) throw error;
}

/** Goes on after a failed stage, unless what failed will fail everything after it too. */
async function attempt(stage: () => Promise<unknown>): Promise<void> {
  try {
    await stage();
  } catch (error) {
    if (!(error instanceof ClientError) || error.code === 'TIMEOUT' || error.code === 'UNAUTHENTICATED') throw error;
  }
}

function orThrow<T>(thing: T | null, userErrors: Parameters<typeof userErrorOf>[0]): T {
  const refused = userErrorOf(userErrors);
  if (refused || thing === null) throw refused ?? new ClientError('INTERNAL_SERVER_ERROR', 'It was neither done nor refused.');
  return thing;
}
