import type { Metrics, Tally, Timing } from '@dra/service';
import { isWithoutErrors, valueOf } from '../execution/read-reply.ts';
import type { GatewayHook } from '../hooks/contract.ts';
import type { SubgraphReply } from '../transport/contract.ts';

/** What is wrong with a document is told by the gateway to whoever wrote it; everything else without an operation is a refusal. */
const ofDocument = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED']);

/** Requests by operation type and outcome, fetches by service and outcome. Names of operations are clients' text: no labels. */
export function useRequestMetrics(metrics: Metrics): GatewayHook {
  const requests = metrics.tally('dra_gateway_requests_total', 'GraphQL operations answered, by type and first error code.', ['type', 'code']);
  const seconds = metrics.timing('dra_gateway_request_seconds', 'Time from the head of a request to its answer, by operation type.', ['type']);
  const fetches = metrics.tally('dra_gateway_subgraph_fetches_total', 'Fetches from subgraphs, by service and first error code.', ['subgraph', 'code']);
  const fetchSeconds = metrics.timing('dra_gateway_subgraph_fetch_seconds', 'Time of a fetch, retries included.', ['subgraph']);
  // What nearly all of them are, found without joining labels.
  const usual = new Map<string, { fetched: Tally; took: Timing }>();
  const usualOf = (service: string) => {
    let known = usual.get(service);
    if (!known) usual.set(service, (known = { fetched: fetches(service, 'OK'), took: fetchSeconds(service) }));
    return known;
  };
  let unread: { service: string; reply: SubgraphReply }[] = [];
  const readAll = () => {
    const all = unread;
    unread = [];
    for (const { service, reply } of all) {
      const code = codeIn(reply);
      (code === 'OK' ? usualOf(service).fetched : fetches(service, code)).add();
    }
  };
  const answered = new Map<string, { well: Tally; took: Timing }>();
  const answeredOf = (type: string) => {
    let known = answered.get(type);
    if (!known) answered.set(type, (known = { well: requests(type, 'OK'), took: seconds(type) }));
    return known;
  };
  return {
    name: 'request-metrics',
    onFetched: (_exchange, { service, startedAt }, end) => {
      const { took } = usualOf(service);
      took.observe((performance.now() - startedAt) / 1000);
      if (end.kind === 'fault') {
        fetches(service, end.code).add();
        return;
      }
      // When whoever waits for it has read it, and knows more of it than a look at all of it here would cost.
      if (unread.length === 0) setImmediate(readAll);
      unread.push({ service, reply: end.reply });
    },
    onEnd: ({ startedAt }, { operation, codes }) => {
      const code = codes[0];
      if (!operation) {
        requests(code === undefined || ofDocument.has(code) ? 'unknown' : 'refused', code ?? 'OK').add();
        return;
      }
      const { well, took } = answeredOf(operation.kind);
      (code === undefined ? well : requests(operation.kind, code)).add();
      took.observe((performance.now() - startedAt) / 1000);
    },
  };
}

/** The first error's code. A reply is parsed for it only where nobody has read it yet. */
function codeIn(reply: SubgraphReply): string {
  if (isWithoutErrors(reply)) return 'OK';
  let errors: unknown;
  try {
    errors = (valueOf(reply) as { errors?: unknown } | null)?.errors;
  } catch {
    return 'UNKNOWN';
  }
  if (!Array.isArray(errors) || errors.length === 0) return 'OK';
  const code = (errors[0] as { extensions?: { code?: unknown } } | null)?.extensions?.code;
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'UNKNOWN';
}
