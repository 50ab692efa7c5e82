import type { IncomingHttpHeaders } from 'node:http';

/** Tells that nobody waits any more: an AbortSignal, or something leaner that tells no more than that. */
export type CancelSignal = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: CancelListener): void;
  removeEventListener(type: 'abort', listener: CancelListener): void;
};

/** A function, or an object that needs none of its own for this. */
export type CancelListener = (() => void) | { handleEvent(): void };

/** One request to one subgraph. The body is GraphQL over HTTP, as text, made by the executor. */
export type SubgraphRequest = {
  body: string;
  /** Besides content-type, accept and content-length, which the client sets. Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The same as `headerLines` makes of them, for who sends many requests with the same ones. */
  lines?: string;
  /** Reads may be tried again; a change is sent once. */
  kind: 'query' | 'mutation';
  /** Epoch milliseconds by which the caller wants its answer. */
  deadline: number;
  /** Aborts when nobody waits any more; null where the request must go on to its end. */
  signal: CancelSignal | null;
};

export type SubgraphReply = {
  status: number;
  /** The body, decompressed, as UTF-8 text. Not yet parsed. */
  text: string;
  /** The same as bytes, where they are at hand. */
  bytes?: Uint8Array;
  headers: IncomingHttpHeaders;
  /** What the text says, where somebody has looked: execution/read-reply.ts. */
  parsed?: { value: unknown };
};

export type SubgraphClient = {
  readonly name: string;
  /**
   * Pools, deadlines, retries, breaker and bulkhead are inside. A reply of any status with a body that may be GraphQL
   * is a reply; whether it is, the executor finds.
   * @throws ServiceError DEPENDENCY_UNAVAILABLE | DEADLINE_EXCEEDED | CANCELLED
   */
  send(request: SubgraphRequest): Promise<SubgraphReply>;
  close(): Promise<void>;
};
