import { globalKeysOf, parseReference, sourceKeyOf } from '@dra/fhir';
import type { EntryResult, FhirImport } from '../fhir-import.ts';
import type { Work } from '../work.ts';

export type SliceEntry = { index: number; fullUrl: string | null; resource: Record<string, unknown> & { resourceType: string } };

/** Null: known, but nothing here (it was skipped). Undefined: not known. */
export type Resolve = (reference: string | undefined) => EntryResult['thing'] | undefined;

export type Resolver = { resolve: Resolve; learn(entry: SliceEntry, thing: EntryResult['thing']): void };

/** An entry's name for ever: its fullUrl, its UUID, or its place in this very bundle. */
export function keyOf(record: Pick<FhirImport, 'bundleSha256'>, entry: SliceEntry): string {
  return sourceKeyOf(entry) ?? `bundle:${record.bundleSha256}#${entry.index}`;
}

const localName = (entry: SliceEntry): string | null => {
  const { id, resourceType } = entry.resource;
  return typeof id === 'string' ? `${resourceType}/${id}` : null;
};

/** What the slice's clinical references mean: by what was ever imported, by earlier slices, and by the slice itself as it is applied. */
export async function createResolver(work: Work, record: FhirImport, references: readonly string[]): Promise<Resolver> {
  const global = await work.imports.sources(references.flatMap(globalKeysOf));
  const relative = references.flatMap((reference) => {
    const parsed = parseReference(reference);
    return parsed.kind === 'relative' ? [`${parsed.type}/${parsed.id}`] : [];
  });
  const earlier = await work.imports.byResource(record.id, relative);
  const learned = new Map<string, EntryResult['thing']>();

  return {
    learn: (entry, thing) => {
      learned.set(keyOf(record, entry), thing);
      const local = localName(entry);
      if (local) learned.set(local, thing);
    },
    resolve: (reference) => {
      if (reference === undefined) return undefined;
      const parsed = parseReference(reference);
      const local = parsed.kind === 'relative' ? `${parsed.type}/${parsed.id}` : undefined;
      if (local !== undefined && learned.has(local)) return learned.get(local) ?? null;
      for (const key of globalKeysOf(reference)) if (learned.has(key)) return learned.get(key) ?? null;
      if (local !== undefined && earlier.has(local)) return earlier.get(local) ?? null;
      for (const key of globalKeysOf(reference)) if (global.has(key)) return global.get(key)?.thing ?? null;
      return undefined;
    },
  };
}
