import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { confirmPrescriptionFields as confirm } from '../../domain/commands/confirm-fields.ts';
import { toPayload } from '../payload.ts';

export const confirmPrescriptionFields: MutationResolvers['confirmPrescriptionFields'] = async (_, { input }, context) =>
  toPayload(await confirm(context.deps, context.actor, { ...input, prescriptionId: decodeId('rx', input.prescriptionId) }), context);
