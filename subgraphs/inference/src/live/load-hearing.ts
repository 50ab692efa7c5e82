import { createHash } from 'node:crypto';
import { liveHearing } from '@dra/events';
import type { Hearing, JobRequested, LiveHearing, ObjectRef } from '@dra/events';
import type { ObjectStore } from '@dra/objects';
import { ServiceError } from '@dra/service';
import type { HearableInput } from './hearing-input.ts';

type Objects = Pick<ObjectStore, 'get' | 'getJson'>;
type TranscriptionJob = Extract<JobRequested, { kind: 'transcription' }>;

const atOnce = 16;
/** Of steps that one step names. */
const mostBefore = 64;

/**
 * What a job of a live recording reads, every object against its hash.
 * @throws ServiceError OBJECT_MISSING, OBJECT_CORRUPT, DEPENDENCY_UNAVAILABLE
 */
export async function loadHearing(objects: Objects, job: TranscriptionJob, hearing: Hearing): Promise<HearableInput> {
  const { mediaType, recordingId: partOf } = job;
  if (hearing.kind === 'rest') {
    const [audio, heard] = await Promise.all([verified(objects, job.audio), hearing.after ? heardUpTo(objects, hearing.after) : []]);
    return { audio, mediaType, partOf, hearing: { kind: 'rest', heard } };
  }
  const [chunks, after] = await Promise.all([inGroups(hearing.chunks, (one) => verified(objects, one)), hearing.after ? read(objects, hearing.after) : null]);
  const before = hearing.after && after ? (after.before.length < mostBefore ? [...after.before, hearing.after] : [hearing.after]) : [];
  return { audio: Buffer.concat(chunks), mediaType, partOf, ...(after?.hints ? { hints: after.hints } : {}), hearing: { kind: 'step', step: hearing.step, firstByte: hearing.firstByte, cursor: after?.cursor ?? null, before } };
}

/** All that was heard, oldest first. None of it, where a part is gone: then the recording is read from its beginning. */
async function heardUpTo(objects: Objects, last: ObjectRef): Promise<LiveHearing[]> {
  try {
    let heard = [await read(objects, last)];
    for (let before = heard[0]?.before ?? []; before.length > 0; before = heard[0]?.before ?? []) heard = [...(await inGroups(before, (one) => read(objects, one))), ...heard];
    return heard;
  } catch (error) {
    if (error instanceof ServiceError && (error.code === 'OBJECT_MISSING' || error.code === 'OBJECT_CORRUPT')) return [];
    throw error;
  }
}

async function read(objects: Objects, ref: ObjectRef): Promise<LiveHearing> {
  const parsed = liveHearing.safeParse(await objects.getJson(ref));
  if (!parsed.success) throw new ServiceError('OBJECT_CORRUPT', 'What a step heard does not have its shape.');
  return parsed.data;
}

async function verified(objects: Objects, { key, sha256 }: ObjectRef): Promise<Uint8Array> {
  const bytes = await objects.get(key);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new ServiceError('OBJECT_CORRUPT', 'The recording is not what was stored.');
  return bytes;
}

async function inGroups<A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const done: B[] = [];
  for (let first = 0; first < all.length; first += atOnce) done.push(...(await Promise.all(all.slice(first, first + atOnce).map(work))));
  return done;
}
