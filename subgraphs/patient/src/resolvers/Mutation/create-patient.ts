import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { createPatient as command } from '../../domain/commands/create-patient.ts';
import { toAddress, toContact, toName } from '../inputs.ts';
import { runCommand } from '../run-command.ts';

export const createPatient: MutationResolvers['createPatient'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    {
      clientMutationId: input.clientMutationId,
      mrn: input.mrn.trim(),
      names: input.names.map(toName),
      birthDate: input.birthDate ?? null,
      administrativeGender: input.administrativeGender,
      identifiers: input.identifiers ?? [],
      telecom: (input.telecom ?? []).map(toContact),
      address: input.address ? toAddress(input.address) : null,
      language: input.language ?? null,
      allowDuplicate: input.allowDuplicate ?? false,
    },
    context.reads.patients,
  );
  return { patient: answer.thing, userErrors: answer.userErrors, duplicateOf: answer.current };
};
