import type { Actor } from '@dra/access';
import type { Note, Statement } from './model.ts';
import type { Fault } from './outcome.ts';
import { invalid } from './outcome.ts';

/** Statements of the machine's that nobody has touched and that their evidence does not carry. */
export function unsupportedStatements(note: Pick<Note, 'sections'>): Statement[] {
  return note.sections
    .flatMap(({ statements }) => statements)
    .filter(({ origin, edited, evidence, supported }) => origin === 'AI' && !edited && (supported !== true || evidence.length === 0));
}

/** Why this content may not be signed by this person; null when it may. The state is another question. */
export function whyNotSignable(note: Pick<Note, 'sections'>, actor: Pick<Actor, 'roles'>, { acknowledgeUnsupported }: { acknowledgeUnsupported: boolean }): Fault | null {
  if (actor.roles.includes('SERVICE') || !actor.roles.some((role) => role === 'CLINICIAN' || role === 'PRESCRIBER')) {
    return { code: 'FORBIDDEN', message: 'Only a clinician can sign a note.', path: [] };
  }
  if (note.sections.every(({ statements }) => statements.length === 0)) return invalid('An empty note cannot be signed.', 'noteId');
  const unsupported = unsupportedStatements(note).length;
  if (unsupported > 0 && !acknowledgeUnsupported) {
    return {
      code: 'UNSUPPORTED_STATEMENTS',
      message: `${unsupported} of the machine's statements lack evidence: edit them, remove them, or acknowledge them.`,
      path: ['acknowledgeUnsupported'],
    };
  }
  return null;
}
