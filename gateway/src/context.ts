import type { Caller } from '@dra/access';

/** What every plugin and every fetch knows about one operation. Never built from what a client says about itself. */
export type GatewayContext = {
  requestId: string;
  /** Null only for an anonymous introspection outside production. */
  caller: Caller | null;
  /** The signed internal identity that subgraphs verify; null when there is no caller. */
  identity: string | null;
  /** Epoch milliseconds by which the client wants its answer. */
  deadline: number;
  /** Aborts when the client has gone (reads only: a change that was begun goes on to its end). */
  signal: AbortSignal | null;
};
