import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { decodeId } from '@dra/subgraph';
import { correctSpeakers as correct } from '../../domain/commands/correct-speakers.ts';
import { toTranscriptPayload } from '../payload.ts';
import { decodeSegmentId } from '../segment-id.ts';

export const correctSpeakers: MutationResolvers['correctSpeakers'] = async (_, { input }, context) => {
  const corrections = input.corrections.map(({ segmentId, speaker }) => ({ segmentId: decodeSegmentId(segmentId), speaker }));
  return toTranscriptPayload(await correct(context.deps, context.actor, { ...input, transcriptId: decodeId('trn', input.transcriptId), corrections }), context);
};
