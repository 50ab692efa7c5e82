import type { NoteResult } from '@dra/events';
import { placesOf, readDialogue } from '../../../subgraphs/inference/src/engines/extractive-note/corpora/read-dialogue.ts';
import { createExtractiveNoteEngine, renderNote } from '../../../subgraphs/inference/src/engines/extractive-note/index.ts';

/** `line`: index from 0 of the dialogue's line (split at "\n"); `start`, `end`: UTF-16 offsets in it, end exclusive. */
export type Place = { line: number; start: number; end: number };
export type DraftedRow = {
  index: number;
  note: string;
  statements: { text: string; section: string; evidence: Place[]; supported: boolean }[];
  unmentioned: { text: string; importance: number; evidence: Place[] }[];
};

const nobody = '00000000-0000-7000-8000-000000000000';
const engine = createExtractiveNoteEngine();

/**
 * One dialogue through the engine that a visit goes through. A dialogue without speech gives an empty note.
 * @throws when the engine fails; the message quotes nothing of the dialogue
 */
export async function draftRow(index: number, dialogue: string, template: string): Promise<DraftedRow> {
  const read = readDialogue(dialogue);
  const transcript = {
    transcriptId: nobody, recordingId: null, encounterId: nobody, patientId: nobody, version: 1, timing: 'NONE' as const,
    engine: { id: 'dialogue', version: '1', tier: 'HUMAN' as const }, language: 'en', segments: read.segments,
  };
  const [outcome] = await engine.runBatch([{ input: { transcript, template }, onProgress: () => undefined }], new AbortController().signal);
  if (outcome?.kind === 'no-speech') return { index, note: '', statements: [], unmentioned: [] };
  if (outcome?.kind !== 'ok') throw new Error(`row ${index}: ${outcome?.code ?? 'no outcome'}: ${outcome?.message ?? ''}`);
  const note: NoteResult = outcome.output;
  const places = (evidence: NoteResult['unmentioned'][number]['evidence']) => evidence.flatMap((one) => placesOf(read, one));
  return {
    index,
    note: renderNote(note),
    statements: note.sections.flatMap(({ title, statements }) => statements.map(({ text, evidence, supported }) => ({ text, section: title, evidence: places(evidence), supported }))),
    unmentioned: note.unmentioned.map(({ text, importance, evidence }) => ({ text, importance, evidence: places(evidence) })),
  };
}
