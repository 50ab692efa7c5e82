import type { RecordKind } from './saved-change.ts';

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
  /** What it became, or was before; null when nothing. */
  thing: { kind: RecordKind; id: string } | null;
  /** Names fields, never values. */
  reason: string | null;
};

/** What an entry is known by in all bundles, and what it became. */
export type KnownSource = { sourceKey: string; resourceType: string; thing: EntryResult['thing']; contentHash: string };

/** An entry's outcome with the id by which others in its bundle refer to it. */
export type RecordedEntry = EntryResult & { resourceId: string | null };

export type ImportStore = {
  /** One import at a time in a tenant, until the end of the transaction: two bundles may hold the same entry. */
  serialise(): Promise<void>;
  byBundle(sha256: string): Promise<FhirImport | null>;
  byId(id: string): Promise<FhirImport | null>;
  insert(record: FhirImport): Promise<void>;
  sources(keys: readonly string[]): Promise<Map<string, KnownSource>>;
  addSources(importId: string, sources: readonly KnownSource[]): Promise<void>;
  /** What entries of this import became, by `Type/id`. */
  byResource(importId: string, names: readonly string[]): Promise<Map<string, EntryResult['thing']>>;
  /** Keeps outcomes (the latest of each entry) and gives the number of entries that have one. */
  recordEntries(importId: string, entries: readonly RecordedEntry[]): Promise<number>;
  saveProgress(record: FhirImport): Promise<void>;
};
