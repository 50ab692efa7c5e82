import { decodeId, userError } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { applySlice } from '../../domain/import/apply-slice.ts';
import type { SliceEntry } from '../../domain/import/resolve-references.ts';
import { readImport } from '../../reads/fhir-import.ts';

export const importFhirEntries: MutationResolvers['importFhirEntries'] = async (_, { input }, { inTransaction, actor, reads }) => {
  const applied = await applySlice(inTransaction, actor, {
    clientMutationId: input.clientMutationId,
    importId: decodeId('imp', input.importId),
    entries: input.entries.map(({ index, fullUrl, resource }) => ({ index, fullUrl: fullUrl ?? null, resource: resource as SliceEntry['resource'] })),
  });
  reads.forget();
  const { importId } = applied;
  return {
    import: importId === null ? null : await reads.session.read((tx) => readImport(tx, importId)),
    results: applied.results,
    userErrors: applied.faults.map((fault) => userError(fault.code, fault.message, fault.path)),
  };
};
