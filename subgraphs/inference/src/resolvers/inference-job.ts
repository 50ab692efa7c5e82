import { ServiceError } from '@dra/service';
import { decodeId, encodeId } from '@dra/subgraph';
import type { InferenceJobResolvers } from '../__generated__/resolvers.ts';
import { estimateSecondsLeft } from '../domain/estimate.ts';
import { failureMessage } from '../domain/failure-codes.ts';
import { hasEnded } from '../domain/job.ts';

export const InferenceJob: InferenceJobResolvers = {
  __resolveReference: async ({ id }, { jobs }) => {
    const job = await jobs.byId.load(decodeId('job', id));
    if (!job) throw new ServiceError('NOT_FOUND', 'There is no such job.');
    return job;
  },
  id: (job) => encodeId('job', job.id),
  kind: (job) => upper(job.kind),
  priority: (job) => upper(job.priority),
  encounter: (job) => ({ id: encodeId('enc', job.encounterId) }),
  queuePosition: (job, _, { jobs }) => (job.status === 'QUEUED' ? jobs.queuePosition.load(job.id) : null),
  estimatedSecondsLeft: async (job, _, { jobs }) => {
    if (hasEnded(job.status)) return null;
    const [pace, before] = await Promise.all([jobs.pace.load(job.kind), job.status === 'QUEUED' ? jobs.queuePosition.load(job.id) : 0]);
    return pace && estimateSecondsLeft(job, pace, before ?? 0, new Date());
  },
  failure: ({ failure }) => failure && { ...failure, message: failureMessage(failure.code) },
};

const upper = <T extends string>(name: T) => name.toUpperCase() as Uppercase<T>;
