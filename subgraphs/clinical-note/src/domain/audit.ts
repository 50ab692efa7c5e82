import type { Actor } from '@dra/access';

export type AuditAction =
  | 'note.drafted' | 'note.created' | 'note.edited' | 'note.submitted' | 'note.signed' | 'note.addended' | 'note.amended' | 'note.entered-in-error'
  | 'note.read' | 'note.denied';

/** Who did what to what, when. Ids and codes only: no clinical text. */
export type AuditEvent = {
  action: AuditAction;
  tenant: string;
  patientId: string | null;
  resource: { type: 'Note'; id: string | null; version: number | null };
  actor: { userId: string; roles: readonly string[]; requestId: string };
  outcome: 'ALLOWED' | 'DENIED';
  /** ISO 8601, UTC. */
  at: string;
  detail: { ids?: readonly string[]; reason?: string; [key: string]: unknown };
};

export const actorOf = ({ userId, roles, requestId }: Actor): AuditEvent['actor'] => ({ userId, roles: [...roles], requestId });
