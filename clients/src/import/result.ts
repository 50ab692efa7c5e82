/** One row of an import, as `--json` gives it. */
export type ImportedEntry = {
  index: number;
  resourceType: string;
  outcome: 'created' | 'unchanged' | 'skipped-unsupported' | 'failed';
  id: string | null;
  /** Why it was skipped or failed: names fields, never values. */
  reason: string | null;
};

export type BundleProblem = { path: string; message: string };

export type ImportedBundle = {
  file: string;
  sha256: string | null;
  /** `refused`: before its first write. `cut`: an error on the way; what was applied stands, the same command goes on. */
  status: 'applied' | 'refused' | 'cut';
  importId: string | null;
  entries: ImportedEntry[];
  problems: BundleProblem[];
  counts: Record<ImportedEntry['outcome'], number>;
  durationMs: number;
};

export type ImportResult = {
  tenant: string | null;
  status: 'DONE' | 'REFUSED' | 'ENTRIES_FAILED' | 'FAILED';
  error: { code: string; message: string } | null;
  bundles: ImportedBundle[];
  counts: Record<ImportedEntry['outcome'] | 'bundles' | 'refused', number>;
  durationMs: number;
  exitCode: number;
};

export const noCounts = (): ImportedBundle['counts'] => ({ created: 0, unchanged: 0, 'skipped-unsupported': 0, failed: 0 });
