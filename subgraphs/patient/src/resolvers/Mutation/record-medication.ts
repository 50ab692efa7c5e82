import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { recordMedication as command } from '../../domain/commands/record-medication.ts';
import { toConcept, toDate } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const recordMedication: MutationResolvers['recordMedication'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      patientId: decodeId('pat', input.patientId),
      code: toConcept(input.code),
      status: input.status ?? 'ACTIVE',
      dosageText: input.dosageText ?? null,
      effectiveStart: input.effectiveStart ? toDate(input.effectiveStart) : null,
    },
    context.reads.medications,
  );
  return { medication: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
