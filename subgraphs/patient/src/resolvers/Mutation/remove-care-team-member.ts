import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { removeCareTeamMember as command } from '../../domain/commands/care-team.ts';
import { runCommand } from '../run-command.ts';

export const removeCareTeamMember: MutationResolvers['removeCareTeamMember'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, patientId: decodeId('pat', input.patientId) }, context.reads.patients);
  return { patient: answer.thing, userErrors: answer.userErrors };
};
