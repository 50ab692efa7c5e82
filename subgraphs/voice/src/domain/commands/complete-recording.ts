import { createHash } from 'node:crypto';
import type { Actor } from '@dra/access';
import { ServiceError } from '@dra/service';
import { chunkKey, largestRecording, mostChunks, soundKey } from '../model.ts';
import type { Chunk, Recording } from '../model.ts';
import type { Outcome } from '../outcome.ts';
import { notFound, refused, saved } from '../outcome.ts';
import type { Deps } from '../work.ts';
import { endForConsent, quarantineDays } from './end-for-consent.ts';

type Input = { clientMutationId: string; recordingId: string; chunks: number; sha256: string };

/**
 * Puts the chunks together once all of them arrived whole, and makes the recording known to the machines. Only success is
 * remembered under the key: after a refusal the device sends what was missing and asks again with the same key.
 */
export async function completeRecording(deps: Deps, actor: Actor, input: Input): Promise<Outcome> {
  if (input.chunks < 1) return refused('AUDIO_EMPTY', 'There is no sound in it.', 'chunks');
  if (input.chunks > mostChunks) return refused('VALIDATION', `A recording has ${mostChunks} chunks at most.`, 'chunks');
  if (!/^[0-9a-f]{64}$/.test(input.sha256)) return refused('VALIDATION', 'The hash is SHA-256 in lowercase hexadecimal.', 'sha256');
  const found = await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(input.recordingId);
    return recording ? { recording, chunks: await work.recordings.chunks(recording.id) } : null;
  });
  if (!found) return notFound('recording', 'recordingId');
  const { recording } = found;
  if (recording.status === 'UPLOADED') return recording.sha256 === input.sha256 ? remember(deps, actor, input, recording, null) : refused('INVALID_TRANSITION', 'This recording is complete, with other sound.', 'recordingId');
  if (recording.status !== 'CREATED' && recording.status !== 'UPLOADING') return refused('INVALID_TRANSITION', 'This recording cannot be completed any more.', 'recordingId');

  const consent = await deps.patient.recordingConsent(actor.tenant, recording.patientId);
  if (!consent.active) {
    await endForConsent(deps, actor, recording.id, consent.since);
    return refused('CONSENT_REQUIRED', 'The patient does not consent to being recorded any more: what came after that was deleted.', 'recordingId');
  }

  const chunks = found.chunks.filter((chunk) => chunk.seq < input.chunks);
  const missing = await missingOf(deps, recording.id, input.chunks, chunks);
  if (missing.length > 0) return refused('CHUNK_MISSING', `Not arrived: ${shown(missing)}.`, 'chunks');

  if (chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0) > largestRecording) return refused('VALIDATION', 'A recording has 1 GiB at most.', 'chunks');

  const corrupt: number[] = [];
  let object;
  try {
    object = await deps.sounds.putStream(soundKey(recording.id, input.sha256), joined(deps, recording.id, chunks, corrupt), { contentType: recording.mediaType });
  } catch (error) {
    // A chunk went while it was read: a twin of this request has completed the recording and tidied up.
    if (!(error instanceof ServiceError) || error.code !== 'OBJECT_MISSING') throw error;
    const now = await deps.inTransaction(actor, (work) => work.recordings.lock(recording.id));
    return now?.status === 'UPLOADED' && now.sha256 === input.sha256 ? remember(deps, actor, input, now, null) : refused('CHUNK_MISSING', 'A chunk is no longer stored.', 'chunks');
  }
  if (corrupt.length > 0) {
    // Gone, so that the device finds them not stored and sends them again.
    await deps.sounds.delete([soundKey(recording.id, input.sha256), ...corrupt.map((seq) => chunkKey(recording.id, seq))]);
    return refused('CHUNK_CORRUPT', `Not as announced: ${shown(corrupt)}. Send them again.`, 'chunks');
  }
  if (object.sha256 !== input.sha256) {
    await deps.sounds.delete([soundKey(recording.id, input.sha256)]);
    return refused('CHUNK_CORRUPT', 'The whole does not have the hash that was announced.', 'sha256');
  }

  let durationMs: number | null;
  try {
    ({ durationMs } = await deps.sounds.describe(soundKey(recording.id, input.sha256), object.bytes));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SoundError') throw error;
    await quarantine(deps, actor, recording, { sha256: input.sha256, byteLength: object.bytes });
    return refused('AUDIO_UNREADABLE', 'The file is not sound that we can read.', 'recordingId');
  }
  // Joining takes seconds, in which a patient may say no.
  const still = await deps.patient.recordingConsent(actor.tenant, recording.patientId);
  if (!still.active) {
    await deps.sounds.delete([soundKey(recording.id, input.sha256)]);
    await endForConsent(deps, actor, recording.id, still.since);
    return refused('CONSENT_REQUIRED', 'The patient does not consent to being recorded any more: what came after that was deleted.', 'recordingId');
  }
  const outcome = await remember(deps, actor, input, recording, { bytes: object.bytes, durationMs });
  if (outcome.faults.length > 0) {
    // Ended meanwhile, by a revocation or a deletion: no sound stays that no row names.
    await deps.sounds.delete([soundKey(recording.id, input.sha256)]);
    return outcome;
  }
  // Also those announced beyond the end.
  await deps.sounds.delete(found.chunks.map((chunk) => chunkKey(recording.id, chunk.seq)));
  return outcome;
}

/** @param sound null when the recording is complete already, by an earlier request */
function remember(deps: Deps, actor: Actor, input: Input, recording: Recording, sound: { bytes: number; durationMs: number | null } | null): Promise<Outcome> {
  return deps.inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { of: 'completeRecording', recordingId: input.recordingId, chunks: input.chunks, sha256: input.sha256 }, async () => {
      const current = await work.recordings.lock(recording.id);
      if (!sound || current?.status === 'UPLOADED') return saved(recording.id);
      if (current?.status !== 'CREATED' && current?.status !== 'UPLOADING') return refused('INVALID_TRANSITION', 'This recording cannot be completed any more.', 'recordingId');
      const retainUntil = new Date(work.now.getTime() + deps.retentionDays * 86_400_000);
      await work.recordings.change(recording.id, { status: 'UPLOADED', sha256: input.sha256, byteLength: sound.bytes, durationMs: sound.durationMs, retainUntil });
      work.audit('recording.completed', { type: 'Recording', id: recording.id }, recording.patientId);
      work.tell('recording-uploaded.v1', {
        patientId: recording.patientId,
        encounterId: recording.encounterId,
        recordingId: recording.id,
        audio: { key: soundKey(recording.id, input.sha256), sha256: input.sha256, bytes: sound.bytes },
        mediaType: recording.mediaType,
        durationMs: sound.durationMs,
        priority: 'live',
      });
      work.notice('Recording', recording.id, recording.encounterId);
      return saved(recording.id);
    }),
  );
}

async function missingOf(deps: Deps, recordingId: string, expected: number, chunks: readonly Chunk[]): Promise<number[]> {
  const announced = new Map(chunks.map((chunk) => [chunk.seq, chunk]));
  const missing: number[] = [];
  for (let first = 0; first < expected; first += 16) {
    const seqs = Array.from({ length: Math.min(16, expected - first) }, (_, index) => first + index);
    const heads = await Promise.all(seqs.map((seq) => (announced.has(seq) ? deps.sounds.head(chunkKey(recordingId, seq)) : null)));
    seqs.forEach((seq, index) => {
      if (!heads[index]) missing.push(seq);
    });
  }
  return missing;
}

/** One chunk in memory at a time, each held against its hash. */
async function* joined(deps: Deps, recordingId: string, chunks: readonly Chunk[], corrupt: number[]): AsyncGenerator<Uint8Array> {
  for (const chunk of [...chunks].sort((a, b) => a.seq - b.seq)) {
    const bytes = await deps.sounds.get(chunkKey(recordingId, chunk.seq));
    if (createHash('sha256').update(bytes).digest('hex') !== chunk.sha256) corrupt.push(chunk.seq);
    yield bytes;
  }
}

async function quarantine(deps: Deps, actor: Actor, recording: Recording, sound: { sha256: string; byteLength: number }): Promise<void> {
  await deps.inTransaction(actor, async (work) => {
    const current = await work.recordings.lock(recording.id);
    if (current?.status !== 'CREATED' && current?.status !== 'UPLOADING') return;
    await work.recordings.change(recording.id, { status: 'QUARANTINED', ...sound, retainUntil: new Date(work.now.getTime() + quarantineDays * 86_400_000) });
    work.audit('recording.quarantined', { type: 'Recording', id: recording.id }, recording.patientId);
    work.notice('Recording', recording.id, recording.encounterId);
  });
}

const shown = (seqs: readonly number[]) => `${seqs.slice(0, 20).join(', ')}${seqs.length > 20 ? ` and ${seqs.length - 20} more` : ''}`;
