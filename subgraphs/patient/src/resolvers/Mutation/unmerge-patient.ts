import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { unmergePatient as command } from '../../domain/commands/merge-patient.ts';
import { runCommand } from '../run-command.ts';

export const unmergePatient: MutationResolvers['unmergePatient'] = async (_, { input }, context) => {
  const answer = await runCommand(context, command, { ...input, patientId: decodeId('pat', input.patientId) }, context.reads.patients);
  return { patient: answer.thing, userErrors: answer.userErrors, current: answer.current };
};
