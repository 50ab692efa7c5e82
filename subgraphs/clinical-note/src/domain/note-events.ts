import type { Actor } from '@dra/access';
import { domainEvent } from '@dra/events';
import type { Note } from './model.ts';

const base = (note: Note, requestedBy: string) => ({
  tenant: note.tenant,
  patientId: note.patientId,
  encounterId: note.encounterId,
  requestedBy,
  occurredAt: note.at,
  noteId: note.id,
  version: note.version,
});

export const noteDrafted = (note: Note, jobId: string) => domainEvent('note-drafted.v1', { ...base(note, note.by), jobId });
export const noteEdited = (note: Note, { userId }: Pick<Actor, 'userId'>) => domainEvent('note-edited.v1', base(note, userId));
export const noteSigned = (note: Note, { userId }: Pick<Actor, 'userId'>) => domainEvent('note-signed.v1', { ...base(note, userId), contentHash: note.contentHash });
export const noteAmended = (note: Note, { userId }: Pick<Actor, 'userId'>) => domainEvent('note-amended.v1', base(note, userId));
export const noteEnteredInError = (note: Note, { userId }: Pick<Actor, 'userId'>) => domainEvent('note-entered-in-error.v1', base(note, userId));
