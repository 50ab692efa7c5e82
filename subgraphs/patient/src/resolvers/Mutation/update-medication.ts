import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { updateMedication as command } from '../../domain/commands/record-medication.ts';
import { ifGiven, optional, toDate } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const updateMedication: MutationResolvers['updateMedication'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      medicationId: decodeId('med', input.medicationId),
      expectedVersion: input.expectedVersion,
      status: ifGiven(input.status),
      dosageText: input.dosageText,
      effectiveEnd: optional(input.effectiveEnd, toDate),
    },
    context.reads.medications,
  );
  return { medication: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
