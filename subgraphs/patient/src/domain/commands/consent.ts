import { command } from '../command.ts';
import { findWritablePatient } from '../find-patient.ts';
import type { Consent, ConsentType } from '../model.ts';
import { conflict, notFound, refused, saved } from '../outcome.ts';
import { edited, tellSaved, tracked } from '../saved-change.ts';

/** A yes that is in force already is the answer: one patient has at most one active consent of a type. */
export const giveConsent = command<{ patientId: string; type: ConsentType; basis: Consent['basis'] }>('giveConsent', async (work, input) => {
  const found = await findWritablePatient(work, input.patientId);
  if ('outcome' in found) return found.outcome;
  const inForce = await work.consents.activeOf(input.patientId, input.type);
  if (inForce) return saved(inForce.id);
  const consent: Consent = {
    ...tracked(work),
    patientId: input.patientId,
    type: input.type,
    basis: input.basis,
    status: 'ACTIVE',
    givenAt: work.now,
    recordedBy: work.actor.userId,
    revokedAt: null,
    revokedBy: null,
  };
  if (!(await work.consents.insertActive(consent))) {
    const first = await work.consents.activeOf(input.patientId, input.type);
    return first ? saved(first.id) : notFound('consent', 'patientId');
  }
  tellSaved(work, 'consent', 'given', consent);
  return saved(consent.id);
});

/** Takes a yes back: what was not yet recorded or processed will not be. */
export const revokeConsent = command<{ consentId: string; expectedVersion: number }>('revokeConsent', async (work, input) => {
  const consent = await work.consents.lock(input.consentId);
  if (!consent) return notFound('consent', 'consentId');
  if (consent.version !== input.expectedVersion) return conflict(consent.id);
  if (consent.status === 'REVOKED') return refused({ code: 'INVALID_TRANSITION', message: 'It is revoked already.', path: ['consentId'] });
  const next = edited(consent, { status: 'REVOKED', revokedAt: work.now, revokedBy: work.actor.userId }, work);
  await work.consents.save(next);
  tellSaved(work, 'consent', 'revoked', next);
  return saved(next.id);
});
