/** The record of one bundle's import in one tenant. */
export type FhirImport = {
  tenant: string;
  id: string;
  bundleSha256: string;
  entries: number;
  /** How many entries have their outcome. */
  applied: number;
  startedAt: Date;
  startedBy: string;
  finishedAt: Date | null;
};

export type EntryOutcome = 'CREATED' | 'UNCHANGED' | 'SKIPPED_UNSUPPORTED' | 'FAILED';

/** What became of one entry. Plain JSON: an idempotency key keeps it. */
export type EntryResult = {
  index: number;
  resourceType: string;
  outcome: EntryOutcome;
  /** Global id (`pat_…`) of what it became or was before. */
  id: string | null;
  /** Names fields, never values. */
  reason: string | null;
};
