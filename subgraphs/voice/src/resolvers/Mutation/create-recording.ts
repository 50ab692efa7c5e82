import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { createRecording as create } from '../../domain/commands/create-recording.ts';
import { toRecordingPayload } from '../payload.ts';

export const createRecording: MutationResolvers['createRecording'] = async (_, { input }, context) =>
  toRecordingPayload(await create(context.deps, context.actor, { ...input, live: input.live ?? false, encounterId: decodeId('enc', input.encounterId) }), context);
