import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { updateAllergy as command } from '../../domain/commands/record-allergy.ts';
import { ifGiven, toReaction } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const updateAllergy: MutationResolvers['updateAllergy'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      allergyId: decodeId('alg', input.allergyId),
      expectedVersion: input.expectedVersion,
      criticality: ifGiven(input.criticality),
      clinicalStatus: ifGiven(input.clinicalStatus),
      verificationStatus: ifGiven(input.verificationStatus),
      reactions: ifGiven(input.reactions)?.map(toReaction),
    },
    context.reads.allergies,
  );
  return { allergy: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
