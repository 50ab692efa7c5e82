import type { Actor } from '@dra/access';
import type { OutgoingMessage } from '@dra/events';
import type { AuditAction, AuditEvent } from './audit.ts';
import type { Note } from './model.ts';
import { nextVersion } from './next-version.ts';
import type { Change } from './next-version.ts';
import { appendOnce, claimTarget, commandKey, writtenBefore } from './once.ts';
import { conflict, notFound, refused } from './outcome.ts';
import type { Fault, Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';
import { statusAfter } from './transitions.ts';
import type { NoteStep } from './transitions.ts';

export type ChangeInput = { clientMutationId: string; noteId: string; expectedVersion: number };

/** What a change does to a note: the pure part of a use-case. */
export type Decision =
  | { kind: 'change'; change: Change; action: AuditAction; detail?: AuditEvent['detail'] }
  | { kind: 'nothing-to-do' }
  | { kind: 'refuse'; faults: Fault[] };

type Rule<I> = {
  name: string;
  step: NoteStep;
  decide: (note: Note, input: I, actor: Actor, deps: Deps) => Decision;
  event: (next: Note, actor: Actor) => OutgoingMessage;
};

/**
 * Every change of an existing note goes this way. The same input twice yields the same version once; a lost race is a
 * conflict with what won, never an overwrite.
 */
export async function changeNote<I extends ChangeInput>(deps: Deps, actor: Actor, input: I, rule: Rule<I>): Promise<Outcome> {
  const command = commandKey(actor, rule.name, input);
  const earlier = await writtenBefore(deps, actor.tenant, command);
  if (earlier) return { kind: 'saved', note: earlier };

  const note = await deps.notes.head(actor.tenant, input.noteId);
  if (!note) return notFound();
  if (note.version !== input.expectedVersion) return conflict(note);
  const status = statusAfter(rule.step, note.status);
  if (!status) return refused({ code: 'INVALID_TRANSITION', message: `This cannot be done to a note that is ${note.status}.`, path: ['noteId'] });

  const decision = rule.decide(note, input, actor, deps);
  if (decision.kind === 'refuse') return refused(...decision.faults);
  if (decision.kind === 'nothing-to-do') return { kind: 'saved', note };

  await claimTarget(deps, actor.tenant, command, { noteId: note.id, version: note.version + 1 });
  const { change, action, detail } = decision;
  const sealed = nextVersion(note, { actor, now: deps.now(), action, ...(detail ? { detail } : {}) }, { ...change, status });
  const saved = await appendOnce(deps, { ...sealed, events: [rule.event(sealed.note, actor)], command });
  if (saved) return { kind: 'saved', note: saved };
  const current = await deps.notes.head(actor.tenant, input.noteId);
  return current ? conflict(current) : notFound();
}
