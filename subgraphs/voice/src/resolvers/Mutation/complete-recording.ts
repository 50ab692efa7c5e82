import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { completeRecording as complete } from '../../domain/commands/complete-recording.ts';
import { toRecordingPayload } from '../payload.ts';

export const completeRecording: MutationResolvers['completeRecording'] = async (_, { input }, context) =>
  toRecordingPayload(await complete(context.deps, context.actor, { ...input, recordingId: decodeId('rec', input.recordingId) }), context);
