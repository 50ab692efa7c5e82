import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { uploadTranscript as upload } from '../../domain/commands/upload-transcript.ts';
import { toTranscriptPayload } from '../payload.ts';

export const uploadTranscript: MutationResolvers['uploadTranscript'] = async (_, { input }, context) => {
  const segments = input.segments?.map(({ speaker, startMs, endMs, text }) => ({ speaker: speaker ?? 'UNKNOWN', startMs: startMs ?? null, endMs: endMs ?? null, text })) ?? null;
  return toTranscriptPayload(await upload(context.deps, context.actor, { ...input, language: input.language ?? 'en-US', text: input.text ?? null, segments, encounterId: decodeId('enc', input.encounterId) }), context);
};
