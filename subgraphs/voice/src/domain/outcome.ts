export type FaultCode =
  | 'VALIDATION' | 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN' | 'INVALID_TRANSITION' | 'CONSENT_REQUIRED' | 'CHUNK_CONFLICT' | 'CHUNK_MISSING'
  | 'CHUNK_CORRUPT' | 'AUDIO_UNREADABLE' | 'AUDIO_EMPTY' | 'TRANSCRIPT_TOO_LARGE' | 'TRANSCRIPT_EMPTY';

/** What the person or the device can put right. `path` leads from the top of the input. */
export type Fault = { code: FaultCode; message: string; path?: string[] };

/** A command's answer. Plain JSON, since an idempotency key keeps it: things are named by id and read again. */
export type Outcome = { id: string | null; faults: Fault[]; currentId: string | null };

export const saved = (id: string): Outcome => ({ id, faults: [], currentId: null });
export const refused = (code: FaultCode, message: string, ...path: string[]): Outcome => ({ id: null, faults: [{ code, message, ...(path.length > 0 ? { path } : {}) }], currentId: null });
export const notFound = (what: string, ...path: string[]): Outcome => refused('NOT_FOUND', `There is no such ${what}.`, ...path);
export const conflict = (currentId: string): Outcome => ({
  id: null,
  faults: [{ code: 'CONFLICT', message: 'Somebody else saved this meanwhile: look at `current` and try again.', path: ['expectedVersion'] }],
  currentId,
});
