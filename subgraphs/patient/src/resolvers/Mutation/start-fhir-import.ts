import { userError } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { startImport } from '../../domain/import/start-import.ts';
import { readImport } from '../../reads/fhir-import.ts';

export const startFhirImport: MutationResolvers['startFhirImport'] = async (_, { input }, { inTransaction, actor, reads }) => {
  const { importId, faults, unresolved } = await startImport(inTransaction, actor, { ...input, externalReferences: input.externalReferences ?? [] });
  return {
    import: importId === null ? null : await reads.session.read((tx) => readImport(tx, importId)),
    userErrors: faults.map((fault) => userError(fault.code, fault.message, fault.path)),
    unresolvedReferences: unresolved,
  };
};
