import type { GraphQLFormattedError } from 'graphql';
import { identityHeader } from '@dra/access';
import { ServiceError } from '@dra/service';
import type { Exchange, GatewayHook, Refusal } from '../hooks/contract.ts';
import type { Identified, Identify } from '../identity/caller-identity.ts';
import { isIntrospectionOnly } from './use-open-introspection.ts';

const statusOf: Record<string, number> = { UNAUTHENTICATED: 401, DEPENDENCY_UNAVAILABLE: 503 };

/**
 * Who asks, and a short-lived identity of our own that tells the subgraphs. Made here and not forwarded, so nothing that a
 * client sends under `x-dra-*`, or any other name, can arrive at a subgraph.
 * @param openIntrospection the schema may be read without a token
 */
export function useIdentity(identify: Identify, { openIntrospection }: { openIntrospection: boolean }): GatewayHook {
  return {
    name: 'identity',
    onRequest: (exchange) => (openIntrospection && !exchange.headers.authorization ? undefined : recognise(exchange, identify)),
    onOperation: (exchange, { text, name }) => {
      if (exchange.caller || isIntrospectionOnly(text, name)) return undefined;
      return identify(exchange.headers.authorization, exchange.deadline).then(
        () => undefined,
        (error: unknown) => refusalFor(error),
      );
    },
  };
}

/** At once for a token that was verified a moment ago. @returns why the caller is refused */
export function recognise(exchange: Exchange, identify: Identify): Refusal | undefined | Promise<Refusal | undefined> {
  const accept = ({ caller, identity, notes }: Identified) => {
    exchange.caller = caller;
    exchange.callerNotes = notes;
    // Empty where no subgraph is to hear of it.
    if (identity !== '') exchange.forwarded[identityHeader] = identity;
    return undefined;
  };
  const { authorization } = exchange.headers;
  const known = identify.remembered(authorization, exchange.deadline);
  return known ? accept(known) : identify(authorization, exchange.deadline).then(accept, refusalFor);
}

/** With the HTTP status and the challenge of RFC 6750. */
export function refusalFor(error: unknown): Refusal {
  if (!(error instanceof ServiceError)) throw error;
  const formatted: GraphQLFormattedError = { message: error.message, extensions: { code: error.code } };
  return { status: statusOf[error.code] ?? 500, errors: [formatted], ...(error.code === 'UNAUTHENTICATED' ? { headers: { 'www-authenticate': 'Bearer' } } : {}) };
}
