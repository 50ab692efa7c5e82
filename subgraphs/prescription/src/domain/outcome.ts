export type FaultCode =
  | 'VALIDATION' | 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN' | 'INVALID_TRANSITION'
  | 'MISSING_FIELDS' | 'UNCONFIRMED_FIELDS' | 'SAFETY_BLOCK' | 'SAFETY_CHANGED' | 'CONTROLLED_SUBSTANCE';

/** What the person can put right. `path` leads from the top of the input. */
export type Fault = { code: FaultCode; message: string; path?: string[] };

/** A command's answer. Plain JSON, since an idempotency key keeps it: things are named by id and read again. */
export type Outcome = {
  /** The thing, when it was saved (or had been before), and when a refusal is about what a new safety check shows. */
  id: string | null;
  faults: Fault[];
  /** On CONFLICT the thing as it stands. */
  currentId: string | null;
};

export const saved = (id: string): Outcome => ({ id, faults: [], currentId: null });

export const refused = (faults: Fault | readonly Fault[], id: string | null = null): Outcome => ({
  id,
  faults: Array.isArray(faults) ? [...(faults as readonly Fault[])] : [faults as Fault],
  currentId: null,
});

export const invalid = (message: string, ...path: string[]): Fault => ({ code: 'VALIDATION', message, path });

/** Nothing is put in force on a record that was merged into another, or closed: it belongs on the one that is in use. */
export const recordNotInUse = (...path: string[]): Fault => invalid('The record is not in use (merged or inactive).', ...path);

export const notFound = (what: string, ...path: string[]): Outcome => refused({ code: 'NOT_FOUND', message: `There is no such ${what}.`, path });

export const conflict = (id: string): Outcome => ({
  id: null,
  faults: [{ code: 'CONFLICT', message: 'Somebody else saved this meanwhile: look at `current` and try again.', path: ['expectedVersion'] }],
  currentId: id,
});
