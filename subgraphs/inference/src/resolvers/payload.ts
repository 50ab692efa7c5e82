import { userError } from '@dra/subgraph';
import type { UserErrorCode } from '../__generated__/resolvers.ts';
import type { Context } from '../context.ts';
import type { ControlResult } from '../domain/cancel-or-retry.ts';

/** The job as it is after the mutation, and what kept it from happening. */
export async function toPayload({ jobs }: Context, result: ControlResult) {
  if (result.kind === 'not-found') return { job: null, userErrors: [userError<UserErrorCode>('NOT_FOUND', 'There is no such job.', ['jobId'])] };
  const job = await jobs.byId.clear(result.jobId).load(result.jobId);
  return { job, userErrors: result.kind === 'refused' ? [userError<UserErrorCode>('INVALID_TRANSITION', result.why, ['jobId'])] : [] };
}
