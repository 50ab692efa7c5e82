import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { assertNoKnownAllergies as command } from '../../domain/commands/record-allergy.ts';
import { runCommand } from '../run-command.ts';

export const assertNoKnownAllergies: MutationResolvers['assertNoKnownAllergies'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, patientId: decodeId('pat', input.patientId) }, context.reads.patients);
  return { patient: answer.thing, userErrors: answer.userErrors };
};
