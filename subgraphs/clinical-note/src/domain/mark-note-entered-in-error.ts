import type { Actor } from '@dra/access';
import { changeNote } from './change-note.ts';
import type { ChangeInput } from './change-note.ts';
import { noteEnteredInError } from './note-events.ts';
import type { Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';
import { checkText, longest } from './text-rules.ts';

export type MarkNoteEnteredInError = ChangeInput & { reason: string };

/** Takes a note out of the record. Nothing is deleted: content, signature and every version stay readable. */
export const markNoteEnteredInError = (deps: Deps, actor: Actor, input: MarkNoteEnteredInError): Promise<Outcome> =>
  changeNote(deps, actor, input, {
    name: 'markNoteEnteredInError',
    step: 'mark-in-error',
    event: noteEnteredInError,
    decide: (_, { reason }) => {
      const why = checkText(reason, longest.reason, 'reason');
      if ('fault' in why) return { kind: 'refuse', faults: [why.fault] };
      return { kind: 'change', change: { reason: why.text }, action: 'note.entered-in-error' };
    },
  });
