import type { Metrics } from '@dra/service';

export type BreakerState = 'closed' | 'half-open' | 'open';

/** What is no request's: the plan cache, breakers. The event loop's delay is among prom-client's own (`nodejs_eventloop_lag_*`). */
export type SystemMetrics = {
  /** For the operation store. */
  compiled(one: { milliseconds: number; failed: boolean }): void;
  planCacheSize(size: number): void;
  breaker(service: string, state: BreakerState): void;
  supergraph(outcome: 'loaded' | 'refused'): void;
};

const order: readonly BreakerState[] = ['closed', 'half-open', 'open'];

export function createSystemMetrics(metrics: Metrics): SystemMetrics {
  const compiles = metrics.counter('dra_gateway_compiles_total', 'Operations planned and compiled, by outcome.', ['outcome']);
  const compileSeconds = metrics.histogram('dra_gateway_compile_seconds', 'Time to plan and compile one operation.', [], [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]);
  const plans = metrics.gauge('dra_gateway_plan_cache_size', 'Documents whose programs are remembered.');
  const breakers = metrics.gauge('dra_gateway_breaker_state', 'Circuit breaker of a subgraph: 0 closed, 1 half open, 2 open.', ['subgraph']);
  const supergraphs = metrics.counter('dra_gateway_supergraph_loads_total', 'Supergraphs taken into use or refused.', ['outcome']);
  return {
    compiled: ({ milliseconds, failed }) => {
      compiles.inc({ outcome: failed ? 'failed' : 'compiled' });
      compileSeconds.observe(milliseconds / 1_000);
    },
    planCacheSize: (size) => plans.set(size),
    breaker: (subgraph, state) => breakers.set({ subgraph }, order.indexOf(state)),
    supergraph: (outcome) => supergraphs.inc({ outcome }),
  };
}
