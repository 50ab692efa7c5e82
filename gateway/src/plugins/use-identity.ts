import type { GraphQLFormattedError } from 'graphql';
import { identityHeader } from '@dra/access';
import { ServiceError, deadlineHeader } from '@dra/service';
import type { GatewayHook, Refusal } from '../hooks/contract.ts';
import type { Identify } from '../identity/caller-identity.ts';
import { isIntrospectionOnly } from './use-open-introspection.ts';

const statusOf: Record<string, number> = { UNAUTHENTICATED: 401, DEPENDENCY_UNAVAILABLE: 503 };

/**
 * Who asks, and what tells the subgraphs: a short-lived identity of our own, the deadline and the request's id. Made here
 * and not forwarded, so nothing that a client sends under `x-dra-*`, or any other name, can arrive at a subgraph.
 * @param openIntrospection the schema may be read without a token
 */
export function useIdentity(identify: Identify, { openIntrospection }: { openIntrospection: boolean }): GatewayHook {
  return {
    name: 'identity',
    onRequest: (exchange) => {
      const { authorization } = exchange.headers;
      const { forwarded } = exchange;
      forwarded['x-request-id'] = exchange.requestId;
      forwarded[deadlineHeader] = String(exchange.deadline);
      if (openIntrospection && !authorization) return undefined;
      const known = identify.remembered(authorization);
      if (known) {
        exchange.caller = known.caller;
        forwarded[identityHeader] = known.identity;
        return undefined;
      }
      return identify(authorization).then(
        ({ caller, identity }) => {
          exchange.caller = caller;
          forwarded[identityHeader] = identity;
          return undefined;
        },
        (error: unknown) => refusalFor(error),
      );
    },
    onOperation: (exchange, { text, name }) => {
      if (exchange.caller || isIntrospectionOnly(text, name)) return undefined;
      return identify(exchange.headers.authorization).then(
        () => undefined,
        (error: unknown) => refusalFor(error),
      );
    },
  };
}

/** With the HTTP status and the challenge of RFC 6750. */
export function refusalFor(error: unknown): Refusal {
  if (!(error instanceof ServiceError)) throw error;
  const formatted: GraphQLFormattedError = { message: error.message, extensions: { code: error.code } };
  return { status: statusOf[error.code] ?? 500, errors: [formatted], ...(error.code === 'UNAUTHENTICATED' ? { headers: { 'www-authenticate': 'Bearer' } } : {}) };
}
