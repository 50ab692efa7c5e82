import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { markNoteEnteredInError as markNoteEnteredInErrorUseCase } from '../../domain/mark-note-entered-in-error.ts';
import { toPayload } from '../note-payload.ts';

export const markNoteEnteredInError: MutationResolvers['markNoteEnteredInError'] = async (_, { input }, context) =>
  toPayload(await markNoteEnteredInErrorUseCase(context.services.commands, context.actor, { ...input, noteId: decodeId('not', input.noteId) }), context);
