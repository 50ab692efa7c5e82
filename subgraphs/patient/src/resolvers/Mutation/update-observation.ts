import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { updateObservation as command } from '../../domain/commands/record-observation.ts';
import { runCommand } from '../run-command.ts';

export const updateObservation: MutationResolvers['updateObservation'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, observationId: decodeId('obs', input.observationId) }, context.reads.observations);
  return { observation: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
