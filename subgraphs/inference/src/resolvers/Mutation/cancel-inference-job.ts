import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { cancelJob } from '../../domain/cancel-or-retry.ts';
import { toPayload } from '../payload.ts';

export const cancelInferenceJob: MutationResolvers['cancelInferenceJob'] = async (_, { input }, context) =>
  toPayload(context, await cancelJob(context, context.actor, { ...input, jobId: decodeId('job', input.jobId) }));
