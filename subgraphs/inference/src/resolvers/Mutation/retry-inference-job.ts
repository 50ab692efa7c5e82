import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { retryJob } from '../../domain/cancel-or-retry.ts';
import { toPayload } from '../payload.ts';

export const retryInferenceJob: MutationResolvers['retryInferenceJob'] = async (_, { input }, context) =>
  toPayload(context, await retryJob(context, context.actor, { ...input, jobId: decodeId('job', input.jobId) }));
