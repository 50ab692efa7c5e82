import { Pool } from 'undici';
import type { Metrics } from '@dra/service';
import type { GatewayHook, KnownOperation } from '../../hooks/contract.ts';
import type { ShadowConfig } from './shadow-config.ts';

/** What came of a copy, against the answer that the client got. Never what either of them said. */
export type ShadowOutcome = 'alike' | 'errors_differ' | 'failed' | 'dropped';

/**
 * Copies of queries, after their answers: no client waits for them, and a shadow that is slow, gone or wrong costs a bounded
 * number of connections and nothing else. Changes are never copied: what they do would be done twice.
 */
export function useShadow(config: ShadowConfig, deps: { metrics: Metrics; random?: () => number }): GatewayHook & { close(): Promise<void> } {
  const { url, share, maxInFlight, timeoutMs } = config;
  const random = deps.random ?? Math.random;
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: maxInFlight, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } });
  const copies = deps.metrics.counter('dra_gateway_shadow_queries_total', 'Copies of queries sent to the shadow, by what came of them.', ['outcome']);
  const seconds = deps.metrics.histogram('dra_gateway_shadow_seconds', 'How long the shadow took.');
  let inFlight = 0;

  const copy = async ({ text, name, variables }: KnownOperation, authorization: string | undefined, hadErrors: boolean): Promise<ShadowOutcome> => {
    const reply = await pool.request({
      method: 'POST',
      path: pathname + search,
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-shadow': '1', ...(authorization === undefined ? {} : { authorization }) },
      body: JSON.stringify({ query: text, variables, ...(name === null ? {} : { operationName: name }) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { errors } = (await reply.body.json()) as { errors?: unknown[] };
    return (Array.isArray(errors) && errors.length > 0) === hadErrors ? 'alike' : 'errors_differ';
  };

  return {
    name: 'shadow',
    onEnd: (exchange, { operation, codes, status }) => {
      // 0: the client has left. A copy of a copy would go round for ever.
      if (operation?.kind !== 'query' || status === 0 || exchange.headers['x-shadow'] !== undefined || random() >= share) return;
      if (inFlight >= maxInFlight) {
        copies.inc({ outcome: 'dropped' });
        return;
      }
      inFlight += 1;
      const began = performance.now();
      copy(operation, exchange.headers.authorization, codes.length > 0)
        .catch((): ShadowOutcome => 'failed')
        .then((outcome) => {
          inFlight -= 1;
          copies.inc({ outcome });
          seconds.observe((performance.now() - began) / 1_000);
        });
    },
    close: () => pool.destroy(),
  };
}
