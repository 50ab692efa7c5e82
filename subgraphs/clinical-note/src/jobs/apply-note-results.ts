/**
 * A durable consumer of succeeded note jobs. It acks when version 1 is stored with its outbox (or was stored before: a
 * redelivery finds it by the job). A result that does not have the hash it was announced with, or is no note, can never
 * be applied: it goes to the dead letters at once. A store that is away is tried again.
 */
import { serviceActor } from '@dra/access';
import { noteResult } from '@dra/events';
import type { JobSucceeded, ObjectRef } from '@dra/events';
import { PermanentFailure, consumeResult } from '@dra/messaging';
import type { Consumption, Nats } from '@dra/messaging';
import { ServiceError } from '@dra/service';
import { draftNote } from '../domain/draft-note.ts';
import type { Deps } from '../domain/ports.ts';

export type ApplyOptions = {
  nats: Nats;
  deps: Deps;
  /** Reads a JSON document of the object store and checks its hash. */
  readResult: (ref: ObjectRef) => Promise<unknown>;
  observe?: (event: { durable: string; outcome: 'acked' | 'retried' | 'dead-lettered'; seconds: number }) => void;
};

export function applyNoteResults({ nats, deps, readResult, observe }: ApplyOptions): Promise<Consumption> {
  return consumeResult(nats, 'note', 'succeeded', {
    durable: 'clinical-note-results',
    concurrency: 4,
    ...(observe ? { observe } : {}),
    handler: ({ payload, id }) => applyNoteResult(deps, readResult, payload, id),
  });
}

export async function applyNoteResult(deps: Deps, readResult: ApplyOptions['readResult'], job: JobSucceeded, messageId: string): Promise<void> {
  const result = noteResult.safeParse(await readResult(job.result).catch(asPermanent));
  if (!result.success) {
    const faults = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    throw new PermanentFailure('RESULT_INVALID', `The result is not a note (${faults.join('; ')}).`);
  }
  const note = await draftNote(deps, serviceActor('svc.clinical-note', job.tenant, messageId), job, result.data);
  // A redelivery may follow a process that died between the commit and the notice.
  deps.announce(note);
}

/** A store that is away may come back; an object that is gone or altered will not. */
function asPermanent(error: unknown): never {
  if (error instanceof ServiceError && (error.code === 'DEPENDENCY_UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED')) throw error;
  throw new PermanentFailure('RESULT_UNREADABLE', 'The result cannot be read as it was announced.', { cause: error });
}
