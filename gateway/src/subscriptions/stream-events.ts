import { createHash } from 'node:crypto';
import { GraphQLError, validate } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { ServiceError } from '@dra/service';
import type { Outcome } from '../execution/contract.ts';
import type { OpenExchange } from '../front/exchange.ts';
import type { ServedGraph } from '../front/served-graph.ts';
import type { GatewayHook, KnownOperation, Refusal } from '../hooks/contract.ts';
import { answerEvents } from './answer-events.ts';
import type { EventAdmission } from './answer-events.ts';
import type { StreamResult } from './live-query.ts';
import type { StreamOf } from './operations.ts';
import type { Upstream } from './upstream/contract.ts';

export type StreamEventsDeps = {
  /** The one that this request is for. */
  graph(exchange: OpenExchange): ServedGraph;
  hooks: readonly GatewayHook[];
  /** Where a subgraph's events come from. */
  upstream(service: string, graph: ServedGraph): Upstream | undefined;
  formatErrors(errors: readonly GraphQLFormattedError[], exchange: OpenExchange): readonly GraphQLFormattedError[];
};

/** Within this time after another supergraph has taken this one's place its subscribers are told to come back. */
const restartsWithinMs = 2_000;

/** After these nothing more may be shown; after others (a limit, say) the next event is another question. */
const endings = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/**
 * Subscriptions of any supergraph: its subgraphs' own events. A subscription passes the hooks as a query does, and so does each
 * event: who subscribed is verified again for it, and what the hooks send on to subgraphs (identities, deadlines) is made anew.
 */
export function streamEvents({ hooks, ...deps }: StreamEventsDeps): StreamOf {
  const greet = async (exchange: OpenExchange): Promise<Refusal | undefined> => {
    for (const hook of hooks) {
      const refused = await hook.onRequest?.(exchange);
      if (refused) return refused;
    }
    return undefined;
  };

  return async function* ({ request, schema, document, operation }, subscriber, who, desk) {
    const exchange = desk.exchangeFor(subscriber);
    const refuse = (errors: readonly GraphQLFormattedError[]): StreamResult => ({ errors: deps.formatErrors(errors, exchange) });
    const refused = await greet(exchange);
    if (refused) return yield refuse(refused.errors);
    const hash = createHash('sha256').update(request.query).digest('hex');
    for (const hook of hooks) {
      const stop = await hook.onDocument?.(exchange, { text: request.query, hash });
      if (stop) return yield refuse(stop.errors);
    }
    const graph = deps.graph(exchange);
    // A hook (flags) may have chosen another version than the request named.
    const faults = graph.schema === schema ? [] : validate(graph.schema, document);
    if (faults.length > 0) return yield refuse(faults.map((fault) => ({ ...fault.toJSON(), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })));
    const stored = await admitted(graph.admit(exchange, { text: request.query, hash, document, operationName: operation.name?.value }));
    if (stored instanceof GraphQLError) return yield refuse([stored.toJSON()]);
    const coerced = stored.program.coerce(request.variables);
    if ('errors' in coerced) return yield refuse(coerced.errors);
    const decision = stored.rights && graph.rightsOf ? stored.rights.decide(await graph.rightsOf(exchange, stored.rights.policies)) : null;
    if (decision?.refused) return yield refuse(decision.refused);
    const shown = (outcome: Outcome): StreamResult => {
      const { data, errors, extensions } = decision ? decision.finish(outcome, coerced.values) : outcome;
      return {
        data: JSON.parse(data) as Record<string, unknown> | null,
        ...(errors.length > 0 ? { errors: deps.formatErrors(errors, exchange) } : {}),
        ...(extensions ? { extensions } : {}),
      };
    };
    // Nothing is left that this caller may see: said once, and nobody is asked.
    if (decision?.document === null) return yield shown({ data: '{}', errors: [] });
    const any = decision && stored.restricted ? stored.restricted.programFor(decision) : stored.program;
    const program = any.settle ? await any.settle(coerced.values) : any;
    if (!('run' in program)) return yield refuse(program.errors);
    const known: KnownOperation = { hash, kind: program.kind, name: program.name, text: request.query, program, variables: coerced.values, supergraph: graph.supergraph };
    for (const hook of hooks) {
      const said = await hook.onOperation?.(exchange, known);
      if (said && 'errors' in said) return yield refuse(said.errors);
    }

    const admit = async (): Promise<EventAdmission> => {
      if (graph.closed) return { errors: [{ message: 'The graph was replaced: subscribe again.', extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }], over: true };
      const event = desk.exchangeFor(subscriber);
      const stop = await greet(event);
      if (stop) return { errors: stop.errors, over: stop.errors.some(({ extensions }) => endings.has(String(extensions?.['code']))) };
      return {
        send: (service, body, kind) => {
          const client = graph.clients.get(service);
          if (!client) return Promise.reject(new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${service} service has no address.`));
          return client.send({ body, headers: event.forwarded, kind, deadline: event.deadline, signal: subscriber.signal });
        },
      };
    };
    const upstream = program.source && deps.upstream(program.source.service, graph);
    // Not all in the same moment: each comes back with a question for a subgraph.
    let later: NodeJS.Timeout | undefined;
    const restart = () => {
      later = setTimeout(() => subscriber.restart(), Math.random() * restartsWithinMs);
    };
    if (graph.leaving.aborted) restart();
    else graph.leaving.addEventListener('abort', restart, { once: true });
    // A subgraph may be silent for hours: the end of a token is not waited for until it says something.
    const over = new AbortController();
    const expiry = afterExpiry(who.caller.expiresAt, () => over.abort());
    try {
      for await (const outcome of answerEvents({ program, variables: coerced.values, upstream, headers: exchange.forwarded, admit, signal: AbortSignal.any([subscriber.signal, over.signal]) })) yield shown(outcome);
      if (over.signal.aborted && !subscriber.signal.aborted) yield refuse([{ message: 'The token has expired: subscribe again with a new one.', extensions: { code: 'UNAUTHENTICATED' } }]);
    } finally {
      clearTimeout(expiry);
      graph.leaving.removeEventListener('abort', restart);
      clearTimeout(later);
    }
  };
}

/** @param expiresAt epoch seconds; whoever lives longer than a timer can wait is looked at with each event */
function afterExpiry(expiresAt: number, end: () => void): NodeJS.Timeout | undefined {
  const left = expiresAt * 1_000 - Date.now();
  return left > 2 ** 31 - 1 ? undefined : setTimeout(end, Math.max(0, left));
}

/** @returns what was compiled, or why there is no plan */
function admitted<T>(compiling: Promise<T>): Promise<T | GraphQLError> {
  return compiling.catch((error: unknown) => {
    if (error instanceof GraphQLError) return error;
    throw error;
  });
}
