import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { giveConsent as command } from '../../domain/commands/consent.ts';
import { runCommand } from '../run-command.ts';

export const giveConsent: MutationResolvers['giveConsent'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, patientId: decodeId('pat', input.patientId) }, context.reads.consents);
  return { consent: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
