import { ServiceError } from '@dra/service';
import type { NoteVersionResolvers } from '../__generated__/resolvers.ts';
import type { Context } from '../context.ts';
import type { Note } from '../domain/model.ts';
import { noteText } from '../domain/note-text.ts';
import type { VersionLine } from '../store/notes.ts';

/** A version's line is at hand; its content is read only when asked for. */
export type NoteVersionParent = { noteId: string; line: VersionLine };

async function contentOf({ noteId, line }: NoteVersionParent, { loaders }: Context): Promise<Note> {
  const found = await loaders.version.load(`${noteId}/${line.version}`);
  if (!found) throw new ServiceError('NOT_FOUND', 'There is no such version.');
  return found;
}

export const NoteVersion: NoteVersionResolvers = {
  version: ({ line }) => line.version,
  status: ({ line }) => line.status,
  contentHash: ({ line }) => line.contentHash,
  at: ({ line }) => line.at,
  by: ({ line }) => line.by,
  sections: async (parent, _, context) => (await contentOf(parent, context)).sections,
  signature: async (parent, _, context) => (await contentOf(parent, context)).signature,
  addenda: async (parent, _, context) => (await contentOf(parent, context)).addenda,
  text: async (parent, _, context) => noteText(await contentOf(parent, context)),
};
