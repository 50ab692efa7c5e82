import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { recordObservation as command } from '../../domain/commands/record-observation.ts';
import { toComponent, toConcept, toDate, toQuantity } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const recordObservation: MutationResolvers['recordObservation'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      patientId: decodeId('pat', input.patientId),
      encounterId: input.encounterId ? decodeId('enc', input.encounterId) : null,
      code: toConcept(input.code),
      category: input.category,
      effectiveAt: toDate(input.effectiveAt),
      value: input.value ? toQuantity(input.value) : null,
      valueConcept: input.valueConcept ? toConcept(input.valueConcept) : null,
      components: (input.components ?? []).map(toComponent),
    },
    context.reads.observations,
  );
  return { observation: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
