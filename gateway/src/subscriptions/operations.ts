import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError, OperationTypeNode, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { ServiceError } from '@dra/service';
import type { Ask } from '../front/ask.ts';
import { FrontFault } from '../front/fault.ts';
import { readPersisted } from '../front/read-document.ts';
import type { DocumentRead } from '../front/read-document.ts';
import { StreamExchange } from '../front/stream-exchange.ts';
import type { DocumentSource } from '../hooks/contract.ts';
import type { Identified } from '../identity/caller-identity.ts';
import { refusalFor } from '../plugins/use-identity.ts';
import type { QueryLimitCheck } from '../plugins/use-query-limits.ts';
import type { StreamResult } from './live-query.ts';

export type OperationRequest = { query: string; operationName?: string | undefined; variables?: Record<string, unknown> | undefined; extensions?: Record<string, unknown> | undefined };

/** As it came: the document may be named by its hash. */
export type SentOperation = Omit<OperationRequest, 'query'> & { query?: string | undefined };

export type Prepared = {
  request: OperationRequest;
  /** What a subscription was found valid against. */
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
};

/** From where and how an operation was sent: what a request by HTTP would say of itself. */
export type StreamOrigin = {
  /** `authorization` among them: verified again for each answer, so that what ends meanwhile ends the stream. */
  headers: IncomingHttpHeaders;
  /** Of the door. */
  path: string;
  address: string;
};

export type Subscriber = StreamOrigin & {
  signal: AbortSignal;
  /** Ends the stream with a hint to come back at once. */
  restart(): void;
};

/** What the two stream transports do with an operation; how it travels is theirs. */
export type Operations = {
  /** @throws GraphQLError UNAUTHENTICATED | DEPENDENCY_UNAVAILABLE */
  identify(authorization: string | string[] | undefined): Promise<Identified>;
  /** Finds the text where only its hash was sent, limits, parses and validates. @throws GraphQLError[] */
  prepare(request: SentOperation, origin: StreamOrigin): Promise<Prepared>;
  /** A query or mutation, once. */
  answer(prepared: Prepared, subscriber: Subscriber): Promise<StreamResult>;
  /** A subscription, until it is over. */
  stream(prepared: Prepared, subscriber: Subscriber, who: Identified): AsyncGenerator<StreamResult, void, undefined>;
  format(error: unknown): GraphQLFormattedError;
};

/** What a subscription of this gateway is: a query asked again, or a subgraph's own events. */
export type StreamOf = (prepared: Prepared, subscriber: Subscriber, who: Identified, desk: Desk) => AsyncGenerator<StreamResult, void, undefined>;

export type Desk = {
  /** A query or mutation, once, by whoever subscribes. Never rejects. */
  ask(request: OperationRequest, subscriber: Subscriber): Promise<StreamResult>;
  /** What hooks know of a request that did not come by HTTP. Its deadline begins now. */
  exchangeFor(subscriber: Subscriber): StreamExchange;
};

export function createOperations(deps: {
  ask: Ask;
  /** Of the graph that the request is for. @throws FrontFault for a version that is not there */
  schema: (exchange: StreamExchange) => GraphQLSchema;
  identify(authorization: string | string[] | undefined): Promise<Identified>;
  checkLimits: QueryLimitCheck;
  formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  deadlineMs: number;
  /** Documents by hash; absent where clients have to send text. */
  documents?: DocumentSource | undefined;
  stream: StreamOf;
}): Operations {
  const format = (error: unknown): GraphQLFormattedError => {
    const shape = error instanceof GraphQLError ? error : new GraphQLError('Internal', { originalError: error instanceof Error ? error : undefined });
    const { http: _, ...extensions } = shape.extensions;
    return deps.formatError({ ...shape.toJSON(), extensions }, error);
  };

  const exchangeOf = ({ headers, path, address }: StreamOrigin, signal: AbortSignal | null) =>
    new StreamExchange({ method: 'POST', headers, path, address, deadline: Date.now() + deps.deadlineMs, requestId: randomUUID(), signal });

  const desk: Desk = {
    exchangeFor: (subscriber) => exchangeOf(subscriber, subscriber.signal),
    ask: async ({ query, operationName, variables, extensions }, subscriber) => {
      try {
        return await deps.ask(desk.exchangeFor(subscriber), { query, operationName, variables, extensions });
      } catch (error) {
        return { errors: [format(error)] };
      }
    },
  };

  const schemaOf = (exchange: StreamExchange): GraphQLSchema => {
    try {
      return deps.schema(exchange);
    } catch (error) {
      if (error instanceof FrontFault) throw [coded('BAD_REQUEST', error.message)];
      throw error;
    }
  };

  return {
    identify: (authorization) =>
      deps.identify(authorization).catch((error: unknown) => {
        throw identityError(error);
      }),
    format,
    prepare: async (sent, origin) => {
      const { text: query, keepAs } = await documentOf(sent, deps.documents);
      const request = { query, operationName: sent.operationName, variables: sent.variables, ...(keepAs === undefined ? {} : { extensions: { persistedQuery: { version: 1, sha256Hash: keepAs } } }) };
      deps.checkLimits(query);
      const document = parseDocument(query);
      const operation = getOperationAST(document, request.operationName);
      if (!operation) throw [coded('OPERATION_RESOLUTION_FAILURE', 'The document has no such operation: name one in operationName.')];
      const schema = schemaOf(exchangeOf(origin, null));
      // Apollo Server validates queries and mutations itself; it never sees a subscription.
      if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
        const faults = faultsOf(schema, document);
        if (faults.length > 0) throw faults.map((fault) => coded('GRAPHQL_VALIDATION_FAILED', fault.message, fault));
        if (keepAs !== undefined) await deps.documents?.register?.(keepAs, query);
      }
      return { request, schema, document, operation };
    },
    answer: (prepared, subscriber) => desk.ask(prepared.request, subscriber),
    stream: (prepared, subscriber, who) => deps.stream(prepared, subscriber, who, desk),
  };
}

/** @throws GraphQLError[] where no document can be found for the hash */
async function documentOf({ query, extensions }: SentOperation, documents: DocumentSource | undefined): Promise<DocumentRead> {
  const persisted = extensions?.['persistedQuery'];
  if (persisted !== undefined) {
    const read = await readPersisted(persisted, query, documents);
    if (!('status' in read)) return read;
    const { status, headers } = read;
    throw read.errors.map(({ message, extensions: own }) => new GraphQLError(message, { extensions: { ...own, http: { status, headers: new Map(Object.entries(headers ?? {})) } } }));
  }
  if (!query) throw [coded('BAD_REQUEST', 'Send the document in `query`.')];
  return { text: query, keepAs: undefined };
}

/** A condition on the root of a subscription makes graphql-js throw where it should find a fault. */
function faultsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) throw [coded('GRAPHQL_PARSE_FAILED', error.message, error)];
    throw error;
  }
}

function coded(code: string, message: string, at?: GraphQLError): GraphQLError {
  return new GraphQLError(message, { ...(at?.nodes ? { nodes: at.nodes } : {}), ...(at?.source ? { source: at.source, positions: at.positions } : {}), extensions: { code, http: { status: 400, headers: new Map<string, string>() } } });
}

/** As an HTTP error of its own, with the challenge of RFC 6750. */
function identityError(error: unknown): GraphQLError {
  if (!(error instanceof ServiceError)) throw error;
  const { status, headers } = refusalFor(error);
  return new GraphQLError(error.message, { extensions: { code: error.code, http: { status, headers: new Map(Object.entries(headers ?? {})) } } });
}
