import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { createPrescription as create } from '../../domain/commands/create-prescription.ts';
import { toPayload } from '../payload.ts';

export const createPrescription: MutationResolvers['createPrescription'] = async (_, { input }, context) =>
  toPayload(
    await create(context.deps, context.actor, {
      clientMutationId: input.clientMutationId,
      patientId: decodeId('pat', input.patientId),
      encounterId: input.encounterId ? decodeId('enc', input.encounterId) : null,
      drug: input.drug,
      sig: input.sig,
      quantity: input.quantity ? { value: input.quantity.value, unit: input.quantity.unit ?? null } : null,
      refills: input.refills ?? null,
      substitutionAllowed: input.substitutionAllowed ?? null,
      indication: input.indication ?? null,
    }),
    context,
  );
