import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { updateCondition as command } from '../../domain/commands/record-condition.ts';
import { ifGiven, optional, toDate } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const updateCondition: MutationResolvers['updateCondition'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      conditionId: decodeId('cnd', input.conditionId),
      expectedVersion: input.expectedVersion,
      clinicalStatus: ifGiven(input.clinicalStatus),
      verificationStatus: ifGiven(input.verificationStatus),
      abatement: optional(input.abatement, toDate),
    },
    context.reads.conditions,
  );
  return { condition: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
