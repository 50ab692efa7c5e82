import type { Actor } from '@dra/access';
import { chunkKey, soundKey } from '../model.ts';
import type { Chunk, Recording } from '../model.ts';
import { forgetHearing } from '../live/end-hearing.ts';
import type { Outcome } from '../outcome.ts';
import { conflict, notFound, refused, saved } from '../outcome.ts';
import type { Deps, Work } from '../work.ts';

/** Deletes the sound; what was written from it stays. */
export function deleteRecording(deps: Deps, actor: Actor, input: { clientMutationId: string; recordingId: string; expectedVersion: number }): Promise<Outcome> {
  return deps.inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { of: 'deleteRecording', recordingId: input.recordingId, expectedVersion: input.expectedVersion }, async () => {
      const recording = await work.recordings.lock(input.recordingId);
      if (!recording) return notFound('recording', 'recordingId');
      if (recording.version !== input.expectedVersion) return conflict(recording.id);
      if (recording.legalHold) return refused('INVALID_TRANSITION', 'This recording is under legal hold.', 'recordingId');
      if (recording.status === 'DELETED') return refused('INVALID_TRANSITION', 'This recording is deleted already.', 'recordingId');
      await markDeleted(work, deps, recording, 'recording.deleted');
      return saved(recording.id);
    }),
  );
}

/** The objects go after the commit; a sweep deletes what a process that died left behind. */
export async function markDeleted(work: Work, deps: Pick<Deps, 'sounds'>, recording: Pick<Recording, 'id' | 'patientId' | 'encounterId' | 'sha256'>, action: string): Promise<void> {
  const { sounds } = deps;
  const chunks = await work.recordings.chunks(recording.id);
  await work.recordings.change(recording.id, { status: 'DELETED' });
  await forgetHearing(work, deps, recording, null);
  work.audit(action, { type: 'Recording', id: recording.id }, recording.patientId);
  work.tell('recording-deleted.v1', { patientId: recording.patientId, encounterId: recording.encounterId, recordingId: recording.id });
  work.notice('Recording', recording.id, recording.encounterId);
  work.afterCommit(() => sounds.delete(objectsOf(recording, chunks)));
}

/** Everything of a recording that may lie in the object store. */
export function objectsOf(recording: Pick<Recording, 'id' | 'sha256'>, chunks: readonly Chunk[]): string[] {
  return [...(recording.sha256 ? [soundKey(recording.id, recording.sha256)] : []), ...chunks.map((chunk) => chunkKey(recording.id, chunk.seq))];
}
