import { createHash, randomUUID } from 'node:crypto';
import { GraphQLError, OperationTypeNode, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { Caller } from '@dra/access';
import { ServiceError } from '@dra/service';
import type { Outcome } from '../execution/contract.ts';
import type { Ask } from '../front/ask.ts';
import { OpenExchange } from '../front/exchange.ts';
import type { ServedGraph } from '../front/served-graph.ts';
import type { GatewayHook, KnownOperation } from '../hooks/contract.ts';
import type { Identified, Identify } from '../identity/caller-identity.ts';
import { answerEvents } from './answer-events.ts';
import type { StreamResult } from './live-query.ts';
import type { Operations, Prepared, Subscriber } from './operations.ts';
import type { Upstream } from './upstream/contract.ts';

export type GraphOperationsDeps = {
  ask: Ask;
  /** The one that this request is for. */
  graph(exchange: OpenExchange): ServedGraph;
  hooks: readonly GatewayHook[];
  /** Where a subgraph's events come from. */
  upstream(service: string): Upstream | undefined;
  formatErrors(errors: readonly GraphQLFormattedError[], exchange: OpenExchange): readonly GraphQLFormattedError[];
  deadlineMs: number;
  /** Absent where nobody is identified. */
  identify?: Identify | undefined;
};

const nobody: Caller = { userId: 'anonymous', tenant: '', roles: [], scopes: [], expiresAt: Number.POSITIVE_INFINITY };

/** Operations of any supergraph over the stream transports: its subscriptions are its subgraphs' own. */
export function createGraphOperations(deps: GraphOperationsDeps): Operations {
  const format = (error: unknown): GraphQLFormattedError => {
    const { http: _, ...extensions } = error instanceof GraphQLError ? error.extensions : { code: 'INTERNAL_SERVER_ERROR' };
    const shape = error instanceof GraphQLError ? error.toJSON() : { message: 'Something went wrong on our side.' };
    const [shown = shape] = deps.formatErrors([{ ...shape, extensions }], exchangeFor({ authorization: undefined, signal: new AbortController().signal }));
    return shown;
  };

  const exchangeFor = ({ authorization, signal }: Subscriber) =>
    new OpenExchange({ method: 'POST', headers: authorization === undefined ? {} : { authorization }, deadline: Date.now() + deps.deadlineMs, address: '', requestId: randomUUID(), signal });

  async function* stream({ request, document, operation }: Prepared, subscriber: Subscriber, { caller }: Identified): AsyncGenerator<StreamResult, void, undefined> {
    const exchange = exchangeFor(subscriber);
    const refuse = (errors: readonly GraphQLFormattedError[]): StreamResult => ({ errors: deps.formatErrors(errors, exchange) });
    for (const hook of deps.hooks) {
      const stop = await hook.onRequest?.(exchange);
      if (stop) return yield refuse(stop.errors);
    }
    const graph = deps.graph(exchange);
    const hash = createHash('sha256').update(request.query).digest('hex');
    const stored = await admitted(graph.admit(exchange, { text: request.query, hash, document, operationName: operation.name?.value }));
    if (stored instanceof GraphQLError) return yield refuse([stored.toJSON()]);
    const coerced = stored.program.coerce(request.variables);
    if ('errors' in coerced) return yield refuse(coerced.errors);
    const decision = stored.rights && graph.rightsOf ? stored.rights.decide(graph.rightsOf(exchange)) : null;
    if (decision?.refused) return yield refuse(decision.refused);
    const finished = (outcome: Outcome) => (decision ? decision.finish(outcome, coerced.values) : outcome);
    const shown = ({ data, errors, extensions }: Outcome): StreamResult => ({
      data: JSON.parse(data) as Record<string, unknown> | null,
      ...(errors.length > 0 ? { errors: deps.formatErrors(errors, exchange) } : {}),
      ...(extensions ? { extensions } : {}),
    });
    // Nothing is left that this caller may see: said once, and nobody is asked.
    if (decision?.document === null) return yield shown(finished({ data: '{}', errors: [] }));
    const program = decision && stored.restricted ? stored.restricted.programFor(decision) : stored.program;
    const known: KnownOperation = { hash, kind: program.kind, name: program.name, text: request.query, program, variables: coerced.values, supergraph: graph.supergraph };
    for (const hook of deps.hooks) {
      const said = await hook.onOperation?.(exchange, known);
      if (said && 'errors' in said) return yield refuse(said.errors);
    }
    const events = answerEvents({
      program,
      variables: coerced.values,
      upstream: program.source && deps.upstream(program.source.service),
      headers: exchange.forwarded,
      signal: subscriber.signal,
      sender: () => {
        const deadline = Date.now() + deps.deadlineMs;
        return (service, body, kind) => {
          const client = graph.clients.get(service);
          if (!client) return Promise.reject(new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${service} service has no address.`));
          return client.send({ body, headers: exchange.forwarded, kind, deadline, signal: subscriber.signal });
        };
      },
    });
    for await (const outcome of events) {
      if (Date.now() >= caller.expiresAt * 1_000) return yield refuse([{ message: 'The token has expired: subscribe again with a new one.', extensions: { code: 'UNAUTHENTICATED' } }]);
      yield shown(finished(outcome));
    }
  }

  return {
    identify: async (authorization) => {
      if (deps.identify) return deps.identify(authorization);
      return { caller: nobody, identity: '' };
    },
    format,
    prepare: (request) => {
      const { schema } = deps.graph(exchangeFor({ authorization: undefined, signal: new AbortController().signal }));
      const document = parsed(request.query);
      const operation = operationIn(document, request.operationName);
      const faults = operation.operation === OperationTypeNode.SUBSCRIPTION ? validate(schema, document) : [];
      if (faults.length > 0) throw faults.map((fault) => coded('GRAPHQL_VALIDATION_FAILED', fault.message, fault));
      return { request, document, operation };
    },
    answer: ({ request }, subscriber) => deps.ask(exchangeFor(subscriber), { query: request.query, operationName: request.operationName, variables: request.variables, extensions: undefined }),
    stream,
  };
}

/** @returns what was compiled, or why there is no plan */
function admitted<T>(compiling: Promise<T>): Promise<T | GraphQLError> {
  return compiling.catch((error: unknown) => {
    if (error instanceof GraphQLError) return error;
    throw error;
  });
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) throw [coded('GRAPHQL_PARSE_FAILED', error.message, error)];
    throw error;
  }
}

function operationIn(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (!operation) throw [coded('BAD_REQUEST', 'The document has no such operation: name one in operationName.')];
  return operation;
}

function coded(code: string, message: string, at?: GraphQLError): GraphQLError {
  return new GraphQLError(message, { ...(at?.nodes ? { nodes: at.nodes } : {}), ...(at?.source ? { source: at.source, positions: at.positions } : {}), extensions: { code, http: { status: 400, headers: new Map<string, string>() } } });
}
