import type { Actor } from '@dra/access';
import { applyEdits } from './apply-edits.ts';
import type { Edit } from './apply-edits.ts';
import { changeNote } from './change-note.ts';
import type { ChangeInput } from './change-note.ts';
import { noteEdited } from './note-events.ts';
import type { Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';

export type EditNote = ChangeInput & { edits: Edit[] };

/** Adds, changes, removes, moves statements of a draft: one version, all of it or nothing. */
export const editNote = (deps: Deps, actor: Actor, input: EditNote): Promise<Outcome> =>
  changeNote(deps, actor, input, {
    name: 'editNote',
    step: 'edit',
    event: noteEdited,
    decide: (note, { edits }) => {
      const result = applyEdits(note.sections, edits, deps.newId);
      if ('faults' in result) return { kind: 'refuse', faults: result.faults };
      if (!result.changed) return { kind: 'nothing-to-do' };
      return { kind: 'change', change: { sections: result.sections }, action: 'note.edited', detail: { edits: edits.length } };
    },
  });
