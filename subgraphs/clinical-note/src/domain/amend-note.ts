import type { Actor } from '@dra/access';
import { applyEdits } from './apply-edits.ts';
import type { Edit } from './apply-edits.ts';
import { changeNote } from './change-note.ts';
import type { ChangeInput } from './change-note.ts';
import { noteAmended } from './note-events.ts';
import { invalid } from './outcome.ts';
import type { Fault, Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';
import { whyNotSignable } from './signable.ts';
import { checkText, longest } from './text-rules.ts';

export type AmendNote = ChangeInput & { reason: string; edits: Edit[]; attestation: string };

/** Corrects a signed note: the signed version stays as it was, the amended one carries a signature of its own. */
export const amendNote = (deps: Deps, actor: Actor, input: AmendNote): Promise<Outcome> =>
  changeNote(deps, actor, input, {
    name: 'amendNote',
    step: 'amend',
    event: noteAmended,
    decide: (note, { reason, edits, attestation }) => {
      const why = checkText(reason, longest.reason, 'reason');
      const words = checkText(attestation, longest.attestation, 'attestation');
      const faults: Fault[] = [why, words].flatMap((checked) => ('fault' in checked ? [checked.fault] : []));
      if ('fault' in why || 'fault' in words) return { kind: 'refuse', faults };
      const result = applyEdits(note.sections, edits, deps.newId);
      if ('faults' in result) return { kind: 'refuse', faults: result.faults };
      if (!result.changed) return { kind: 'refuse', faults: [invalid('These edits change nothing.', 'edits')] };
      // What lacked evidence was acknowledged when the note was signed; the words of an amendment are a clinician's.
      const unsignable = whyNotSignable({ sections: result.sections }, actor, { acknowledgeUnsupported: true });
      if (unsignable) return { kind: 'refuse', faults: [unsignable] };
      return { kind: 'change', change: { sections: result.sections, reason: why.text, sign: { attestation: words.text } }, action: 'note.amended', detail: { edits: edits.length } };
    },
  });
