import type { Actor } from '@dra/access';
import { chunkKey, largestRecording, mostChunks, soundKey } from '../model.ts';
import type { Recording } from '../model.ts';
import { liveMediaTypes } from '../live/model.ts';
import type { Outcome } from '../outcome.ts';
import { notFound, refused, saved } from '../outcome.ts';
import type { Deps } from '../work.ts';
import { assembleSound } from './assemble-sound.ts';
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

  const announced = found.chunks.filter((chunk) => chunk.seq < input.chunks);
  if (announced.reduce((sum, chunk) => sum + chunk.byteLength, 0) > largestRecording) return refused('VALIDATION', 'A recording has 1 GiB at most.', 'chunks');

  const sound = await assembleSound(deps.sounds, { recordingId: recording.id, mediaType: recording.mediaType, sha256: input.sha256, expected: input.chunks, announced: found.chunks });
  switch (sound.kind) {
    case 'missing':
      return refused('CHUNK_MISSING', `Not arrived: ${shown(sound.seqs)}.`, 'chunks');
    case 'gone': {
      // A twin of this request has completed the recording and tidied up.
      const now = await deps.inTransaction(actor, (work) => work.recordings.lock(recording.id));
      return now?.status === 'UPLOADED' && now.sha256 === input.sha256 ? remember(deps, actor, input, now, null) : refused('CHUNK_MISSING', 'A chunk is no longer stored.', 'chunks');
    }
    case 'corrupt':
      // Gone, so that the device finds them not stored and sends them again.
      await deps.sounds.delete([soundKey(recording.id, input.sha256), ...sound.seqs.map((seq) => chunkKey(recording.id, seq))]);
      return refused('CHUNK_CORRUPT', `Not as announced: ${shown(sound.seqs)}. Send them again.`, 'chunks');
    case 'other-hash':
      await deps.sounds.delete([soundKey(recording.id, input.sha256)]);
      return refused('CHUNK_CORRUPT', 'The whole does not have the hash that was announced.', 'sha256');
    case 'unreadable':
      await quarantine(deps, actor, recording, { sha256: input.sha256, byteLength: sound.bytes });
      return refused('AUDIO_UNREADABLE', 'The file is not sound that we can read.', 'recordingId');
    case 'sound':
      break;
  }
  // Joining takes seconds, in which a patient may say no.
  const still = await deps.patient.recordingConsent(actor.tenant, recording.patientId);
  if (!still.active) {
    await deps.sounds.delete([soundKey(recording.id, input.sha256)]);
    await endForConsent(deps, actor, recording.id, still.since);
    return refused('CONSENT_REQUIRED', 'The patient does not consent to being recorded any more: what came after that was deleted.', 'recordingId');
  }
  const outcome = await remember(deps, actor, input, recording, sound);
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
      const hearing = await work.hearings.lock(recording.id);
      if (hearing) await work.hearings.save({ ...hearing, state: hearing.state === 'OFF' ? 'OFF' : 'FINISHING', underWay: false });
      work.tell('recording-uploaded.v1', {
        patientId: recording.patientId,
        encounterId: recording.encounterId,
        recordingId: recording.id,
        audio: { key: soundKey(recording.id, input.sha256), sha256: input.sha256, bytes: sound.bytes },
        mediaType: recording.mediaType,
        durationMs: sound.durationMs,
        priority: 'live',
        // What was heard counts also where hearing stopped. Without any of it the whole is read, in the same sections.
        ...(hearing && liveMediaTypes.has(recording.mediaType) ? { hearing: { kind: 'rest' as const, after: hearing.result } } : {}),
      });
      work.notice('Recording', recording.id, recording.encounterId);
      return saved(recording.id);
    }),
  );
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
