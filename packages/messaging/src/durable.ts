import { AckPolicy, DeliverPolicy } from '@nats-io/jetstream';
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

/** Creates the durable or brings it to this definition. Processes may race: the call is idempotent. */
export async function ensureDurable(nats: Nats, definition: Durable): Promise<void> {
  const one = definition.filterSubjects.length === 1;
  await nats.jsm.consumers.add(definition.stream, {
    durable_name: definition.durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(definition.ackWaitMs),
    max_deliver: definition.maxDeliver,
    max_ack_pending: definition.maxAckPending,
    ...(one ? { filter_subject: definition.filterSubjects[0] } : { filter_subjects: [...definition.filterSubjects] }),
  });
}
