import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { submitNoteForReview as submitNoteForReviewUseCase } from '../../domain/submit-note-for-review.ts';
import { toPayload } from '../note-payload.ts';

export const submitNoteForReview: MutationResolvers['submitNoteForReview'] = async (_, { input }, context) =>
  toPayload(await submitNoteForReviewUseCase(context.services.commands, context.actor, { ...input, noteId: decodeId('not', input.noteId) }), context);
