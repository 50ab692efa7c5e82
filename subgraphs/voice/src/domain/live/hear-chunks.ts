import type { Actor } from '@dra/access';
import { chunkKey } from '../model.ts';
import type { Chunk, Recording } from '../model.ts';
import type { Deps, Work } from '../work.ts';
import { isOn } from './model.ts';
import type { LiveHearing } from './model.ts';
import { longestMs, stepDue } from './next-step.ts';

/** Looked for in one request: a device that comes back after a gap fills it over a few requests. */
const mostHeads = 32;

/**
 * Looks which chunks have arrived since last time, from the first one missing on, and has them heard. The store is asked, and
 * nobody believed: length, and hash where the store tells it; the worker holds every byte against its hash.
 */
export async function hearChunks(deps: Pick<Deps, 'inTransaction' | 'sounds'>, actor: Actor, recordingId: string): Promise<void> {
  const found = await deps.inTransaction(actor, async (work) => {
    const hearing = await work.hearings.lock(recordingId);
    return hearing && isOn(hearing) ? { hearing, chunks: await work.recordings.chunks(recordingId) } : null;
  });
  if (!found) return;
  const { chunks } = found;
  let stored = found.hearing.storedChunks;
  for (const { seq, byteLength, sha256 } of chunks.slice(stored, stored + mostHeads)) {
    if (seq !== stored) break;
    const there = await deps.sounds.head(chunkKey(recordingId, seq));
    if (there?.bytes !== byteLength || (there.sha256 ?? sha256) !== sha256) break;
    stored += 1;
  }
  if (stored === found.hearing.storedChunks) return;
  await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(recordingId);
    const hearing = await work.hearings.lock(recordingId);
    if (!recording || !hearing || !isOn(hearing) || hearing.storedChunks >= stored) return;
    const storedBytes = chunks.slice(0, stored).reduce((sum, { byteLength }) => sum + byteLength, 0);
    await askForStep(work, recording, { ...hearing, storedChunks: stored, storedBytes, arrivedAt: work.now }, chunks);
  });
}

/** Asks for the step that was not due yet when its sound came. */
export async function hearOn(deps: Pick<Deps, 'inTransaction'>, actor: Actor, recordingId: string): Promise<void> {
  await deps.inTransaction(actor, async (work) => {
    const recording = await work.recordings.lock(recordingId);
    const hearing = await work.hearings.lock(recordingId);
    if (recording && hearing) await askForStep(work, recording, hearing, await work.recordings.chunks(recordingId));
  });
}

/** Saves the hearing, with its next step asked for if one is due. */
export async function askForStep(work: Work, recording: Recording, hearing: LiveHearing, chunks: readonly Chunk[]): Promise<void> {
  const step = stepDue(hearing, chunks, work.now);
  await work.hearings.save(step?.next ?? hearing);
  if (!step) return;
  work.tell('live-sound-arrived.v1', {
    patientId: recording.patientId, encounterId: recording.encounterId, recordingId: recording.id, mediaType: recording.mediaType,
    durationMs: longestMs(recording.mediaType, step.next.askedBytes - hearing.nextByte), hearing: step.hearing,
  });
}
