/**
 * A durable consumer of succeeded transcription jobs. It acks when the transcript is stored with its outbox; a redelivery
 * finds the message in the inbox and changes nothing. A result that is not what was announced goes to the dead letters at
 * once; a store that is away is tried again.
 */
import { serviceActor } from '@dra/access';
import { liveHearing, transcriptionResult } from '@dra/events';
import type { JobSucceeded, ObjectRef } from '@dra/events';
import { PermanentFailure, consumeResult } from '@dra/messaging';
import type { Consumption, ConsumeOptions, Nats } from '@dra/messaging';
import { ServiceError } from '@dra/service';
import { applyTranscription } from '../domain/commands/apply-transcription.ts';
import { applyStep } from '../domain/live/apply-step.ts';
import { stepFailed } from '../domain/live/end-hearing.ts';
import type { Deps } from '../domain/work.ts';

export type ApplyDeps = Pick<Deps, 'inTransaction' | 'sounds'> & {
  /** Reads a JSON document of the object store and checks its hash. */
  readResult: (ref: ObjectRef) => Promise<unknown>;
};

export function applyTranscriptionResults(nats: Nats, deps: ApplyDeps, observe?: ConsumeOptions<unknown>['observe']): Promise<Consumption> {
  return consumeResult(nats, 'transcription', 'succeeded', {
    durable: 'voice-results',
    concurrency: 4,
    ...(observe ? { observe } : {}),
    handler: ({ payload, id }) => applyTranscriptionResult(deps, payload, id),
  });
}

/** A step of a live visit that came to nothing. The failure of a whole transcription finds no hearing that goes on. */
export function heedFailedSteps(nats: Nats, deps: Pick<Deps, 'inTransaction'>, observe?: ConsumeOptions<unknown>['observe']): Promise<Consumption> {
  return consumeResult(nats, 'transcription', 'failed', {
    durable: 'voice-live-failures',
    concurrency: 2,
    ...(observe ? { observe } : {}),
    handler: ({ payload, id }) => stepFailed(deps, serviceActor('svc.voice', payload.tenant, id), payload.sourceId, { code: payload.code, retryable: payload.retryable, messageId: id }),
  });
}

export async function applyTranscriptionResult(deps: ApplyDeps, job: JobSucceeded, messageId: string): Promise<void> {
  const document = await deps.readResult(job.result).catch(asPermanent);
  const heard = liveHearing.safeParse(document);
  if (heard.success) return applyStep(deps, serviceActor('svc.voice', job.tenant, messageId), job, heard.data);
  const result = transcriptionResult.safeParse(document);
  if (!result.success || result.data.segments.length === 0) throw new PermanentFailure('RESULT_INVALID', 'The result is not a transcript.');
  await applyTranscription(deps, serviceActor('svc.voice', job.tenant, messageId), job, result.data, messageId);
}

/** A store that is away may come back; an object that is gone or altered will not. */
function asPermanent(error: unknown): never {
  if (error instanceof ServiceError && (error.code === 'DEPENDENCY_UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED')) throw error;
  throw new PermanentFailure('RESULT_UNREADABLE', 'The result cannot be read as it was announced.', { cause: error });
}
