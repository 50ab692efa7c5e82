import { z } from 'zod';
import { transcriptionResult } from './engine-results.ts';
import { objectRef } from './references.ts';

/** How a transcription job reads a recording that is, or was, heard while it is made. Absent: as one whole. */
export const hearing = z.discriminatedUnion('kind', [
  /** One step while the visit goes on. */
  z.object({
    kind: z.literal('step'),
    /** From 1. Skips numbers whose step came to nothing. */
    step: z.number().int().positive(),
    /** What the step before left (`liveHearing`); null at the beginning. */
    after: objectRef.nullable(),
    /** The bytes to read, in order; the first one begins at byte `firstByte` of the recording. */
    chunks: z.array(objectRef).min(1),
    firstByte: z.number().int().nonnegative(),
  }),
  /** The recording is complete: what was heard counts, the rest is read. */
  z.object({ kind: z.literal('rest'), after: objectRef.nullable() }),
]);
export type Hearing = z.infer<typeof hearing>;

const voiceprint = z.object({ startMs: z.number(), endMs: z.number(), means: z.array(z.number()), variances: z.array(z.number()), pitch: z.number(), voicedFrames: z.number() });
const heardSegment = transcriptionResult.shape.segments.element;

/** What is needed to name the speakers over the whole, once there is a whole. Lies in the object store, beside the sound and no longer. */
export const heardEvidence = z.object({ voiceprints: z.array(voiceprint), channels: z.array(z.object({ leftDb: z.number(), rightDb: z.number() }).nullable()) });
export type HeardEvidence = z.infer<typeof heardEvidence>;

/** Where in the object store all lies that steps of this recording leave, those that come to nothing too: so all of it can be deleted. */
export const hearingFolder = (recordingId: string): string => `live/${recordingId}/`;

/** What a recogniser was told. Lies beside what was heard, and no longer. */
export const toldHints = z.object({ language: z.string().optional(), vocabulary: z.array(z.string()).optional(), medicines: z.array(z.string()).optional() });

/** What a step of hearing leaves in the object store. */
export const liveHearing = z.object({
  kind: z.literal('live-hearing'),
  step: z.number().int().positive(),
  engine: transcriptionResult.shape.engine,
  /** Of the new segments; null where nothing was said. */
  language: z.string().nullable(),
  /** New, and never to change. Times are the recording's. */
  segments: z.array(heardSegment),
  evidence: heardEvidence,
  /** Heard after them and not to be relied on: the next step reads it again. */
  tail: z.string(),
  heardMs: z.number().int().nonnegative(),
  /** False when there was more sound than a step may take. */
  all: z.boolean(),
  /** The first byte that the next step needs. */
  nextByte: z.number().int().nonnegative(),
  /** The reader's own notes; opaque to all others. */
  cursor: z.unknown(),
  /** Told to this step, and to the next one without another look into the record. Absent where the record could not be read. */
  hints: toldHints.optional(),
  /** Steps before this one, oldest first: 64 at most, the first of which leads on to those before it. */
  before: z.array(objectRef),
});
export type LiveHearing = z.infer<typeof liveHearing>;
