import type { Actor } from '@dra/access';
import { changeNote } from './change-note.ts';
import type { ChangeInput } from './change-note.ts';
import { noteSigned } from './note-events.ts';
import type { Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';
import { unsupportedStatements, whyNotSignable } from './signable.ts';
import { checkText, longest } from './text-rules.ts';

export type SignNote = ChangeInput & { attestation: string; acknowledgeUnsupported: boolean };

/** Signs a draft. What the signer acknowledged stays marked in the note and is named in the audit. */
export const signNote = (deps: Deps, actor: Actor, input: SignNote): Promise<Outcome> =>
  changeNote(deps, actor, input, {
    name: 'signNote',
    step: 'sign',
    event: noteSigned,
    decide: (note, { attestation, acknowledgeUnsupported }) => {
      const words = checkText(attestation, longest.attestation, 'attestation');
      if ('fault' in words) return { kind: 'refuse', faults: [words.fault] };
      const why = whyNotSignable(note, actor, { acknowledgeUnsupported });
      if (why) return { kind: 'refuse', faults: [why] };
      const acknowledged = unsupportedStatements(note).map(({ id }) => id);
      return { kind: 'change', change: { sign: { attestation: words.text } }, action: 'note.signed', detail: acknowledged.length > 0 ? { acknowledged } : {} };
    },
  });
