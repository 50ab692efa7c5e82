import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { revokeConsent as command } from '../../domain/commands/consent.ts';
import { runCommand } from '../run-command.ts';

export const revokeConsent: MutationResolvers['revokeConsent'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, consentId: decodeId('con', input.consentId) }, context.reads.consents);
  return { consent: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
