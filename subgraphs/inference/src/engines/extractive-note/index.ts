export { draftNote } from './draft-note.ts';
export { createExtractiveNoteEngine } from './engine.ts';
export type { NoteInput } from './engine.ts';
export { renderNote } from './render-note.ts';
export { extractFacts } from './facts/extract-facts.ts';
export type { Fact } from './facts/fact.ts';
export { findContradictions } from './facts/find-contradictions.ts';
export type { Contradiction, PatientRecord } from './facts/find-contradictions.ts';
