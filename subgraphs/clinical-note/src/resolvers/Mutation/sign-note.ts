import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { signNote as signNoteUseCase } from '../../domain/sign-note.ts';
import { toPayload } from '../note-payload.ts';

export const signNote: MutationResolvers['signNote'] = async (_, { input }, context) =>
  toPayload(await signNoteUseCase(context.services.commands, context.actor, { ...input, noteId: decodeId('not', input.noteId), acknowledgeUnsupported: input.acknowledgeUnsupported ?? false }), context);
