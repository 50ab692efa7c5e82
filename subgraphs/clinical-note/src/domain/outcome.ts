import type { Note } from './model.ts';

export type FaultCode = 'VALIDATION' | 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN' | 'INVALID_TRANSITION' | 'UNSUPPORTED_STATEMENTS';

/** What the clinician can put right. `path` leads from the top of the input. */
export type Fault = { code: FaultCode; message: string; path: string[] };

export type Outcome =
  /** `note` is the version that this command wrote (or had written before), or the note as it is when nothing changed. */
  | { kind: 'saved'; note: Note }
  /** `current`: on CONFLICT, what somebody else saved meanwhile. */
  | { kind: 'refused'; faults: Fault[]; current: Note | null };

export const invalid = (message: string, ...path: string[]): Fault => ({ code: 'VALIDATION', message, path });

export const refused = (...faults: Fault[]): Outcome => ({ kind: 'refused', faults, current: null });

export const notFound = (): Outcome => refused({ code: 'NOT_FOUND', message: 'There is no such note.', path: ['noteId'] });

export const conflict = (current: Note): Outcome => ({
  kind: 'refused',
  faults: [{ code: 'CONFLICT', message: `Version ${current.version} was saved meanwhile: look at \`current\` and try again.`, path: ['expectedVersion'] }],
  current,
});
