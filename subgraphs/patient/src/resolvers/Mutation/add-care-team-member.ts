import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { addCareTeamMember as command } from '../../domain/commands/care-team.ts';
import { runCommand } from '../run-command.ts';

export const addCareTeamMember: MutationResolvers['addCareTeamMember'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, patientId: decodeId('pat', input.patientId) }, context.reads.patients);
  return { patient: answer.thing, userErrors: answer.userErrors };
};
