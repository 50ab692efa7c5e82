import type { Actor } from '@dra/access';
import { applyRank, checkResource, isSupportedType, referencesIn } from '@dra/fhir';
import type { EntryResult, FhirImport, KnownSource } from '../fhir-import.ts';
import { invalid } from '../outcome.ts';
import type { Fault } from '../outcome.ts';
import type { InTransaction, Work } from '../work.ts';
import { contentHashOf } from './content-hash.ts';
import { createEntryMapper } from './map-entry.ts';
import { insertNewRows, settleAssertions } from './new-rows.ts';
import { createResolver, keyOf } from './resolve-references.ts';
import type { SliceEntry } from './resolve-references.ts';

export type ApplySlice = { clientMutationId: string; importId: string; entries: SliceEntry[] };
export type AppliedSlice = { importId: string | null; results: EntryResult[]; faults: Fault[] };

const mostEntries = 500;
const mostBytes = 2 * 1024 * 1024;

/**
 * Applies a slice of a bundle: all of it or nothing. What was imported before, from whatever bundle, is UNCHANGED; an
 * entry that cannot become what it says FAILED by itself and may be sent again, corrected.
 */
export function applySlice(inTransaction: InTransaction, actor: Actor, input: ApplySlice): Promise<AppliedSlice> {
  return inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { mutation: 'importFhirEntries', ...input }, async () => {
      const refusal = (faults: Fault[]): AppliedSlice => ({ importId: null, results: [], faults });
      await work.imports.serialise();
      const record = await work.imports.byId(input.importId);
      if (!record) return refusal([{ code: 'NOT_FOUND', message: 'There is no such import.', path: ['importId'] }]);
      const faults = faultsOfSlice(record, input.entries);
      if (faults.length > 0) return refusal(faults);
      return { importId: record.id, results: await apply(work, record, input.entries), faults: [] };
    }),
  );
}

function faultsOfSlice(record: FhirImport, entries: readonly SliceEntry[]): Fault[] {
  if (entries.length > mostEntries) return [invalid(`At most ${mostEntries} entries.`, 'entries')];
  if (Buffer.byteLength(JSON.stringify(entries)) > mostBytes) return [invalid('At most 2 MB.', 'entries')];
  const seen = new Set<number>();
  return entries.flatMap((entry, place) => {
    const path = ['entries', String(place)];
    if (typeof entry.resource.resourceType !== 'string') return [invalid('It has no resourceType.', ...path, 'resource')];
    if (entry.index < 0 || entry.index >= record.entries || seen.has(entry.index)) return [invalid('Not a place in the bundle, or one that came before.', ...path, 'index')];
    seen.add(entry.index);
    return checkResource(entry.resource).map((problem) => invalid(problem.message, ...path, 'resource', ...problem.path.split('.')));
  });
}

async function apply(work: Work, record: FhirImport, entries: readonly SliceEntry[]): Promise<EntryResult[]> {
  const ordered = [...entries].sort((a, b) => applyRank(a.resource.resourceType) - applyRank(b.resource.resourceType) || a.index - b.index);
  const keys = new Map(ordered.map((entry) => [entry, keyOf(record, entry)]));
  const known = await work.imports.sources([...keys.values()]);
  const resolver = await createResolver(work, record, [...new Set(ordered.flatMap((entry) => (isSupportedType(entry.resource.resourceType) ? referencesIn(entry.resource).map((one) => one.reference) : [])))]);
  const mapper = await createEntryMapper(work, ordered, resolver.resolve);

  const results: EntryResult[] = [];
  const sources: KnownSource[] = [];
  for (const entry of ordered) {
    const { resourceType } = entry.resource;
    const sourceKey = keys.get(entry) as string;
    const contentHash = contentHashOf(entry.resource);
    const before = known.get(sourceKey);
    // What was skipped is looked at again: it may be supported by now.
    const { outcome, thing, reason } = before?.thing ? whatItWas(before.thing, before.contentHash === contentHash) : await mapper.map(entry);
    results.push({ index: entry.index, resourceType, outcome, thing, reason });
    resolver.learn(entry, thing);
    const isNews = before ? before.thing === null && thing !== null : outcome !== 'FAILED';
    if (isNews) sources.push({ sourceKey, resourceType, thing, contentHash });
  }

  await insertNewRows(work, mapper.rows, record.id);
  await settleAssertions(work, mapper.asserted, mapper.rows);
  await work.imports.addSources(record.id, sources);
  const resourceIds = new Map(ordered.map((entry) => [entry.index, typeof entry.resource['id'] === 'string' ? entry.resource['id'] : null]));
  const applied = await work.imports.recordEntries(record.id, results.map((result) => ({ ...result, resourceId: resourceIds.get(result.index) ?? null })));
  await work.imports.saveProgress({ ...record, applied, finishedAt: applied >= record.entries ? (record.finishedAt ?? work.now) : null });
  return results.sort((a, b) => a.index - b.index);
}

/** The record may have been edited since, by people who know better: an import never overwrites. */
function whatItWas(thing: NonNullable<EntryResult['thing']>, same: boolean): Pick<EntryResult, 'outcome' | 'thing' | 'reason'> {
  if (same) return { outcome: 'UNCHANGED', thing, reason: null };
  return { outcome: 'FAILED', thing, reason: 'it was imported before with other content, which is not overwritten' };
}
