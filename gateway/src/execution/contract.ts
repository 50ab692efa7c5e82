import type { GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { CancelSignal, SubgraphReply } from '../transport/contract.ts';

/** An operation, compiled once: plan, variable coercion, fetch bodies, representation collectors, response writer. */
export type Program = {
  kind: OperationTypeNode;
  /** Null for an anonymous operation. */
  name: string | null;
  /** Fetches in its plan; 0 where nothing has to be fetched (introspection, `__typename`). */
  fetches: number;
  /**
   * Coerces by the GraphQL specification against the API schema, defaults included.
   * @returns the values by name, or the errors as the specification words them
   */
  coerce(variables: unknown): { values: Readonly<Record<string, unknown>> } | { errors: readonly GraphQLFormattedError[] };
  /**
   * Never rejects: what goes wrong is in the outcome. For a subscription, once for each event: the first `send` asks the
   * source, and is answered with the event.
   */
  run(context: RunContext): Promise<Outcome>;
  /** Subscriptions only: who sends the events, and what has to be asked for them. */
  source?: EventSource;
  /** Subscriptions with conditions on variables only: the program for what those are, or why there is none. */
  settle?(variables: Readonly<Record<string, unknown>>): Promise<Program | Outcome>;
};

export type EventSource = {
  service: string;
  query: string;
  operationName: string | undefined;
  /** Those of the client's variables that the query uses. */
  variables(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
};

export type RunContext = {
  /** Coerced by the same program. */
  variables: Readonly<Record<string, unknown>>;
  /** Whatever the request needs (identity, deadline, hooks) is bound in it. Rejects with a ServiceError. */
  send(service: string, body: string, kind: 'query' | 'mutation'): Promise<SubgraphReply>;
  signal: CancelSignal | null;
  /** Remembered entities, where the traffic layer has them for this caller. Not for mutations. */
  entities?: EntityStore;
};

/** Entities of one kind of fetch: `fetchKey` names service, selection and variables; a representation is its JSON text. */
export type EntityStore = {
  /** One text of an entity (as `_entities` gave it) for each representation, or undefined where it is not known. */
  read(fetchKey: string, typename: string, representations: readonly string[]): Promise<readonly (string | undefined)[]> | readonly (string | undefined)[];
  /** `reply` carries the subgraph's Cache-Control. Called only for entities that came without an error. */
  write(fetchKey: string, typename: string, entries: readonly { representation: string; entity: string }[], reply: SubgraphReply): void;
};

/** Changed where it is, never copied: `data` may be text only when it is asked for. */
export type Outcome = {
  /** The JSON text of `data`: `null` or an object. */
  data: string;
  errors: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
  /** `data` as bytes, where it was written so and nobody has asked for the text; once they are released, there is no text. */
  lend?(): Lent | null;
  /** What `@defer` left for later, in order of arrival; absent where nothing was deferred. */
  rest?: AsyncIterable<Patch>;
};

/** UTF-8 in a buffer that serves others after `release`. Before `start` there is room for a head, behind `end` for a brace. */
export type Lent = { buffer: Buffer; start: number; end: number; release(): void };

/** One incremental part, as of `multipart/mixed;deferSpec=20220824`. */
export type Patch = {
  path: readonly (string | number)[];
  label?: string;
  /** JSON text. */
  data: string;
  errors: readonly GraphQLFormattedError[];
  /** False for the last. */
  hasNext: boolean;
};
