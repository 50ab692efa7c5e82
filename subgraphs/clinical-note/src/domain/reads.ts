import type { Actor } from '@dra/access';
import { actorOf } from './audit.ts';
import type { AuditEvent } from './audit.ts';
import type { Note } from './model.ts';

/** One event a patient, with the ids of the notes that were shown. */
export function readsOf(notes: readonly Pick<Note, 'id' | 'patientId' | 'version'>[], actor: Actor, now: Date): AuditEvent[] {
  const byPatient = new Map<string, Pick<Note, 'id' | 'patientId' | 'version'>[]>();
  for (const note of notes) byPatient.set(note.patientId, [...(byPatient.get(note.patientId) ?? []), note]);
  return [...byPatient].map(([patientId, shown]) => ({
    ...about(actor, now),
    action: 'note.read',
    patientId,
    resource: { type: 'Note', id: shown.length === 1 ? shown[0]!.id : null, version: shown.length === 1 ? shown[0]!.version : null },
    outcome: 'ALLOWED',
    detail: shown.length === 1 ? {} : { ids: shown.map(({ id }) => id) },
  }));
}

/** Asked for and not there: another tenant's, or nobody's. */
export const missed = (ids: readonly string[], actor: Actor, now: Date): AuditEvent => ({
  ...about(actor, now),
  action: 'note.read',
  patientId: null,
  resource: { type: 'Note', id: ids.length === 1 ? ids[0]! : null, version: null },
  outcome: 'DENIED',
  detail: { reason: 'NOT_FOUND', ...(ids.length === 1 ? {} : { ids }) },
});

/** Refused for want of a right. */
export const denied = (coordinate: string, scopes: readonly string[], actor: Actor, now: Date): AuditEvent => ({
  ...about(actor, now),
  action: 'note.denied',
  patientId: null,
  resource: { type: 'Note', id: null, version: null },
  outcome: 'DENIED',
  detail: { reason: 'FORBIDDEN', coordinate, scopes },
});

const about = (actor: Actor, now: Date) => ({ tenant: actor.tenant, actor: actorOf(actor), at: now.toISOString() });
