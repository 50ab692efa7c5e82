import type { Metrics } from '@dra/service';
import type { GatewayHook } from '../hooks/contract.ts';

/** What is wrong with a document is told by the gateway to whoever wrote it; everything else without an operation is a refusal. */
const ofDocument = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'PERSISTED_QUERY_NOT_FOUND']);

/** Requests by operation type and outcome, fetches by service and outcome. Names of operations are clients' text: no labels. */
export function useRequestMetrics(metrics: Metrics): GatewayHook {
  const requests = metrics.counter('dra_gateway_requests_total', 'GraphQL operations answered, by type and first error code.', ['type', 'code']);
  const seconds = metrics.histogram('dra_gateway_request_seconds', 'Time from the head of a request to its answer, by operation type.', ['type']);
  const fetches = metrics.counter('dra_gateway_subgraph_fetches_total', 'Fetches from subgraphs, by service and first error code.', ['subgraph', 'code']);
  const fetchSeconds = metrics.histogram('dra_gateway_subgraph_fetch_seconds', 'Time of a fetch, retries included.', ['subgraph']);
  return {
    name: 'request-metrics',
    onFetch: (_exchange, { service }) => {
      const started = performance.now();
      return (end) => {
        fetches.inc({ subgraph: service, code: end.kind === 'fault' ? end.code : codeIn(end.reply.text) });
        fetchSeconds.observe({ subgraph: service }, (performance.now() - started) / 1000);
      };
    },
    onEnd: ({ startedAt }, { operation, codes }) => {
      const code = codes[0];
      const type = operation?.kind ?? (code === undefined || ofDocument.has(code) ? 'unknown' : 'refused');
      requests.inc({ type, code: code ?? 'OK' });
      if (operation) seconds.observe({ type }, (performance.now() - startedAt) / 1000);
    },
  };
}

/** The first error's code, of a reply that is read only where it holds errors at all. */
function codeIn(text: string): string {
  if (!text.includes('"errors"')) return 'OK';
  let errors: unknown;
  try {
    errors = (JSON.parse(text) as { errors?: unknown } | null)?.errors;
  } catch {
    // Whoever runs the operation says what is wrong with it.
    return 'UNKNOWN';
  }
  if (!Array.isArray(errors) || errors.length === 0) return 'OK';
  const code = (errors[0] as { extensions?: { code?: unknown } } | null)?.extensions?.code;
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'UNKNOWN';
}
