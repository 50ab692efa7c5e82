import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceActor } from '@dra/access';
import { checkBundle, sliceBundle } from '@dra/fhir';
import type { Transact } from '@dra/pg-store';
import { applySlice } from '../domain/import/apply-slice.ts';
import type { SliceEntry } from '../domain/import/resolve-references.ts';
import { startImport } from '../domain/import/start-import.ts';
import type { EntryOutcome } from '../domain/fhir-import.ts';
import { createInTransaction } from '../store/work.ts';

export type SeededTenant = { tenant: string; bundles: number; created: number; unchanged: number; skipped: number; failed: number };

class SeedFault extends Error {
  override readonly name = 'SeedFault';
}

const limits = { maxEntries: 500, maxBytes: 1_500_000 };
const countOf: Record<EntryOutcome, 'created' | 'unchanged' | 'skipped' | 'failed'> = { CREATED: 'created', UNCHANGED: 'unchanged', SKIPPED_UNSUPPORTED: 'skipped', FAILED: 'failed' };

/** @throws SeedFault when a bundle is not fit to be imported */
export async function seedTenants(transact: Transact, folder: string, only?: readonly string[]): Promise<SeededTenant[]> {
  const folders = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory() && (!only || only.includes(entry.name)));
  const report: SeededTenant[] = [];
  for (const { name: tenant } of folders) {
    const files = (await readdir(join(folder, tenant))).filter((one) => one.endsWith('.json')).sort();
    // A folder without bundles is no tenant's: the demo's sound lies beside its patients.
    if (files.length === 0) continue;
    const counts: SeededTenant = { tenant, bundles: 0, created: 0, unchanged: 0, skipped: 0, failed: 0 };
    for (const file of files) {
      await seedBundle(transact, tenant, join(folder, tenant, file), counts);
    }
    report.push(counts);
  }
  return report;
}

async function seedBundle(transact: Transact, tenant: string, file: string, counts: SeededTenant): Promise<void> {
  const actor = serviceActor('svc.seed', tenant, 'seed');
  const inTransaction = createInTransaction(transact, () => undefined);
  const bytes = await readFile(file);
  const bundleSha256 = createHash('sha256').update(bytes).digest('hex');
  const { entries, problems, externalReferences } = checkBundle(JSON.parse(bytes.toString('utf8')));
  const [problem] = problems;
  if (problem) throw new SeedFault(`${file}: ${problem.path} ${problem.message}`);

  const started = await startImport(inTransaction, actor, { clientMutationId: bundleSha256, bundleSha256, entries: entries.length, externalReferences: [...externalReferences.keys()] });
  if (started.importId === null) throw new SeedFault(`${file}: refers to ${started.unresolved.join(', ') || 'nothing'}, which was never imported`);
  counts.bundles += 1;
  if (started.completed) {
    counts.unchanged += entries.length;
    return;
  }
  for (const [place, slice] of sliceBundle(entries, limits).entries()) {
    const applied = await applySlice(inTransaction, actor, {
      clientMutationId: `seed:${bundleSha256}:${place}`,
      importId: started.importId,
      entries: slice.entries.map(({ index, fullUrl, resource }) => ({ index, fullUrl, resource: resource as SliceEntry['resource'] })),
    });
    for (const { outcome } of applied.results) counts[countOf[outcome]] += 1;
  }
}
