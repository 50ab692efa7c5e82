import { AckPolicy, DeliverPolicy, JetStreamApiError } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Nats } from './connect.ts';

export type Durable = {
  stream: string;
  durable: string;
  filterSubjects: readonly string[];
  ackWaitMs: number;
  /** Deliveries at most; -1 without end. */
  maxDeliver: number;
  /** Messages that may be unanswered at once, over all processes. */
  maxAckPending: number;
};

const existsOtherwise = 10_148;

/**
 * Creates the durable or brings it to this definition: a newer version of a service finds its older one's. What is
 * pending stays. Processes may race: the call is idempotent.
 */
export async function ensureDurable(nats: Nats, definition: Durable): Promise<void> {
  const one = definition.filterSubjects.length === 1;
  const changeable = {
    ack_wait: nanos(definition.ackWaitMs),
    max_deliver: definition.maxDeliver,
    max_ack_pending: definition.maxAckPending,
    // An update is laid over what is there: the other of the two must be taken away.
    filter_subject: one ? definition.filterSubjects[0] : undefined,
    filter_subjects: one ? undefined : [...definition.filterSubjects],
  };
  try {
    await nats.jsm.consumers.add(definition.stream, { durable_name: definition.durable, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All, ...changeable });
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== existsOtherwise) throw error;
    await nats.jsm.consumers.update(definition.stream, definition.durable, changeable);
  }
}
