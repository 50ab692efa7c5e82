import { z } from 'zod';
import { uuid } from './references.ts';

export const speaker = z.enum(['CLINICIAN', 'PATIENT', 'OTHER', 'UNKNOWN']);
export type Speaker = z.infer<typeof speaker>;

/** Milliseconds from the recording's start; null where the transcript has no times: times are never invented. */
const milliseconds = z.number().int().nonnegative().nullable();

export const transcriptSegment = z.object({
  /** `<transcript uuid>.<seq>` */
  id: z.string(),
  seq: z.number().int().nonnegative(),
  speaker,
  /** How likely the speaker is right, where an engine named it; absent where nobody is named or a person did. */
  speakerConfidence: z.number().min(0).max(1).optional(),
  startMs: milliseconds,
  endMs: milliseconds,
  text: z.string(),
  /** 0..1, null for a transcript written by people. */
  confidence: z.number().min(0).max(1).nullable(),
});
export type TranscriptSegment = z.infer<typeof transcriptSegment>;

/** DEMO: what it yields needs a person's confirmation of every drug and dose. HUMAN: written by people. */
export const qualityTier = z.enum(['DEMO', 'STANDARD', 'HUMAN']);
export type QualityTier = z.infer<typeof qualityTier>;

export const engineDescription = z.object({
  id: z.string(),
  version: z.string(),
  tier: qualityTier,
});
export type EngineDescription = z.infer<typeof engineDescription>;

/** A transcript version as the engines read it, kept in the object store. */
export const transcriptDocument = z.object({
  transcriptId: uuid,
  recordingId: uuid.nullable(),
  encounterId: uuid,
  patientId: uuid,
  version: z.number().int().positive(),
  timing: z.enum(['TIMED', 'NONE']),
  engine: engineDescription,
  language: z.string(),
  segments: z.array(transcriptSegment),
});
export type TranscriptDocument = z.infer<typeof transcriptDocument>;
