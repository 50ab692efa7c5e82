import type { GatewayHook } from '../hooks/contract.ts';

/** Whom the client says it is goes on to every subgraph as it came: they decide. */
export function useForwardedAuthorization(): GatewayHook {
  return {
    name: 'forwarded-authorization',
    onRequest: (exchange) => {
      const { authorization } = exchange.headers;
      if (authorization !== undefined) exchange.forwarded['authorization'] = authorization;
      return undefined;
    },
  };
}
