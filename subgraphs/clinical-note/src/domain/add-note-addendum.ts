import type { Actor } from '@dra/access';
import { changeNote } from './change-note.ts';
import type { ChangeInput } from './change-note.ts';
import { noteAmended } from './note-events.ts';
import type { Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';
import { checkText, longest } from './text-rules.ts';

export type AddNoteAddendum = ChangeInput & { text: string };

const mostAddenda = 100;

/** Adds to a signed note. The signed content and its signature stay as they are. */
export const addNoteAddendum = (deps: Deps, actor: Actor, input: AddNoteAddendum): Promise<Outcome> =>
  changeNote(deps, actor, input, {
    name: 'addNoteAddendum',
    step: 'addend',
    event: noteAmended,
    decide: (note, { text }) => {
      const checked = checkText(text, longest.addendum, 'text');
      if ('fault' in checked) return { kind: 'refuse', faults: [checked.fault] };
      if (note.addenda.length >= mostAddenda) return { kind: 'refuse', faults: [{ code: 'VALIDATION', message: `A note has at most ${mostAddenda} addenda.`, path: ['text'] }] };
      const addendum = { id: deps.newId(), text: checked.text, author: actor.userId, at: deps.now().toISOString() };
      return { kind: 'change', change: { addenda: [...note.addenda, addendum] }, action: 'note.addended', detail: { ids: [addendum.id] } };
    },
  });
