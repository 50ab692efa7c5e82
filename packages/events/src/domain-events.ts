import { z } from 'zod';
import { hearing } from './live-hearing.ts';
import { objectRef, requestedBy, tenantId, timestamp, uuid } from './references.ts';
import { jobPriority } from './jobs.ts';

const base = z.object({ tenant: tenantId, patientId: uuid, requestedBy, occurredAt: timestamp });
const inEncounter = base.extend({ encounterId: uuid });

/** Events are past tense and versioned; a changed shape is a new version beside the old one. Ids only, no clinical text. */
export const domainEvents = {
  'patient-changed.v1': base.extend({ version: z.number().int() }),
  'allergy-changed.v1': base.extend({ allergyId: uuid, version: z.number().int() }),
  'medication-changed.v1': base.extend({ medicationId: uuid, version: z.number().int() }),
  'condition-changed.v1': base.extend({ conditionId: uuid, version: z.number().int() }),
  'observation-changed.v1': base.extend({ observationId: uuid, version: z.number().int() }),
  'encounter-changed.v1': inEncounter.extend({ status: z.string(), version: z.number().int() }),
  'consent-changed.v1': base.extend({ consentId: uuid, type: z.string(), status: z.string(), version: z.number().int() }),
  'recording-uploaded.v1': inEncounter.extend({
    recordingId: uuid,
    audio: objectRef,
    mediaType: z.string(),
    durationMs: z.number().int().nonnegative().nullable(),
    priority: jobPriority,
    hearing: hearing.optional(),
  }),
  /** There is sound of a visit that goes on, to be heard by a step. */
  'live-sound-arrived.v1': inEncounter.extend({ recordingId: uuid, mediaType: z.string(), durationMs: z.number().int().nonnegative(), hearing }),
  /** What a step heard can be read. */
  'live-step-heard.v1': inEncounter.extend({ recordingId: uuid, step: z.number().int().positive(), jobId: uuid }),
  'recording-deleted.v1': inEncounter.extend({ recordingId: uuid }),
  'transcript-created.v1': inEncounter.extend({
    transcriptId: uuid,
    recordingId: uuid.nullable(),
    version: z.number().int().positive(),
    transcript: objectRef,
    /** The transcription job that made it; null when a person uploaded or corrected it. */
    jobId: uuid.nullable(),
    priority: jobPriority,
  }),
  'note-drafted.v1': inEncounter.extend({ noteId: uuid, version: z.number().int(), jobId: uuid }),
  'note-edited.v1': inEncounter.extend({ noteId: uuid, version: z.number().int() }),
  'note-signed.v1': inEncounter.extend({ noteId: uuid, version: z.number().int(), contentHash: z.string() }),
  'note-amended.v1': inEncounter.extend({ noteId: uuid, version: z.number().int() }),
  'note-entered-in-error.v1': inEncounter.extend({ noteId: uuid, version: z.number().int() }),
  'prescriptions-drafted.v1': inEncounter.extend({ prescriptionIds: z.array(uuid), jobId: uuid }),
  'prescription-changed.v1': base.extend({
    prescriptionId: uuid,
    encounterId: uuid.nullable(),
    status: z.string(),
    version: z.number().int(),
  }),
  'prescription-signed.v1': base.extend({ prescriptionId: uuid, encounterId: uuid.nullable(), version: z.number().int() }),
} as const;

export type DomainEventName = keyof typeof domainEvents;
export type DomainEvent<N extends DomainEventName> = z.infer<(typeof domainEvents)[N]>;
