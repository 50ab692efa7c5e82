import { createMetrics } from './metrics.ts';

const buckets = [1, 5];

describe('tallies and timings', () => {
  it('read like prom-client\'s own counter', async () => {
    const metrics = createMetrics('test', { defaults: false });
    const counter = metrics.counter('own', 'Theirs.', ['type', 'code']);
    const tally = metrics.tally('own2', 'Theirs.', ['type', 'code']);
    for (const [type, code, count] of [['query', 'OK', 2], ['query', 'NO', 1], ['query', 'OK', 3]] as const) {
      counter.inc({ type, code }, count);
      tally(type, code).add(count);
    }
    const text = (await metrics.registry.metrics()).split('\n\n');
    expect(text[1]?.trim()).toBe(text[0]?.replaceAll('own', 'own2').trim());
    tally('query', 'OK').add();
    expect(await metrics.registry.metrics()).toContain('own2{type="query",code="OK",service="test"} 6');
  });

  it.each([[['a'], ['x', 'y']], [[], ['']]])('read like prom-client\'s own histogram, labels %j', async (labels, values) => {
    const metrics = createMetrics('test', { defaults: false });
    const histogram = metrics.histogram('own', 'Theirs.', labels, buckets);
    const timing = metrics.timing('own2', 'Theirs.', labels, buckets);
    for (const label of values) for (const value of [0, 1, 1.5, 5, 7]) {
      histogram.observe(Object.fromEntries(labels.map((name) => [name, label])), value);
      timing(...labels.map(() => label)).observe(value);
    }
    const [theirs, ours] = (await metrics.registry.metrics()).split('\n\n');
    expect(ours?.trim()).toBe(theirs?.replaceAll('own', 'own2').trim());
  });
});
