import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { deleteRecording as remove } from '../../domain/commands/delete-recording.ts';
import { toRecordingPayload } from '../payload.ts';

export const deleteRecording: MutationResolvers['deleteRecording'] = async (_, { input }, context) =>
  toRecordingPayload(await remove(context.deps, context.actor, { ...input, recordingId: decodeId('rec', input.recordingId) }), context);
