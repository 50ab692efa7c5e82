import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { changeEncounterStatus as command } from '../../domain/commands/encounter.ts';
import { runCommand } from '../run-command.ts';

export const changeEncounterStatus: MutationResolvers['changeEncounterStatus'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, encounterId: decodeId('enc', input.encounterId) }, context.reads.encounters);
  return { encounter: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
