import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { checkPrescription as rule } from '../../domain/commands/check-prescription.ts';
import { toPayload } from '../payload.ts';

export const checkPrescription: MutationResolvers['checkPrescription'] = async (_, { input }, context) =>
  toPayload(await rule(context.deps, context.actor, { ...input, prescriptionId: decodeId('rx', input.prescriptionId) }), context);
