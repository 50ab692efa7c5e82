import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '@dra/access';
import type { GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { EntityStore, Outcome, Program } from '../execution/contract.ts';
import type { CancelSignal, SubgraphReply } from '../transport/contract.ts';
import type { Notes } from './notes.ts';

/** One GraphQL request, from its head to the last byte of its answer. Never built from what a client says of itself. */
export type Exchange = {
  readonly requestId: string;
  readonly method: 'GET' | 'POST';
  readonly headers: IncomingHttpHeaders;
  /** Of the connection, or what a trusted proxy says. */
  readonly address: string;
  /** `performance.now()` */
  readonly startedAt: number;
  /** Epoch milliseconds by which the client wants its answer. */
  deadline: number;
  /** Aborts when the client has gone. */
  signal: CancelSignal | null;
  /** Null for the anonymous, and wherever no identity is configured. */
  caller: Caller | null;
  /** What hooks remember of the caller from request to request, while its token is remembered; absent where nothing remembers it. */
  callerNotes?: Notes | null;
  /** Sent to every subgraph: made by the hooks, and in bare mode the client's Authorization. Complete when the first fetch goes out. */
  readonly forwarded: Record<string, string>;
  /** What hooks add to the answer's head. */
  readonly responseHeaders: Record<string, string>;
  /** Labels of progressive overrides that are on for this request. */
  overrideLabels: ReadonlySet<string>;
  /** The version of the graph that a hook chose for this request; what the client asks for itself goes before. */
  graphVersion?: string | undefined;
  /** A hook's own memory of this exchange, by a symbol that only the hook has. */
  readonly notes: Notes;
};

export type KnownOperation = {
  /** SHA-256 of the document's text, in hex. */
  hash: string;
  kind: OperationTypeNode;
  name: string | null;
  text: string;
  program: Program;
  /** Coerced. */
  variables: Readonly<Record<string, unknown>>;
  /** The supergraph that `program` was compiled for; absent where there is only ever one. */
  supergraph?: SupergraphText;
};

/** One supergraph as hooks see it: what directives of theirs it carries, and what tells it from the next. */
export type SupergraphText = {
  /** Changes whenever the text does. */
  version: string;
  sdl: string;
};

/** An answer given in place of execution: a refusal, or a remembered response. */
export type Answer = {
  status: number;
  /** The whole body as JSON text. */
  body: string;
  /** The same as UTF-8, where it is at hand: given again and again, it need not be encoded again. */
  bytes?: Uint8Array;
  headers?: Record<string, string>;
};

export type Refusal = { status: number; errors: readonly GraphQLFormattedError[]; headers?: Record<string, string> };

export type SentFetch = {
  service: string;
  kind: 'query' | 'mutation';
  /** `performance.now()` */
  startedAt: number;
};

export type FetchEnd = { kind: 'reply'; reply: SubgraphReply } | { kind: 'fault'; code: string; error?: unknown };

/**
 * One behaviour of the gateway: one file, one name. Hooks run in the order in which they are listed, on the short path and
 * on Apollo Server's alike (a conformance test holds both to it). A hook that can answer at once returns no promise.
 */
export type GatewayHook = {
  readonly name: string;
  /** The head is read, the body not yet parsed. */
  onRequest?(exchange: Exchange): Refusal | undefined | Promise<Refusal | undefined>;
  /**
   * A document that this process does not know yet, before anything parses it: where its text is measured, or looked up
   * among the trusted ones. Known documents have passed here before and do not come again.
   */
  onDocument?(exchange: Exchange, document: { text: string; hash: string }): Refusal | undefined | Promise<Refusal | undefined>;
  /** The operation is known and valid, its variables coerced. */
  onOperation?(exchange: Exchange, operation: KnownOperation): Answer | Refusal | undefined | Promise<Answer | Refusal | undefined>;
  /** Remembered entities for this caller and operation: what `RunContext.entities` gets. The first hook that has any is asked. */
  entities?(exchange: Exchange, operation: KnownOperation): EntityStore | undefined;
  /** A fetch goes out; what is returned hears its end. */
  onFetch?(exchange: Exchange, fetch: SentFetch): ((end: FetchEnd) => void) | undefined;
  /** A fetch has ended: for who needs to know nothing of it before. */
  onFetched?(exchange: Exchange, fetch: SentFetch, end: FetchEnd): void;
  /** Before the answer is written: may add headers and extensions. `operation` is absent where the request got none. */
  onOutcome?(exchange: Exchange, operation: KnownOperation, outcome: Outcome): void;
  /**
   * The answer's text is made, neither compressed nor written: where it is remembered, or replaced (a 304). What is
   * returned stands in its place. Not for answers that come in parts.
   */
  onAnswer?(exchange: Exchange, operation: KnownOperation, answer: Answer): Answer | undefined;
  /** The last byte is written, or the client has gone. Counts and logs; cannot change anything. */
  onEnd?(exchange: Exchange, end: { status: number; operation: KnownOperation | undefined; bytes: number; codes: readonly string[] }): void;
};

/** Documents by their SHA-256 in lower-case hex: automatic persisted queries, trusted documents. */
export type DocumentSource = {
  find(hash: string): string | undefined | Promise<string | undefined>;
  /** A client sent text and hash together, and the document is valid. Absent where clients may not add any. */
  register?(hash: string, text: string): void | Promise<void>;
};
