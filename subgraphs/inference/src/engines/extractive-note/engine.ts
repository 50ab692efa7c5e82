import type { NoteResult, TranscriptDocument } from '@dra/events';
import type { Engine, EngineItem, EngineOutcome } from '../contract.ts';
import { draftNote } from './draft-note.ts';
import { planVersion } from './choose-units.ts';
import { modelVersion } from './linear-model.ts';
import type { RecordOnFile } from './record-to-compare.ts';
import { findTemplate } from './templates.ts';

/** `record`: what is on file of the patient; contradictions are raised only where it is given. */
export type NoteInput = { transcript: TranscriptDocument; template: string; record?: RecordOnFile };

const description = { id: 'extractive-note', version: `2.1.0+model.${modelVersion}.plan.${planVersion}`, tier: 'STANDARD' as const, maxBatch: 16 };

/** The drafter that needs no large model, no network and no processor but this one. Deterministic. */
export function createExtractiveNoteEngine(): Engine<NoteInput, NoteResult> {
  const { maxBatch: _, ...engine } = description;

  async function runOne({ input, onProgress }: EngineItem<NoteInput>, signal: AbortSignal): Promise<EngineOutcome<NoteResult>> {
    const template = findTemplate(input.template);
    if (!template) return { kind: 'failed', code: 'TEMPLATE_UNKNOWN', retryable: false, message: 'The job names a note template that this engine does not have.' };
    try {
      const note = await draftNote(input.transcript, { template, engine, onProgress, signal, record: input.record });
      return note ? { kind: 'ok', output: note } : { kind: 'no-speech' };
    } catch (error) {
      signal.throwIfAborted();
      // A fault of this transcript is its own; the message may not quote it.
      return { kind: 'failed', code: 'NOTE_ENGINE_FAULT', retryable: false, message: `drafting failed with ${error instanceof Error ? error.name : 'a fault'}` };
    }
  }

  return {
    load: () => Promise.resolve(),
    async warmup() {
      await draftNote(warmupTranscript, { template: findTemplate('soap')!, engine });
    },
    async runBatch(items, signal) {
      const outcomes: EngineOutcome<NoteResult>[] = [];
      for (const item of items) {
        signal.throwIfAborted();
        outcomes.push(await runOne(item, signal));
      }
      return outcomes;
    },
    describe: () => description,
    close: () => Promise.resolve(),
  };
}

const nobody = '00000000-0000-7000-8000-000000000000';
const warmupTranscript: TranscriptDocument = {
  transcriptId: nobody,
  recordingId: null,
  encounterId: nobody,
  patientId: nobody,
  version: 1,
  timing: 'NONE',
  engine: { id: 'warmup', version: '1', tier: 'HUMAN' },
  language: 'en',
  segments: [
    { id: `${nobody}.0`, seq: 0, speaker: 'CLINICIAN', startMs: null, endMs: null, text: 'Any chest pain or cough?', confidence: null },
    { id: `${nobody}.1`, seq: 1, speaker: 'PATIENT', startMs: null, endMs: null, text: 'No. I have had a headache for two weeks.', confidence: null },
    { id: `${nobody}.2`, seq: 2, speaker: 'CLINICIAN', startMs: null, endMs: null, text: 'Your blood pressure is one forty over ninety. I want to start lisinopril ten milligrams once a day.', confidence: null },
  ],
};
