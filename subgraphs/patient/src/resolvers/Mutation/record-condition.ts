import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { recordCondition as command } from '../../domain/commands/record-condition.ts';
import { toConcept, toDate } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const recordCondition: MutationResolvers['recordCondition'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      patientId: decodeId('pat', input.patientId),
      encounterId: input.encounterId ? decodeId('enc', input.encounterId) : null,
      code: toConcept(input.code),
      clinicalStatus: input.clinicalStatus ?? 'ACTIVE',
      verificationStatus: input.verificationStatus ?? 'CONFIRMED',
      onset: input.onset ? toDate(input.onset) : null,
    },
    context.reads.conditions,
  );
  return { condition: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
