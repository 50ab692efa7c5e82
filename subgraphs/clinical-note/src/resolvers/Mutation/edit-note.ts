import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { editNote as editNoteUseCase } from '../../domain/edit-note.ts';
import { fromEdits } from '../edit-input.ts';
import { toPayload } from '../note-payload.ts';

export const editNote: MutationResolvers['editNote'] = async (_, { input }, context) =>
  toPayload(await editNoteUseCase(context.services.commands, context.actor, { ...input, noteId: decodeId('not', input.noteId), edits: fromEdits(input.edits) }), context);
