import { OpenExchange } from './exchange.ts';
import { createLabelDecision } from './override-labels.ts';

const exchange = (authorization?: string, labels: string[] = []) => {
  const made = new OpenExchange({ method: 'POST', headers: authorization === undefined ? {} : { authorization }, deadline: 0, address: '' });
  made.overrideLabels = new Set(labels);
  return made;
};
const labels = ['percent(0)', 'percent(100)', 'percent(25)', 'beta', 'gamma'];

describe('override labels', () => {
  it('are on where a flag or the configuration says so, and the supergraph has them', () => {
    const decide = createLabelDecision(['beta', 'gamma'], ['gamma', 'other']);
    expect([...decide(exchange(undefined, ['beta', 'unknown']))].sort()).toEqual(['beta', 'gamma']);
    expect([...decide(exchange())]).toEqual(['gamma']);
  });

  it('percent(N) is on for N of a hundred callers, always the same', () => {
    const decide = createLabelDecision(labels);
    const on = Array.from({ length: 4_000 }, (_, index) => decide(exchange(`Bearer ${index}`)));
    expect(on.every((set) => set.has('percent(100)') && !set.has('percent(0)'))).toBe(true);
    const share = on.filter((set) => set.has('percent(25)')).length / on.length;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
    const again = Array.from({ length: 100 }, (_, index) => decide(exchange(`Bearer ${index}`)).has('percent(25)'));
    expect(again).toEqual(on.slice(0, 100).map((set) => set.has('percent(25)')));
  });

  it('stay as they are for the length of a request', () => {
    const decide = createLabelDecision(['percent(50)']);
    for (let times = 0; times < 50; times += 1) {
      const one = exchange();
      expect(decide(one)).toBe(decide(one));
    }
  });
});
