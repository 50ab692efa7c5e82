import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { recordAllergy as command } from '../../domain/commands/record-allergy.ts';
import { toConcept, toReaction } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const recordAllergy: MutationResolvers['recordAllergy'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      patientId: decodeId('pat', input.patientId),
      code: toConcept(input.code),
      category: input.category ?? null,
      criticality: input.criticality ?? 'UNABLE_TO_ASSESS',
      verificationStatus: input.verificationStatus ?? 'CONFIRMED',
      reactions: (input.reactions ?? []).map(toReaction),
    },
    context.reads.allergies,
  );
  return { allergy: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
