import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { editPrescription as edit } from '../../domain/commands/edit-prescription.ts';
import { toPayload } from '../payload.ts';

export const editPrescription: MutationResolvers['editPrescription'] = async (_, { input }, context) =>
  toPayload(
    await edit(context.deps, context.actor, {
      clientMutationId: input.clientMutationId,
      prescriptionId: decodeId('rx', input.prescriptionId),
      expectedVersion: input.expectedVersion,
      drug: input.drug ?? undefined,
      sig: input.sig ?? undefined,
      quantity: input.quantity === undefined ? undefined : input.quantity && { value: input.quantity.value, unit: input.quantity.unit ?? null },
      refills: input.refills,
      substitutionAllowed: input.substitutionAllowed,
      indication: input.indication,
    }),
    context,
  );
