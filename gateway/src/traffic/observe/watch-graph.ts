import type { Metrics } from '@dra/service';
import type { SubgraphClient } from '../../transport/contract.ts';

/** What is looked at of the supergraph in use. */
export type WatchedGraph = { store: { readonly size: number }; clients: ReadonlyMap<string, SubgraphClient> };

type State = { breaker: string; retries: number; busy: number; idle: number; queued: number };

const breakerStates = ['closed', 'half-open', 'open'];
const everyMs = 1_000;

/**
 * What is no request's: compiled operations, and of each subgraph the breaker, connections and retries. Looked at once a
 * second, so that no request pays for it. The event loop's delay is among prom-client's own (`nodejs_eventloop_lag_*`).
 */
export function watchGraph(metrics: Metrics, graph: () => WatchedGraph): { /** For the operation store. */ compiled(one: { milliseconds: number; failed: boolean }): void; stop(): void } {
  const compiles = metrics.counter('dra_gateway_compiles_total', 'Operations planned and compiled, by outcome.', ['outcome']);
  const compileSeconds = metrics.histogram('dra_gateway_compile_seconds', 'Time to plan and compile one operation.', [], [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]);
  const plans = metrics.gauge('dra_gateway_plan_cache_size', 'Documents whose programs are remembered.');
  const breaker = metrics.gauge('dra_gateway_breaker_state', 'Circuit breaker of a subgraph: 0 closed, 1 half open, 2 open.', ['subgraph']);
  const connections = metrics.gauge('dra_gateway_subgraph_connections', 'Connections to a subgraph, and requests that wait for one.', ['subgraph', 'state']);
  const retries = metrics.gauge('dra_gateway_subgraph_retries', 'Attempts beyond the first since the supergraph was taken into use.', ['subgraph']);

  const look = () => {
    const { store, clients } = graph();
    plans.set(store.size);
    for (const [subgraph, client] of clients) {
      const state = stateOf(client);
      if (!state) continue;
      breaker.set({ subgraph }, breakerStates.indexOf(state.breaker));
      retries.set({ subgraph }, state.retries);
      for (const one of ['busy', 'idle', 'queued'] as const) connections.set({ subgraph, state: one }, state[one]);
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    compiled: ({ milliseconds, failed }) => {
      compiles.inc({ outcome: failed ? 'failed' : 'compiled' });
      compileSeconds.observe(milliseconds / 1_000);
    },
    stop: () => clearInterval(timer),
  };
}

/** Undefined for a client that does not show its state, such as a test's. */
function stateOf(client: SubgraphClient): State | undefined {
  return 'state' in client && typeof client.state === 'function' ? (client.state() as State) : undefined;
}
