import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { renewPrescription as rule } from '../../domain/commands/renew-prescription.ts';
import { toPayload } from '../payload.ts';

export const renewPrescription: MutationResolvers['renewPrescription'] = async (_, { input }, context) =>
  toPayload(await rule(context.deps, context.actor, { ...input, prescriptionId: decodeId('rx', input.prescriptionId) }), context);
