export { draftNote } from './draft-note.ts';
export { createExtractiveNoteEngine } from './engine.ts';
export type { NoteInput } from './engine.ts';
export { renderNote } from './render-note.ts';
