export { createWhisperEngine } from './engine.ts';
export type { WhisperOptions } from './engine.ts';
