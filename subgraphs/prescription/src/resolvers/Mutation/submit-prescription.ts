import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { submitPrescription as rule } from '../../domain/commands/submit-prescription.ts';
import { toPayload } from '../payload.ts';

export const submitPrescription: MutationResolvers['submitPrescription'] = async (_, { input }, context) =>
  toPayload(await rule(context.deps, context.actor, { ...input, prescriptionId: decodeId('rx', input.prescriptionId) }), context);
