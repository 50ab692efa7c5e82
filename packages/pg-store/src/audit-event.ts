/** Who did it, as the audit keeps it. @dra/access's Actor fits. */
export type AuditActor = { userId: string; roles: readonly string[]; requestId?: string };

/** One entry of the record "who looked at or changed what". Ids and codes only: no names, no clinical text. */
export type AuditEvent = {
  /** `patient.read`, `note.signed`… */
  action: string;
  /** Bare uuid. Events of one patient form one hash chain, all others chain by actor. */
  patientId?: string;
  resource: { type: string; id?: string };
  outcome: 'ALLOWED' | 'DENIED';
  detail?: { ids?: readonly string[]; reason?: string; [key: string]: unknown };
  /** Who, where the transaction was opened for a tenant and not for an actor. */
  actor?: AuditActor;
};

export function chainKeyOf(event: AuditEvent, actor: AuditActor): string {
  return event.patientId ?? `actor:${actor.userId}`;
}
