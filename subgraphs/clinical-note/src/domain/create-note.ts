import type { Actor } from '@dra/access';
import { noteEdited } from './note-events.ts';
import { firstVersion } from './next-version.ts';
import { appendOnce, claimTarget, commandKey, writtenBefore } from './once.ts';
import { invalid, refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Deps } from './ports.ts';
import { emptySections, templateIds } from './templates.ts';

export type CreateNote = { clientMutationId: string; encounterId: string; template: string };

/** Whose encounter it is, or null when there is none in this tenant. Rejects when the question got no answer. */
export type FindEncounter = (tenant: string, encounterId: string) => Promise<{ patientId: string } | null>;

/** An empty draft of the clinician's own. */
export async function createNote(deps: Deps & { findEncounter: FindEncounter }, actor: Actor, input: CreateNote): Promise<Outcome> {
  const command = commandKey(actor, 'createNote', input);
  const earlier = await writtenBefore(deps, actor.tenant, command);
  if (earlier) return { kind: 'saved', note: earlier };
  const sections = emptySections(input.template);
  if (!sections) return refused(invalid(`A template is one of ${templateIds.join(', ')}.`, 'template'));
  const encounter = await deps.findEncounter(actor.tenant, input.encounterId);
  if (!encounter) return refused({ code: 'NOT_FOUND', message: 'There is no such encounter.', path: ['encounterId'] });

  const { noteId } = await claimTarget(deps, actor.tenant, command, { noteId: deps.newId(), version: 1 });
  const first = { id: noteId, patientId: encounter.patientId, encounterId: input.encounterId, template: input.template, sections, unmentioned: [], warnings: [], provenance: null };
  const sealed = firstVersion(first, actor.userId, { actor, now: deps.now(), action: 'note.created' });
  const saved = await appendOnce(deps, { ...sealed, events: [noteEdited(sealed.note, actor)], command });
  // The id is this command's claim: it can only lose to a twin of this command, and a twin is found.
  if (!saved) throw new Error('a new note lost against nobody');
  return { kind: 'saved', note: saved };
}
