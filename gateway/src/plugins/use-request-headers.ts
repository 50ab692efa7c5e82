import { deadlineHeader } from '@dra/service';
import type { GatewayHook } from '../hooks/contract.ts';

/** Subgraphs hear which request it is, and by when it is to be answered. */
export function useRequestHeaders(): GatewayHook {
  return {
    name: 'request-headers',
    onRequest: (exchange) => {
      exchange.forwarded['x-request-id'] = exchange.requestId;
      exchange.forwarded[deadlineHeader] = String(exchange.deadline);
      return undefined;
    },
  };
}
