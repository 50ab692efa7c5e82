import type { ApolloServerPlugin } from '@apollo/server';
import type { Metrics } from '@dra/service';
import type { FetchObserver } from '../execution/subgraph-data-source.ts';
import type { GatewayContext } from '../context.ts';

/** Requests by operation type and outcome, and how long they took. Names of operations are clients' text: no labels. */
export function useRequestMetrics(metrics: Metrics): ApolloServerPlugin<GatewayContext> {
  const requests = metrics.counter('dra_gateway_requests_total', 'GraphQL operations answered, by type and first error code.', ['type', 'code']);
  const seconds = metrics.histogram('dra_gateway_request_seconds', 'Time from parsing to answer, by operation type.', ['type']);
  return {
    contextCreationDidFail: async ({ error }) => {
      const code = (error as { extensions?: { code?: unknown } }).extensions?.code;
      requests.inc({ type: 'refused', code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR' });
    },
    requestDidStart: async () => {
      const started = performance.now();
      return {
        willSendResponse: async ({ operation, response }) => {
          const type = operation?.operation ?? 'unknown';
          const { body } = response;
          const code = body.kind === 'single' ? body.singleResult.errors?.[0]?.extensions?.['code'] : undefined;
          requests.inc({ type, code: typeof code === 'string' ? code : 'OK' });
          seconds.observe({ type }, (performance.now() - started) / 1000);
        },
      };
    },
  };
}

/** Fetches by service and outcome. */
export function createFetchObserver(metrics: Metrics): FetchObserver {
  const fetches = metrics.counter('dra_gateway_subgraph_fetches_total', 'Fetches from subgraphs, by service and first error code.', ['subgraph', 'code']);
  const seconds = metrics.histogram('dra_gateway_subgraph_fetch_seconds', 'Time of a fetch, retries included.', ['subgraph']);
  return ({ service, code, seconds: taken }) => {
    fetches.inc({ subgraph: service, code });
    seconds.observe({ subgraph: service }, taken);
  };
}
