import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { mergePatient as command } from '../../domain/commands/merge-patient.ts';
import { runCommand } from '../run-command.ts';

export const mergePatient: MutationResolvers['mergePatient'] = async (_, { input }, context) => {
  const answer = await runCommand(
    context,
    command,
    { ...input, patientId: decodeId('pat', input.patientId), intoPatientId: decodeId('pat', input.intoPatientId) },
    context.reads.patients,
  );
  return { patient: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
