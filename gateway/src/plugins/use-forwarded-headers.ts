import type { GatewayHook } from '../hooks/contract.ts';

/** What a client sends under these names goes on to every subgraph as it came. */
export function useForwardedHeaders(names: readonly string[]): GatewayHook {
  const lower = names.map((name) => name.toLowerCase());
  return {
    name: 'forwarded-headers',
    onRequest: ({ headers, forwarded }) => {
      for (const name of lower) {
        const value = headers[name];
        if (value !== undefined) forwarded[name] = typeof value === 'string' ? value : value.join(', ');
      }
      return undefined;
    },
  };
}
