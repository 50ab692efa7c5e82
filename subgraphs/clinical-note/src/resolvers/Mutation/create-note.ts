import { decodeId } from '@dra/subgraph';
import type { MutationResolvers } from '../../__generated__/resolvers.ts';
import { createNote as createNoteUseCase } from '../../domain/create-note.ts';
import { toPayload } from '../note-payload.ts';

export const createNote: MutationResolvers['createNote'] = async (_, { input }, context) =>
  toPayload(await createNoteUseCase(context.services.commands, context.actor, { ...input, encounterId: decodeId('enc', input.encounterId), template: input.template ?? 'soap' }), context);
