import { userError } from '@dra/subgraph';
import type { NotePayload } from '../__generated__/resolvers.ts';
import type { Context } from '../context.ts';
import type { Note } from '../domain/model.ts';
import type { Outcome } from '../domain/outcome.ts';

type Payload = Omit<NotePayload, 'note' | 'current'> & { note: Note | null; current: Note | null };

/** What a mutation answers. The winner's version in a conflict is shown, hence on record as read. */
export async function toPayload(outcome: Outcome, { recordReads }: Pick<Context, 'recordReads'>): Promise<Payload> {
  if (outcome.kind === 'saved') return { note: outcome.note, userErrors: [], current: null };
  if (outcome.current) await recordReads([outcome.current]);
  return { note: null, userErrors: outcome.faults.map(({ code, message, path }) => userError(code, message, path)), current: outcome.current };
}
