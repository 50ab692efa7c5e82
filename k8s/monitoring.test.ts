import { execFileSync } from 'node:child_process';
import { parse } from 'yaml';
import { readText } from '../deploy/testing/repository.ts';
import { render } from './testing/render.ts';

type Values = { rules: { custom: { seriesQuery: string; name: { as: string }; metricsQuery: string }[] } };
const [rule, ...others] = (parse(readText('k8s/monitoring/prometheus-adapter.values.yaml')) as Values).rules.custom;

describe('k8s/monitoring', () => {
  it('serves the metric that the autoscalers ask for', () => {
    expect(others).toEqual([]);
    const asked = render('k8s/overlays/launch')
      .filter((object) => object.kind === 'HorizontalPodAutoscaler')
      .flatMap((object) => (object.spec!['metrics'] as { pods?: { metric: { name: string } } }[]).flatMap(({ pods }) => pods?.metric.name ?? []));
    expect(new Set(asked)).toEqual(new Set([rule!.name.as]));
  });

  it('reads series that the gateway and the subgraphs have', () => {
    const [, names = ''] = /\^\(([^)]+)\)\$/.exec(rule!.seriesQuery) ?? [];
    expect(rule!.metricsQuery).toContain(names);
    // A histogram NAME is a series NAME_count.
    for (const name of names.split('|')) {
      const found = execFileSync('grep', ['-rlE', `(counter|histogram|tally|timing)\\('${name.replace(/_count$/, '')}'`, 'gateway/src', 'packages/subgraph/src'], { encoding: 'utf8' });
      expect(found).not.toBe('');
    }
  });
});
