/**
 * A durable consumer of succeeded prescription jobs. It acks when the drafts are stored with their outbox; a redelivery
 * finds the message in the inbox and changes nothing. A result that does not have the hash it was announced with, or is no
 * list of orders, can never be applied: it goes to the dead letters at once. A store that is away is tried again.
 */
import { serviceActor } from '@dra/access';
import { prescriptionResult } from '@dra/events';
import type { JobSucceeded, ObjectRef } from '@dra/events';
import { PermanentFailure, consumeResult } from '@dra/messaging';
import type { Consumption, Nats } from '@dra/messaging';
import { ServiceError } from '@dra/service';
import { applyOrders } from '../domain/commands/apply-orders.ts';
import type { InTransaction } from '../domain/work.ts';

export type ApplyOptions = {
  nats: Nats;
  inTransaction: InTransaction;
  /** Reads a JSON document of the object store and checks its hash. */
  readResult: (ref: ObjectRef) => Promise<unknown>;
  observe?: (event: { durable: string; outcome: 'acked' | 'retried' | 'dead-lettered'; seconds: number }) => void;
};

export function applyPrescriptionResults({ nats, inTransaction, readResult, observe }: ApplyOptions): Promise<Consumption> {
  return consumeResult(nats, 'prescription', 'succeeded', {
    durable: 'prescription-results',
    concurrency: 4,
    ...(observe ? { observe } : {}),
    handler: ({ payload, id }) => applyPrescriptionResult(inTransaction, readResult, payload, id),
  });
}

export async function applyPrescriptionResult(inTransaction: InTransaction, readResult: ApplyOptions['readResult'], job: JobSucceeded, messageId: string): Promise<void> {
  const result = prescriptionResult.safeParse(await readResult(job.result).catch(asPermanent));
  if (!result.success) {
    const faults = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
    throw new PermanentFailure('RESULT_INVALID', `The result is not a list of orders (${faults.join('; ')}).`);
  }
  await applyOrders(inTransaction, serviceActor('svc.prescription', job.tenant, messageId), job, result.data, messageId);
}

/** A store that is away may come back; an object that is gone or altered will not. */
function asPermanent(error: unknown): never {
  if (error instanceof ServiceError && (error.code === 'DEPENDENCY_UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED')) throw error;
  throw new PermanentFailure('RESULT_UNREADABLE', 'The result cannot be read as it was announced.', { cause: error });
}
