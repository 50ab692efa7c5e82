/**
 * A durable consumer of changed consents. A revoked RECORDING consent ends what is being recorded of that patient at once,
 * also when the device never comes back; a revoked AI_PROCESSING consent ends what is heard of it, and deletes what was. It acks when every open recording is closed; a redelivery finds them closed.
 */
import { serviceActor } from '@dra/access';
import { consumeEvent } from '@dra/messaging';
import type { Consumption, ConsumeOptions, Nats } from '@dra/messaging';
import type { DomainEvent } from '@dra/events';
import { endForConsent } from '../domain/commands/end-for-consent.ts';
import { deleteHeard, forgetHearing } from '../domain/live/end-hearing.ts';
import type { Deps } from '../domain/work.ts';

type RevocationDeps = Pick<Deps, 'inTransaction' | 'sounds' | 'patient'>;

export function heedRevocations(nats: Nats, deps: RevocationDeps, observe?: ConsumeOptions<unknown>['observe']): Promise<Consumption> {
  return consumeEvent(nats, 'consent-changed.v1', {
    durable: 'voice-consent-changed',
    concurrency: 2,
    ...(observe ? { observe } : {}),
    handler: ({ payload, id }) => heedRevocation(deps, payload, id),
  });
}

export async function heedRevocation(deps: RevocationDeps, event: DomainEvent<'consent-changed.v1'>, messageId: string): Promise<void> {
  if (event.status !== 'REVOKED') return;
  if (event.type === 'AI_PROCESSING') return forgetLiveWords(deps, event, messageId);
  if (event.type !== 'RECORDING') return;
  // Events may overtake each other: what counts is whether there is consent now.
  const consent = await deps.patient.recordingConsent(event.tenant, event.patientId);
  if (consent.active) return;
  const actor = serviceActor('svc.voice', event.tenant, messageId);
  const open = await deps.inTransaction(actor, (work) => work.recordings.openOfPatient(event.patientId));
  for (const recordingId of open) await endForConsent(deps, actor, recordingId, consent.since ?? new Date(event.occurredAt));
}

/** Machines may no longer listen: what they heard of visits that go on is deleted, and the recordings go on unheard. */
async function forgetLiveWords(deps: RevocationDeps, { tenant, patientId }: DomainEvent<'consent-changed.v1'>, messageId: string): Promise<void> {
  if (await deps.patient.processingConsent(tenant, patientId)) return;
  const heard = await deps.inTransaction(serviceActor('svc.voice', tenant, messageId), async (work) => {
    const recordings = await work.hearings.ofPatient(patientId);
    for (const id of recordings) {
      const recording = await work.recordings.lock(id);
      if (!recording) continue;
      await forgetHearing(work, deps, recording, 'CONSENT_REQUIRED');
      work.audit('live-transcript.consent-ended', { type: 'Recording', id }, patientId);
      work.notice('Recording', id, recording.encounterId);
    }
    return recordings;
  });
  // A redelivery finds them still, switched off: nothing that a step left survives a process that dies here.
  for (const id of heard) await deleteHeard(deps.sounds, id);
}
