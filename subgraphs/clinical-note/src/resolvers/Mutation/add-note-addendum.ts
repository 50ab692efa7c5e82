import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { addNoteAddendum as addNoteAddendumUseCase } from '../../domain/add-note-addendum.ts';
import { toPayload } from '../note-payload.ts';

export const addNoteAddendum: MutationResolvers['addNoteAddendum'] = async (_, { input }, context) =>
  toPayload(await addNoteAddendumUseCase(context.services.commands, context.actor, { ...input, noteId: decodeId('not', input.noteId) }), context);
