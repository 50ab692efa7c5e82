import type { Metrics } from '@dra/service';
import type { GatewayHook } from '../../hooks/contract.ts';
import type { LabelOf } from './operation-label.ts';

/** How long operations take by (bounded) name, and how many bytes go out; requests and fetches: plugins/use-request-metrics.ts. */
export function useOperationMetrics(metrics: Metrics, labelOf: LabelOf, now: () => number = () => performance.now()): GatewayHook {
  const seconds = metrics.timing('dra_gateway_operation_seconds', 'Time from the head of a request to its answer, by operation name where the name is one of ours.', ['operation']);
  const bytes = metrics.tally('dra_gateway_response_bytes_total', 'Bytes of answers, as written.')();
  return {
    name: 'operation-metrics',
    onEnd: (exchange, end) => {
      bytes.add(end.bytes);
      if (end.operation) seconds(labelOf(end.operation)).observe((now() - exchange.startedAt) / 1_000);
    },
  };
}
