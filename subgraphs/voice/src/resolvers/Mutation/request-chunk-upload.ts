import { decodeId, userError } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { requestChunkUpload as request } from '../../domain/commands/request-chunk-upload.ts';

export const requestChunkUpload: MutationResolvers['requestChunkUpload'] = async (_, { input }, context) => {
  const { address, stored, faults } = await request(context.deps, context.actor, { ...input, recordingId: decodeId('rec', input.recordingId) });
  return {
    stored,
    address: address && { method: address.method, url: address.url, expiresAt: address.expiresAt, headers: Object.entries(address.headers).map(([name, value]) => ({ name, value })) },
    userErrors: faults.map(({ code, message, path }) => userError(code, message, path)),
  };
};
