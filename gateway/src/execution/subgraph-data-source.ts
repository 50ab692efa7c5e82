import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { identityHeader } from '@dra/access';
import { ServiceError, deadlineHeader } from '@dra/service';
import type { Logger } from '@dra/service';
import type { GatewayContext } from '../context.ts';
import { errorsPerField } from './fields-at-fault.ts';
import type { SubgraphClient, SubgraphReply } from './subgraph-client.ts';

export type FetchObserver = (fetch: { service: string; code: string; seconds: number }) => void;

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];

/**
 * How the gateway's plan reaches a subgraph. Headers are made here and not forwarded, so nothing that a client sends
 * under `x-dra-*`, or any other name, can arrive at a subgraph.
 *
 * A failure is answered as data null with an error per field, never thrown: the other subgraphs' fields stand.
 */
export function createSubgraphDataSource(client: SubgraphClient, deps: { logger: Logger; observe: FetchObserver }): GraphQLDataSource {
  return {
    process: async ({ request, context }: ProcessOptions) => {
      const { requestId, identity, deadline, signal } = context as GatewayContext;
      const { query, variables, operationName } = request;
      const isChange = query?.startsWith('mutation') ?? false;
      const started = performance.now();
      const observe = (code: string) => deps.observe({ service: client.name, code, seconds: (performance.now() - started) / 1000 });
      try {
        const reply = await client.call({
          body: JSON.stringify({ query, variables, operationName }),
          headers: {
            'x-request-id': requestId,
            [deadlineHeader]: String(deadline),
            ...(identity ? { [identityHeader]: identity } : {}),
          },
          mayRetry: !isChange,
          deadline,
          signal: isChange ? null : signal,
        });
        observe(codeOf(reply));
        return asGatewayResponse(withPaths(reply, { query, variables }));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        // A client that hung up is no fault of the subgraph's.
        const unwanted = !isChange && signal?.aborted === true;
        observe(unwanted ? 'CANCELLED' : error.code);
        if (!unwanted) deps.logger.warn({ requestId, service: client.name, code: error.code, error: error.cause, details: error.details }, 'a subgraph fetch failed');
        const errors = errorsPerField(
          { query, variables },
          { message: error.message, extensions: { code: error.code, service: client.name } },
        );
        return asGatewayResponse({ data: null, errors: errors as unknown as Record<string, unknown>[] });
      }
    },
  };
}

/** A subgraph that refuses a whole request says so once and nowhere; a client is told at each field that is missing. */
function withPaths(reply: SubgraphReply, request: { query: string | undefined; variables: Record<string, unknown> | undefined }): SubgraphReply {
  const [first] = reply.errors ?? [];
  if (!first || reply.data || reply.errors?.some((error) => Array.isArray(error['path']))) return reply;
  const { message, extensions } = first as { message?: unknown; extensions?: Record<string, unknown> };
  const errors = errorsPerField(request, { message: typeof message === 'string' ? message : '', extensions: extensions ?? {} });
  return { ...reply, data: null, errors: errors as unknown as Record<string, unknown>[] };
}

/** The gateway's own type lags behind the JSON it reads. */
function asGatewayResponse(reply: SubgraphReply): GatewayGraphQLResponse {
  return reply as unknown as GatewayGraphQLResponse;
}

function codeOf(reply: SubgraphReply): string {
  if (!reply.errors || reply.errors.length === 0) return 'OK';
  const code = (reply.errors[0]?.['extensions'] as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'UNKNOWN';
}
