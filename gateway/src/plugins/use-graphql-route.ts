import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HeaderMap } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { requestDeadline, timeoutHeader } from '../http/request-deadline.ts';
import { requestScope } from '../http/request-scope.ts';
import { identityError } from '../identity/caller-identity.ts';
import type { Identify } from '../identity/caller-identity.ts';
import { isIntrospectionOnly } from './use-open-introspection.ts';
import type { QueryLimitCheck } from './use-query-limits.ts';
import { wantsEvents } from './use-sse.ts';
import type { SseHandler } from './use-sse.ts';

type Params = { query?: unknown; operationName?: unknown };

/** /graphql and /graphql/stream: who asks, by when, how much; then Apollo Server, or a stream. */
export function useGraphqlRoute(app: FastifyInstance, deps: {
  apollo: ApolloServer<GatewayContext>;
  identify: Identify;
  checkLimits: QueryLimitCheck;
  sse: SseHandler;
  deadlineMs: number;
  openIntrospection: boolean;
}): void {
  const contextOf = async (request: FastifyRequest, reply: FastifyReply, params: Params): Promise<GatewayContext> => {
    const anonymous = deps.openIntrospection && !request.headers.authorization;
    const { query } = params;
    if (anonymous && typeof query === 'string') deps.checkLimits(query);
    const context: GatewayContext = {
      requestId: request.id,
      caller: null,
      identity: null,
      deadline: requestDeadline(request.headers[timeoutHeader], deps.deadlineMs),
      signal: goneSignal(reply),
    };
    if (!(anonymous && isIntrospectionOnly(query, params.operationName))) {
      const { caller, identity } = await deps.identify(request.headers.authorization).catch((error: unknown) => {
        throw identityError(error);
      });
      Object.assign(context, { caller, identity });
    }
    if (!anonymous && typeof query === 'string') deps.checkLimits(query);
    return context;
  };

  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    handler: async (request, reply) => {
      const params = ((request.method === 'GET' ? request.query : request.body) ?? {}) as Params;
      if (wantsEvents(request.headers.accept, params.query) && (request.method === 'GET' || request.method === 'POST')) return deps.sse(request, reply);
      const { status, headers, body } = await requestScope.run({ requestId: request.id }, () =>
        deps.apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: request.method.toUpperCase(),
            headers: headerMap(request),
            search: new URL(request.url, 'http://gateway').search,
            body: request.body,
          },
          context: () => contextOf(request, reply, params),
        }),
      );
      for (const [name, value] of headers) reply.header(name, value);
      reply.code(status ?? 200);
      if (body.kind === 'complete') return reply.send(body.string);
      throw new Error('an incremental answer where none was asked for');
    },
  });

  app.route({ method: ['GET', 'POST'], url: '/graphql/stream', handler: deps.sse });
}

/** Aborts when the client hangs up before it has its answer. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function headerMap(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.raw.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
