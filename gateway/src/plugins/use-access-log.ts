import type { Logger } from '@dra/service';
import type { GatewayHook } from '../hooks/contract.ts';

/** One line an operation: ids, type, codes and time. Never its text, its name or its variables. */
export function useAccessLog(logger: Logger): GatewayHook {
  // What stands in these lines is chosen here, field by field. To look for what must not be in them would cost six times as
  // much as writing them.
  const lines = logger.child({}, { redact: [] });
  return {
    name: 'access-log',
    onFetch: (exchange, { service, kind }) => (end) => {
      if (end.kind !== 'fault' || end.code === 'CANCELLED') return;
      const details = (end.error as { details?: unknown } | undefined)?.details;
      logger.warn({ requestId: exchange.requestId, service, type: kind, code: end.code, error: (end.error as Error | undefined)?.cause, details }, 'a subgraph fetch failed');
    },
    onEnd: (exchange, { operation, codes }) => {
      const { requestId, caller, startedAt } = exchange;
      if (!operation) {
        lines.info({ requestId, codes }, 'operation refused');
        return;
      }
      lines.info(
        {
          requestId,
          userId: caller?.userId,
          type: operation.kind,
          operationHash: operation.hash.slice(0, 12),
          ms: Math.round(performance.now() - startedAt),
          ...(codes.length > 0 ? { codes } : {}),
        },
        'operation',
      );
    },
  };
}
