export type UpstreamRequest = {
  query: string;
  operationName: string | undefined;
  variables: Readonly<Record<string, unknown>>;
  /** As for any fetch of the same caller. */
  headers: Readonly<Record<string, string>>;
  /** Aborts when the subscriber has gone; the upstream is then let go. */
  signal: AbortSignal;
};

/** One result as the subgraph sent it; whether it is one, the executor finds. */
export type UpstreamEvent = Record<string, unknown>;

/** Where a subgraph's own subscriptions come from. */
export type Upstream = {
  /**
   * Ends when the subgraph says that it is over, and when the signal aborts.
   * @throws ServiceError DEPENDENCY_UNAVAILABLE when there is no connection, or it breaks: events may then be missing, so
   *   nothing is begun anew behind the subscriber's back
   */
  events(request: UpstreamRequest): AsyncIterable<UpstreamEvent>;
};

export type UpstreamLimits = {
  /** Events that wait for a slow subscriber: then the subgraph is not listened to until half of them are read. */
  queue: number;
  /** What was on its way meanwhile may come on top of them; more than this in all ends the subscription. */
  mostWaiting: number;
  maxEventBytes: number;
  connectTimeoutMs: number;
};

export const defaultUpstreamLimits: UpstreamLimits = { queue: 100, mostWaiting: 10_000, maxEventBytes: 8 * 1_048_576, connectTimeoutMs: 5_000 };

/** The subgraph does not speak this protocol; another may do. */
export class NotSpoken extends Error {
  /** What it said in place of a stream, where that was a GraphQL answer: told if no other protocol is spoken either. */
  readonly said: UpstreamEvent | undefined;

  constructor(protocol: string, options?: { cause?: unknown; said?: UpstreamEvent | undefined }) {
    super(`subscriptions are not served over ${protocol}`, options);
    this.name = 'NotSpoken';
    this.said = options?.said;
  }
}
