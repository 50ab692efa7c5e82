/**
 * A durable consumer of changed consents. A revoked RECORDING consent ends what is being recorded of that patient at once,
 * also when the device never comes back. It acks when every open recording is closed; a redelivery finds them closed.
 */
import { serviceActor } from '@dra/access';
import { consumeEvent } from '@dra/messaging';
import type { Consumption, ConsumeOptions, Nats } from '@dra/messaging';
import type { DomainEvent } from '@dra/events';
import { endForConsent } from '../domain/commands/end-for-consent.ts';
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
  if (event.type !== 'RECORDING' || event.status !== 'REVOKED') return;
  // Events may overtake each other: what counts is whether there is consent now.
  const consent = await deps.patient.recordingConsent(event.tenant, event.patientId);
  if (consent.active) return;
  const actor = serviceActor('svc.voice', event.tenant, messageId);
  const open = await deps.inTransaction(actor, (work) => work.recordings.openOfPatient(event.patientId));
  for (const recordingId of open) await endForConsent(deps, actor, recordingId, consent.since ?? new Date(event.occurredAt));
}
