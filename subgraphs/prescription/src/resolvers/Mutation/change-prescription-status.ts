import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { changePrescriptionStatus as rule } from '../../domain/commands/change-status.ts';
import { toPayload } from '../payload.ts';

export const changePrescriptionStatus: MutationResolvers['changePrescriptionStatus'] = async (_, { input }, context) =>
  toPayload(
    await rule(context.deps, context.actor, {
      ...input,
      prescriptionId: decodeId('rx', input.prescriptionId),
      overrides: (input.overrides ?? []).map(({ issueKey, reason, text }) => ({ issueKey, reason, text: text ?? null })),
    }),
    context,
  );
