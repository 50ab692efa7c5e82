import { createHash } from 'node:crypto';
import { liveHearing, noteResult, prescriptionResult, transcriptDocument, transcriptionResult } from '@dra/events';
import type { JobKind, JobRequested, ObjectRef } from '@dra/events';
import type { ObjectStore } from '@dra/objects';
import { ServiceError } from '@dra/service';
import { z } from 'zod';
import { loadHearing } from '../live/load-hearing.ts';

/** What a pool's engine must give. */
export const resultSchemas: Readonly<Record<JobKind, z.ZodType>> = {
  transcription: z.union([transcriptionResult, liveHearing]),
  note: noteResult,
  prescription: prescriptionResult,
};

/**
 * What the engine reads, from the object store, its hash checked.
 * @throws ServiceError OBJECT_MISSING, OBJECT_CORRUPT, DEPENDENCY_UNAVAILABLE
 */
export async function loadInput(objects: Pick<ObjectStore, 'get' | 'getJson'>, job: JobRequested): Promise<unknown> {
  switch (job.kind) {
    case 'transcription':
      if (job.hearing) return loadHearing(objects, job, job.hearing);
      return { audio: await verified(objects, job.audio), mediaType: job.mediaType };
    case 'note':
      return { transcript: await transcript(objects, job.transcript), template: job.template };
    case 'prescription':
      return transcript(objects, job.transcript);
  }
}

async function verified(objects: Pick<ObjectStore, 'get'>, { key, sha256 }: ObjectRef): Promise<Uint8Array> {
  const bytes = await objects.get(key);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new ServiceError('OBJECT_CORRUPT', 'The recording is not what was stored.');
  return bytes;
}

async function transcript(objects: Pick<ObjectStore, 'getJson'>, ref: ObjectRef): Promise<unknown> {
  const parsed = transcriptDocument.safeParse(await objects.getJson(ref));
  if (!parsed.success) throw new ServiceError('OBJECT_CORRUPT', 'The transcript does not have a transcript\'s shape.');
  return parsed.data;
}
