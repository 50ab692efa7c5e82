import type { Actor } from '@dra/access';
import type { Outcome } from '../outcome.ts';
import { notFound, refused, saved } from '../outcome.ts';
import { liveMediaTypes, newHearing } from '../live/model.ts';
import type { OffReason } from '../live/off-reasons.ts';
import type { Deps } from '../work.ts';

const mediaTypes = new Set(['audio/wav', 'audio/flac', 'audio/ogg', 'audio/webm', 'audio/mpeg']);
const over = new Set(['CANCELLED', 'ENTERED_IN_ERROR']);

/** Opens a recording, if the patient consents to being recorded, and to machines that listen where it is live. */
export async function createRecording(deps: Deps, actor: Actor, input: { clientMutationId: string; encounterId: string; mediaType: string; live: boolean }): Promise<Outcome> {
  // Parameters such as `codecs=opus` tell nothing that the sound itself does not.
  const mediaType = (input.mediaType.split(';', 1)[0] ?? '').trim().toLowerCase().replace('audio/x-wav', 'audio/wav');
  if (!mediaTypes.has(mediaType)) return refused('VALIDATION', `The media type must be one of ${[...mediaTypes].join(', ')}.`, 'mediaType');
  const encounter = await deps.patient.encounter(actor.tenant, input.encounterId);
  if (!encounter) return notFound('encounter', 'encounterId');
  if (over.has(encounter.status)) return refused('INVALID_TRANSITION', 'This encounter is cancelled or entered in error.', 'encounterId');
  const consent = await deps.patient.recordingConsent(actor.tenant, encounter.patientId);
  if (!consent.active || !consent.consentId) return refused('CONSENT_REQUIRED', 'The patient has not consented to being recorded.', 'encounterId');
  const { consentId } = consent;
  const { live } = input;
  if (live && !(await deps.patient.processingConsent(actor.tenant, encounter.patientId))) return refused('CONSENT_REQUIRED', 'The patient has not consented to AI processing: record without `live`.', 'live');

  return deps.inTransaction(actor, (work) =>
    work.once(input.clientMutationId, { of: 'createRecording', encounterId: input.encounterId, mediaType, ...(live ? { live } : {}) }, async () => {
      const id = work.newId();
      await work.recordings.insert({
        id,
        patientId: encounter.patientId,
        encounterId: input.encounterId,
        status: 'CREATED',
        mediaType,
        live,
        consentId,
        sha256: null,
        byteLength: null,
        durationMs: null,
        retainUntil: null,
        legalHold: false,
        version: 1,
        createdAt: work.now,
        createdBy: actor.userId,
        updatedAt: work.now,
      });
      if (live) await work.hearings.insert(liveMediaTypes.has(mediaType) ? newHearing(id, work.now) : { ...newHearing(id, work.now), state: 'OFF', reason: 'MEDIA_TYPE_NOT_LIVE' satisfies OffReason });
      work.audit('recording.created', { type: 'Recording', id }, encounter.patientId);
      work.notice('Recording', id, input.encounterId);
      return saved(id);
    }),
  );
}
