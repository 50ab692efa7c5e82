/**
 * The JetStream streams, as both sides expect them. Times in milliseconds, sizes in bytes.
 * `replicas` is 1 on a single server and raised to 3 by configuration in a cluster.
 */
export type StreamDefinition = {
  name: string;
  subjects: string[];
  /** workqueue: a message is gone once its one consumer acked it. limits: kept for its age, read by many. */
  retention: 'workqueue' | 'limits';
  maxAgeMs: number;
  maxBytes: number;
  maxMessageBytes: number;
  /** Longer than the outbox's retry horizon, so that a message published again is dropped. */
  duplicateWindowMs: number;
};

const hour = 3_600_000;
const mib = 1_048_576;

export const streams: readonly StreamDefinition[] = [
  { name: 'JOBS', subjects: ['jobs.>'], retention: 'workqueue', maxAgeMs: 72 * hour, maxBytes: 1024 * mib, maxMessageBytes: 64 * 1024, duplicateWindowMs: 2 * hour },
  { name: 'RESULTS', subjects: ['results.>'], retention: 'limits', maxAgeMs: 7 * 24 * hour, maxBytes: 1024 * mib, maxMessageBytes: 64 * 1024, duplicateWindowMs: 2 * hour },
  { name: 'EVENTS', subjects: ['events.>'], retention: 'limits', maxAgeMs: 7 * 24 * hour, maxBytes: 4096 * mib, maxMessageBytes: 64 * 1024, duplicateWindowMs: 2 * hour },
  { name: 'DLQ', subjects: ['dlq.>'], retention: 'limits', maxAgeMs: 30 * 24 * hour, maxBytes: 512 * mib, maxMessageBytes: 128 * 1024, duplicateWindowMs: 2 * hour },
  // The server's own word on messages that it gave up delivering: kept, so that none is missed while nobody listens.
  { name: 'ADVISORIES', subjects: ['$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>'], retention: 'limits', maxAgeMs: 7 * 24 * hour, maxBytes: 64 * mib, maxMessageBytes: 16 * 1024, duplicateWindowMs: 2 * hour },
];

export type StreamName = 'JOBS' | 'RESULTS' | 'EVENTS' | 'DLQ' | 'ADVISORIES';
