/**
 * What the visit's events mean for jobs. Each consumer acks when its effect is committed; a redelivery finds the job
 * by its source, or its end told already, and changes nothing. What cannot be done at the last attempt lies among the
 * dead letters of the consumer's durable.
 */
import { serviceActor } from '@dra/access';
import type { DomainEvent } from '@dra/events';
import { consumeEvent, consumeResult } from '@dra/messaging';
import type { Consumption, ConsumeOptions, Nats } from '@dra/messaging';
import { queueJobs } from '../domain/queue-jobs.ts';
import type { WantedJob } from '../domain/queue-jobs.ts';
import { endJob } from '../domain/run-job.ts';
import type { TemplateOf } from '../note-templates.ts';
import { stopJobsOfPatient } from '../domain/stop-jobs.ts';
import type { ConsentToProcessing, InTransaction } from '../domain/work.ts';
import { consumeLiveSound } from '../live/consume-live-sound.ts';
import { stopSteps } from '../live/steps.ts';

export type ConsumerDeps = { consents: ConsentToProcessing; inTransaction: InTransaction; templateOf: TemplateOf };

const name = 'svc.inference';

const queueing = { concurrency: 6 };
/** How long a visit waits for a patient subgraph that is away before its jobs are recorded as failed for that reason. */
const consentPatienceMs = 15 * 60_000;
const tooLate = (storedAt: number) => Date.now() - storedAt > consentPatienceMs;
const ending = { concurrency: 4 };

export async function consumeEvents(nats: Nats, deps: ConsumerDeps, options: { observe?: ConsumeOptions<unknown>['observe'] } = {}): Promise<Consumption[]> {
  const observe = options.observe ? { observe: options.observe } : {};
  return Promise.all([
    ...consumeLiveSound(nats, deps, observe),
    consumeEvent(nats, 'recording-uploaded.v1', {
      durable: 'inference-recording-uploaded',
      ...queueing,
      ...observe,
      handler: async ({ payload, id, storedAt }) => {
        const actor = serviceActor(name, payload.tenant, id);
        if (payload.hearing) await stopSteps(deps, actor, payload.recordingId);
        await queueJobs(deps, actor, [transcriptionOf(payload)], { lastAttempt: tooLate(storedAt) });
      },
    }),
    consumeEvent(nats, 'transcript-created.v1', {
      durable: 'inference-transcript-created',
      ...queueing,
      ...observe,
      handler: async ({ payload, id, storedAt }) => {
        const actor = serviceActor(name, payload.tenant, id);
        const transcription = payload.jobId ? await endJob(deps, actor, payload.jobId, { kind: 'succeeded' }) : null;
        // Somebody stopped this visit's work while its transcript was on the way.
        if (transcription?.status === 'CANCELLED') return;
        await queueJobs(deps, actor, draftsOf(payload, deps.templateOf(payload.tenant)), { lastAttempt: tooLate(storedAt) });
      },
    }),
    consumeEvent(nats, 'note-drafted.v1', {
      durable: 'inference-note-drafted',
      ...ending,
      ...observe,
      handler: async ({ payload, id }) => void (await endJob(deps, serviceActor(name, payload.tenant, id), payload.jobId, { kind: 'succeeded' })),
    }),
    consumeEvent(nats, 'prescriptions-drafted.v1', {
      durable: 'inference-prescriptions-drafted',
      ...ending,
      ...observe,
      handler: async ({ payload, id }) => void (await endJob(deps, serviceActor(name, payload.tenant, id), payload.jobId, { kind: 'succeeded' })),
    }),
    consumeEvent(nats, 'consent-changed.v1', {
      durable: 'inference-consent-changed',
      ...ending,
      ...observe,
      handler: async ({ payload, id }) => {
        if (payload.type !== 'AI_PROCESSING' || payload.status !== 'REVOKED') return;
        // Events may overtake each other: what counts is whether there is consent now.
        if (await deps.consents(payload.tenant, payload.patientId)) return;
        await stopJobsOfPatient(deps, serviceActor(name, payload.tenant, id), payload.patientId);
      },
    }),
    consumeResult(nats, '*', 'failed', {
      durable: 'inference-results-failed',
      ...ending,
      ...observe,
      handler: async ({ payload, id }) =>
        void (await endJob(deps, serviceActor(name, payload.tenant, id), payload.jobId, { kind: 'failed', code: payload.code, retryable: payload.retryable, attempt: payload.attempt })),
    }),
    consumeResult(nats, '*', 'no-speech', {
      durable: 'inference-results-no-speech',
      ...ending,
      ...observe,
      handler: async ({ payload, id }) => void (await endJob(deps, serviceActor(name, payload.tenant, id), payload.jobId, { kind: 'no-speech' })),
    }),
  ]);
}

function transcriptionOf(event: DomainEvent<'recording-uploaded.v1'>): WantedJob {
  const { audio, mediaType, durationMs, hearing } = event;
  return { kind: 'transcription', sourceId: event.recordingId, sourceVersion: 1, input: { kind: 'transcription', audio, mediaType, durationMs, ...(hearing ? { hearing } : {}) }, ...visitOf(event) };
}

/** A transcript, whoever made it, is drafted into one note and into one set of prescriptions. */
function draftsOf(event: DomainEvent<'transcript-created.v1'>, template: string): WantedJob[] {
  const source = { sourceId: event.transcriptId, sourceVersion: event.version, ...visitOf(event) };
  return [
    { kind: 'note', input: { kind: 'note', transcript: event.transcript, template }, ...source },
    { kind: 'prescription', input: { kind: 'prescription', transcript: event.transcript }, ...source },
  ];
}

function visitOf({ patientId, encounterId, requestedBy, priority }: Pick<DomainEvent<'transcript-created.v1'>, 'patientId' | 'encounterId' | 'requestedBy' | 'priority'>) {
  return { patientId, encounterId, requestedBy, priority };
}
