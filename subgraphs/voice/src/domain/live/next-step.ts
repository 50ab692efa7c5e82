import type { Hearing, ObjectRef } from '@dra/events';
import { chunkKey } from '../model.ts';
import type { Chunk } from '../model.ts';
import { isOn } from './model.ts';
import type { LiveHearing } from './model.ts';

/** Bytes and chunks that one step is given: what is over comes in the next one. */
const mostBytes = 24 * 1024 * 1024;
const mostChunks = 200;
/** A device that sends many small chunks has them heard together. */
export const leastBetweenMs = 1_500;
/** Steps in a row that came to nothing, after which no more are tried. */
export const mostFailures = 3;

export type Step = { next: LiveHearing; hearing: Extract<Hearing, { kind: 'step' }> };

/**
 * The step that is due, or null: one is on its way, nothing new was stored, or it is not time yet. One step at a time a
 * recording: when workers are busy, steps become longer and not more.
 */
export function stepDue(hearing: LiveHearing, chunks: readonly Chunk[], now: Date): Step | null {
  if (!isOn(hearing) || hearing.underWay) return null;
  if (hearing.heardAll && hearing.storedBytes <= hearing.askedBytes) return null;
  if (hearing.heardAll && hearing.askedAt && now.getTime() - hearing.askedAt.getTime() < leastBetweenMs) return null;
  const refs: ObjectRef[] = [];
  let firstByte = 0;
  let bytes = 0;
  let offset = 0;
  for (const { seq, byteLength, sha256 } of chunks.slice(0, hearing.storedChunks)) {
    const end = offset + byteLength;
    if (end > hearing.nextByte) {
      if (refs.length === 0) firstByte = offset;
      if (refs.length >= mostChunks || (refs.length > 0 && bytes + byteLength > mostBytes)) break;
      refs.push({ key: chunkKey(hearing.recordingId, seq), sha256, bytes: byteLength });
      bytes += byteLength;
    }
    offset = end;
  }
  if (refs.length === 0) return null;
  const asked = hearing.asked + 1;
  return { hearing: { kind: 'step', step: asked, after: hearing.result, chunks: refs, firstByte }, next: { ...hearing, asked, askedAt: now, underWay: true, askedBytes: firstByte + bytes } };
}

/** Bytes a millisecond of the thinnest sound of each kind: how long a step's sound is at most, for its deadline. */
export function longestMs(mediaType: string, bytes: number): number {
  return Math.min(4 * 3_600_000, Math.max(10_000, Math.round(bytes / (mediaType === 'audio/wav' ? 16 : 2))));
}
