import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { createEncounter as command } from '../../domain/commands/encounter.ts';
import { toConcept } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const createEncounter: MutationResolvers['createEncounter'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      patientId: decodeId('pat', input.patientId),
      class: input.class ?? 'AMBULATORY',
      reason: input.reason ? toConcept(input.reason) : null,
      start: input.start ?? false,
    },
    context.reads.encounters,
  );
  return { encounter: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
