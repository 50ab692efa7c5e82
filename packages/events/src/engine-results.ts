import { z } from 'zod';
import { evidence } from './evidence.ts';
import { recordEntry } from './patient-record.ts';
import { uuid } from './references.ts';
import { engineDescription, speaker } from './transcript-document.ts';

/** What a transcription engine yields. Segment ids are given by the owner (voice). */
export const transcriptionResult = z.object({
  engine: engineDescription,
  language: z.string(),
  durationMs: z.number().int().nonnegative(),
  segments: z.array(
    z.object({
      speaker,
      /** How likely the speaker is right; absent where nobody is named. */
      speakerConfidence: z.number().min(0).max(1).optional(),
      startMs: z.number().int().nonnegative(),
      endMs: z.number().int().nonnegative(),
      text: z.string().min(1),
      confidence: z.number().min(0).max(1),
      /** Where the engine can tell when each word was said. */
      words: z.array(z.object({ text: z.string().min(1), startMs: z.number().int().nonnegative(), endMs: z.number().int().nonnegative(), confidence: z.number().min(0).max(1) })).optional(),
    }),
  ),
});
export type TranscriptionResult = z.infer<typeof transcriptionResult>;

export const noteStatement = z.object({
  text: z.string().min(1),
  evidence: z.array(evidence),
  /** Computed: every number, drug and negation of the text occurs in the evidence. */
  supported: z.boolean(),
});

export const noteResult = z.object({
  engine: engineDescription,
  /** What it was drafted from. */
  source: z.object({ transcriptId: uuid, recordingId: uuid.nullable(), version: z.number().int().positive() }),
  template: z.string(),
  sections: z.array(
    z.object({
      /** LOINC, e.g. 61150-9. */
      code: z.string(),
      title: z.string(),
      statements: z.array(noteStatement),
    }),
  ),
  /** What was said and is not in the note, most important first. */
  unmentioned: z.array(
    z.object({ text: z.string(), evidence: z.array(evidence), importance: z.number().min(0).max(1) }),
  ),
  warnings: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      /** What was said, where the warning is about that. */
      evidence: z.array(evidence).optional(),
      /** What is on file, where the warning is about that. */
      record: z.array(recordEntry).optional(),
    }),
  ),
  /** With what of the record the words were compared; absent where nobody tried. A part that is missing is no clean bill. */
  comparedWith: z.object({ readAt: z.iso.datetime().nullable(), complete: z.boolean() }).optional(),
});
export type NoteResult = z.infer<typeof noteResult>;

/** Decimal as a string, so that 0.1 mg stays 0.1 mg. */
export const decimal = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/);

export const periodUnit = z.enum(['s', 'min', 'h', 'd', 'wk', 'mo']);

/** FHIR R4 Dosage in our terms. A field that was not said is null, and its name stands in `missing`. */
const dosage = z.object({
  doseMin: decimal.nullable(),
  doseMax: decimal.nullable(),
  doseUnit: z.string().nullable(),
  route: z.string().nullable(),
  /** `frequency` times per `period` `periodUnit`. */
  frequency: z.number().int().positive().nullable(),
  period: decimal.nullable(),
  periodUnit: periodUnit.nullable(),
  prn: z.boolean(),
  prnReason: z.string().nullable(),
  durationValue: decimal.nullable(),
  durationUnit: periodUnit.nullable(),
  maxPerPeriod: z.string().nullable(),
  /** EventTiming codes, weekdays and clock times (`MORN`, `mon`, `08:00`). Results before it was told have none. */
  timing: z.array(z.string()).default([]),
});

/** A pharmacist must be able to read them: no prescription, and no draft of one, has more steps. */
export const mostSteps = 20;

/** Steps with the same number go on at once; a higher one begins when the one before ends. */
export const sigStep = dosage.extend({ step: z.number().int().positive() });
export type SigStep = z.infer<typeof sigStep>;

export const sig = dosage.extend({
  /** Of a taper, or of doses that differ by day or time; empty where one dosage says it all. */
  steps: z.array(sigStep).max(mostSteps).default([]),
  /** As it was said or written. */
  text: z.string(),
});
export type Sig = z.infer<typeof sig>;

export const orderedDrug = z.object({
  /** As it was said. */
  text: z.string(),
  name: z.string().nullable(),
  rxcui: z.string().nullable(),
  ingredients: z.array(z.object({ name: z.string(), rxcui: z.string().nullable() })),
  form: z.string().nullable(),
  strength: z.string().nullable(),
});

export const orderIntent = z.enum(['START', 'STOP', 'CONTINUE', 'CHANGE', 'HOLD', 'HYPOTHETICAL']);

export const orderDraft = z.object({
  intent: orderIntent,
  drug: orderedDrug,
  sig,
  quantity: z.object({ value: decimal, unit: z.string().nullable() }).nullable(),
  refills: z.number().int().min(0).max(99).nullable(),
  indication: z.string().nullable(),
  evidence: z.array(evidence.extend({ field: z.string() })),
  missing: z.array(z.string()),
  /** Fields that a person must confirm: heard by a demo-grade recogniser, corrected in speech, sound-alike. */
  unconfirmed: z.array(z.string()),
  flags: z.array(z.string()),
});
export type OrderDraft = z.infer<typeof orderDraft>;

export const prescriptionResult = z.object({
  engine: engineDescription,
  orders: z.array(orderDraft),
});
export type PrescriptionResult = z.infer<typeof prescriptionResult>;
