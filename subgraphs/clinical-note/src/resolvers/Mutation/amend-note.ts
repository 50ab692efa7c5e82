import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { amendNote as amendNoteUseCase } from '../../domain/amend-note.ts';
import { fromEdits } from '../edit-input.ts';
import { toPayload } from '../note-payload.ts';

export const amendNote: MutationResolvers['amendNote'] = async (_, { input }, context) =>
  toPayload(await amendNoteUseCase(context.services.commands, context.actor, { ...input, noteId: decodeId('not', input.noteId), edits: fromEdits(input.edits) }), context);
