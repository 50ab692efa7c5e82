import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { signPrescription as sign } from '../../domain/commands/sign-prescription.ts';
import { toPayload } from '../payload.ts';

export const signPrescription: MutationResolvers['signPrescription'] = async (_, { input }, context) =>
  toPayload(
    await sign(context.deps, context.actor, {
      ...input,
      prescriptionId: decodeId('rx', input.prescriptionId),
      inputsHash: input.inputsHash ?? null,
      overrides: (input.overrides ?? []).map(({ issueKey, reason, text }) => ({ issueKey, reason, text: text ?? null })),
    }),
    context,
  );
