export { createLlmNoteEngine } from './engine.ts';
export type { Endpoint } from './ask-model.ts';
