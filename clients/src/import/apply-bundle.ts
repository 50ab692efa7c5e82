import { sliceBundle } from '@dra/fhir';
import { ImportEntriesDocument, ImportStartDocument } from '../__generated__/operations.ts';
import type { ImportEntriesMutation } from '../__generated__/operations.ts';
import { userErrorOf } from '../graphql/client-error.ts';
import type { GraphqlClient } from '../graphql/client.ts';
import type { ReadBundle } from './read-bundle.ts';
import type { ImportedEntry } from './result.ts';

/** The gateway takes bodies of up to 6 MiB, the patient subgraph slices of up to 500 entries and 2 MB. */
const slices = { maxEntries: 500, maxBytes: 1_500_000 };

const outcomes: Record<ImportEntriesMutation['importFhirEntries']['results'][number]['outcome'], ImportedEntry['outcome']> = {
  CREATED: 'created',
  UNCHANGED: 'unchanged',
  SKIPPED_UNSUPPORTED: 'skipped-unsupported',
  FAILED: 'failed',
};

export type Opened = { importId: string } | { unresolved: readonly string[] };

/** Opens the bundle's record. Nothing is written when it refers to what was never imported. @throws ClientError */
export async function openImport(client: GraphqlClient, bundle: ReadBundle & { sha256: string }, run: string): Promise<Opened> {
  const { startFhirImport } = await client.ask(ImportStartDocument, {
    input: { clientMutationId: `start:${run}:${bundle.sha256}`, bundleSha256: bundle.sha256, entries: bundle.entries.length, externalReferences: [...bundle.externalReferences.keys()] },
  });
  if (startFhirImport.unresolvedReferences.length > 0) return { unresolved: startFhirImport.unresolvedReferences };
  const fault = userErrorOf(startFhirImport.userErrors);
  if (fault) throw fault;
  return { importId: startFhirImport.import?.id ?? '' };
}

/**
 * Sends the bundle slice by slice, each all or nothing. A slice whose answer was lost is sent again by the client under
 * the same key and gives the same answer.
 * @param told gets each slice's rows as they come
 * @throws ClientError
 */
export async function applyBundle(client: GraphqlClient, bundle: ReadBundle & { sha256: string }, importId: string, run: string, told: (rows: ImportedEntry[]) => void): Promise<void> {
  for (const [place, slice] of sliceBundle(bundle.entries, slices).entries()) {
    const { importFhirEntries } = await client.ask(ImportEntriesDocument, {
      input: {
        clientMutationId: `slice:${run}:${bundle.sha256.slice(0, 32)}:${place}`,
        importId,
        entries: slice.entries.map(({ index, fullUrl, resource }) => ({ index, fullUrl, resource })),
      },
    });
    const fault = userErrorOf(importFhirEntries.userErrors);
    if (fault) throw fault;
    told(importFhirEntries.results.map((row) => ({ index: row.index, resourceType: row.resourceType, outcome: outcomes[row.outcome], id: row.id ?? null, reason: row.reason ?? null })));
  }
}
