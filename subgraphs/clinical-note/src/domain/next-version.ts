import type { Actor } from '@dra/access';
import { actorOf } from './audit.ts';
import type { AuditAction, AuditEvent } from './audit.ts';
import type { Note, Signature, UnsealedNote } from './model.ts';
import { canonicalJson, seal, sha256 } from './seal.ts';

export type Change = Partial<Pick<Note, 'status' | 'sections' | 'addenda' | 'reason'>> & { sign?: { attestation: string } };
export type Sealed = { note: Note; audit: AuditEvent };

type Act = { actor: Actor; now: Date; action: AuditAction; detail?: AuditEvent['detail'] };

/** The version that follows `note` when `change` is applied, with its audit event; nothing is stored. */
export function nextVersion(note: Note, act: Act, { sign, ...change }: Change): Sealed {
  const { contentHash, auditHash: _, ...before } = note;
  const at = act.now.toISOString();
  const version = note.version + 1;
  const signature: Signature | null = sign ? { signer: act.actor.userId, at, attestation: sign.attestation, version, contentHash: '' } : note.signature;
  return sealWithAudit({ ...before, reason: null, ...change, version, signature, at, by: act.actor.userId, prevHash: contentHash }, act);
}

export type FirstVersion = Pick<Note, 'id' | 'patientId' | 'encounterId' | 'template' | 'sections' | 'unmentioned' | 'warnings' | 'provenance'>;

/** @param by the person for whom it is made: the actor, or whoever asked for the machine's draft */
export function firstVersion(first: FirstVersion, by: string, act: Act): Sealed {
  const at = act.now.toISOString();
  return sealWithAudit(
    { ...first, tenant: act.actor.tenant, version: 1, status: 'DRAFT', signature: null, addenda: [], reason: null, createdAt: at, createdBy: by, at, by, prevHash: null },
    act,
  );
}

function sealWithAudit(note: Omit<UnsealedNote, 'auditHash'>, { actor, action, detail }: Act): Sealed {
  const audit: AuditEvent = {
    action,
    tenant: note.tenant,
    patientId: note.patientId,
    resource: { type: 'Note', id: note.id, version: note.version },
    actor: actorOf(actor),
    outcome: 'ALLOWED',
    at: note.at,
    detail: detail ?? {},
  };
  return { audit, note: seal({ ...note, auditHash: sha256(canonicalJson(audit)) }) };
}
