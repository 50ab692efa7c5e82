/**
 * Steps of hearing a visit that goes on: each is a transcription job like another, of a class of its own in no way but that
 * it is not shown among a visit's jobs. Acks when its effect is committed; a redelivery finds the step by its number.
 */
import { serviceActor } from '@dra/access';
import type { DomainEvent } from '@dra/events';
import { consumeEvent } from '@dra/messaging';
import type { Consumption, ConsumeOptions, Nats } from '@dra/messaging';
import { queueJobs } from '../domain/queue-jobs.ts';
import type { WantedJob } from '../domain/queue-jobs.ts';
import { endJob } from '../domain/run-job.ts';
import type { ConsentToProcessing, InTransaction } from '../domain/work.ts';
import { sourceVersionOfStep } from './steps.ts';

type Deps = { consents: ConsentToProcessing; inTransaction: InTransaction };

const name = 'svc.inference';
/** Sound that waited so long for an answer about consent is heard with the whole. */
const patienceMs = 60_000;

export function consumeLiveSound(nats: Nats, deps: Deps, observe: Pick<ConsumeOptions<unknown>, 'observe'>): Promise<Consumption>[] {
  return [
    consumeEvent(nats, 'live-sound-arrived.v1', {
      durable: 'inference-live-sound-arrived',
      concurrency: 6,
      ...observe,
      handler: async ({ payload, id, storedAt }) => {
        const step = stepOf(payload);
        if (step) await queueJobs(deps, serviceActor(name, payload.tenant, id), [step], { lastAttempt: Date.now() - storedAt > patienceMs });
      },
    }),
    consumeEvent(nats, 'live-step-heard.v1', {
      durable: 'inference-live-step-heard',
      concurrency: 4,
      ...observe,
      handler: async ({ payload, id }) => void (await endJob(deps, serviceActor(name, payload.tenant, id), payload.jobId, { kind: 'succeeded' })),
    }),
  ];
}

function stepOf({ hearing, mediaType, durationMs, recordingId, patientId, encounterId, requestedBy }: DomainEvent<'live-sound-arrived.v1'>): WantedJob | null {
  const [audio] = hearing.kind === 'step' ? hearing.chunks : [];
  if (hearing.kind !== 'step' || !audio) return null;
  return {
    kind: 'transcription', priority: 'live', sourceId: recordingId, sourceVersion: sourceVersionOfStep(hearing.step), patientId, encounterId, requestedBy,
    input: { kind: 'transcription', audio, mediaType, durationMs, hearing },
  };
}
