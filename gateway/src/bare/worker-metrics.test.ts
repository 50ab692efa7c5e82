import { mergeMetrics } from './worker-metrics.ts';

describe('metrics of several workers', () => {
  it('are one text: each family once, each series with its worker', () => {
    const one = (count: number) => `# HELP requests_total Requests.\n# TYPE requests_total counter\nrequests_total{code="a b} \\"c",service="gateway"} ${count}\n\n# HELP lag Late.\n# TYPE lag gauge\nlag 0.${count}\n`;
    expect(mergeMetrics([{ worker: '1', text: one(3) }, { worker: '2', text: one(4) }, { worker: '3', text: '' }])).toBe(
      [
        '# HELP requests_total Requests.',
        '# TYPE requests_total counter',
        'requests_total{worker="1",code="a b} \\"c",service="gateway"} 3',
        'requests_total{worker="2",code="a b} \\"c",service="gateway"} 4',
        '',
        '# HELP lag Late.',
        '# TYPE lag gauge',
        'lag{worker="1"} 0.3',
        'lag{worker="2"} 0.4',
        '',
      ].join('\n'),
    );
  });
});
