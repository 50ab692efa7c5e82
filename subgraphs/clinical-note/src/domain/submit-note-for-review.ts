import type { Actor } from '@dra/access';
import { changeNote } from './change-note.ts';
import type { ChangeInput } from './change-note.ts';
import { noteEdited } from './note-events.ts';
import type { Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';

export const submitNoteForReview = (deps: Deps, actor: Actor, input: ChangeInput): Promise<Outcome> =>
  changeNote(deps, actor, input, {
    name: 'submitNoteForReview',
    step: 'submit',
    event: noteEdited,
    decide: () => ({ kind: 'change', change: {}, action: 'note.submitted' }),
  });
