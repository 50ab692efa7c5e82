import { createMetrics } from '@dra/service';
import { createSubgraphClient } from '../../transport/subgraph-client.ts';
import { watchGraph } from './watch-graph.ts';

describe('what is no request\'s', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] }));
  afterEach(() => jest.useRealTimers());

  it('is looked at once a second: compiled operations, breakers, connections', async () => {
    const metrics = createMetrics('test', { defaults: false });
    const voice = createSubgraphClient('voice', 'http://127.0.0.1:9/graphql');
    const watch = watchGraph(metrics, () => ({ store: { size: 7 }, clients: new Map([['voice', voice]]) }));
    watch.compiled({ milliseconds: 3, failed: false });
    watch.compiled({ milliseconds: 3, failed: true });
    jest.advanceTimersByTime(1_000);
    const text = await metrics.registry.metrics();
    for (const line of [
      'dra_gateway_plan_cache_size{service="test"} 7',
      'dra_gateway_compiles_total{outcome="compiled",service="test"} 1',
      'dra_gateway_compiles_total{outcome="failed",service="test"} 1',
      'dra_gateway_breaker_state{subgraph="voice",service="test"} 0',
      'dra_gateway_subgraph_connections{subgraph="voice",state="queued",service="test"} 0',
      'dra_gateway_subgraph_retries{subgraph="voice",service="test"} 0',
    ]) expect(text).toContain(line);
    watch.stop();
    await voice.close();
  });
});
