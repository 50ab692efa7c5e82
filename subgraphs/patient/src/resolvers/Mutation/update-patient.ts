import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { updatePatient as command } from '../../domain/commands/update-patient.ts';
import { ifGiven, optional, toAddress, toContact, toName } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const updatePatient: MutationResolvers['updatePatient'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      patientId: decodeId('pat', input.patientId),
      expectedVersion: input.expectedVersion,
      names: ifGiven(input.names)?.map(toName),
      birthDate: input.birthDate,
      administrativeGender: ifGiven(input.administrativeGender),
      telecom: ifGiven(input.telecom)?.map(toContact),
      address: optional(input.address, toAddress),
      language: input.language,
      deceased: ifGiven(input.deceased),
      active: ifGiven(input.active),
    },
    context.reads.patients,
  );
  return { patient: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
