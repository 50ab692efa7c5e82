import type { Actor } from '@dra/access';
import { addressSeconds, chunkKey, largestRecording, mostChunks } from '../model.ts';
import type { Fault } from '../outcome.ts';
import { hearChunks } from '../live/hear-chunks.ts';
import type { Deps } from '../work.ts';

export type UploadAddress = { method: string; url: string; headers: Record<string, string>; expiresAt: Date };
export type ChunkUpload = { address: UploadAddress | null; stored: boolean; faults: Fault[] };

type ChunkInput = { recordingId: string; seq: number; byteLength: number; sha256: string };

const largestChunk = 16 * 1024 * 1024;

/**
 * An address for one chunk, for its announced length and hash only. Asking again for the same chunk is fine in any order;
 * other content for an announced number is CHUNK_CONFLICT, since two devices would then be writing one recording. Each
 * request is also the word by which a live visit's chunks before it are looked for, and so is one for a chunk that was sent.
 */
export async function requestChunkUpload(deps: Deps, actor: Actor, input: ChunkInput): Promise<ChunkUpload> {
  const upload = await addressOf(deps, actor, input);
  // A live visit that is not heard for now is heard later, at its end at the latest: its recording goes on.
  if (upload.heard) await hearChunks(deps, actor, input.recordingId).catch((error: unknown) => deps.logger.warn({ error, recordingId: input.recordingId }, 'stored chunks could not be looked for; they are when the next one is announced'));
  return upload;
}

async function addressOf(deps: Deps, actor: Actor, input: ChunkInput): Promise<ChunkUpload & { heard?: boolean }> {
  const fault = (code: Fault['code'], message: string, ...path: string[]): ChunkUpload => ({ address: null, stored: false, faults: [{ code, message, ...(path.length > 0 ? { path } : {}) }] });
  if (input.seq < 0 || input.seq >= mostChunks) return fault('VALIDATION', `A chunk's number is from 0 to ${mostChunks - 1}.`, 'seq');
  if (input.byteLength < 1 || input.byteLength > largestChunk) return fault('VALIDATION', `A chunk has 1 to ${largestChunk} bytes.`, 'byteLength');
  if (!/^[0-9a-f]{64}$/.test(input.sha256)) return fault('VALIDATION', 'The hash is SHA-256 in lowercase hexadecimal.', 'sha256');

  const recording = await deps.inTransaction(actor, (work) => work.recordings.lock(input.recordingId));
  if (!recording) return fault('NOT_FOUND', 'There is no such recording.', 'recordingId');
  const open = recording.status === 'CREATED' || recording.status === 'UPLOADING';
  if (!open && recording.status !== 'UPLOADED') return fault('INVALID_TRANSITION', 'This recording takes no more sound.', 'recordingId');
  const consent = await deps.patient.recordingConsent(actor.tenant, recording.patientId);
  if (!consent.active) return fault('CONSENT_REQUIRED', 'The patient does not consent to being recorded any more.', 'recordingId');

  const kept = await deps.inTransaction(actor, async (work) => {
    const current = await work.recordings.lock(input.recordingId);
    if (current?.status === 'UPLOADED') return (await work.recordings.chunks(input.recordingId)).find((chunk) => chunk.seq === input.seq) ?? null;
    if (current?.status !== 'CREATED' && current?.status !== 'UPLOADING') return null;
    if ((await work.recordings.announcedBytes(input.recordingId)) + input.byteLength > largestRecording + largestChunk) return 'too-large';
    if (current.status === 'CREATED') {
      await work.recordings.change(input.recordingId, { status: 'UPLOADING' });
      work.notice('Recording', current.id, current.encounterId);
    }
    await work.auditOnce('recording.upload-address-issued', current);
    return work.recordings.announceChunk(input.recordingId, { seq: input.seq, byteLength: input.byteLength, sha256: input.sha256 });
  });
  if (kept === 'too-large') return fault('VALIDATION', 'A recording has 1 GiB at most.', 'byteLength');
  if (!kept) return fault('INVALID_TRANSITION', 'This recording takes no more sound.', 'recordingId');
  if (kept.sha256 !== input.sha256 || kept.byteLength !== input.byteLength) return fault('CHUNK_CONFLICT', 'A chunk of this number with other content was announced before.', 'seq');
  if (!open) return { address: null, stored: true, faults: [] };

  const key = chunkKey(input.recordingId, input.seq);
  const there = await deps.sounds.head(key);
  // The store tells the hash where it checked one; where it does not, completion does.
  if (there?.bytes === input.byteLength && (there.sha256 ?? input.sha256) === input.sha256) return { address: null, stored: true, faults: [], heard: recording.live };
  return { address: await deps.sounds.presignPut(key, { byteLength: input.byteLength, sha256: input.sha256, expiresSeconds: addressSeconds }), stored: false, faults: [], heard: recording.live };
}
