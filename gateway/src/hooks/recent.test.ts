import { Recent } from './recent.ts';

const fill = (recent: Recent<string>, from: number, to: number) => {
  for (let one = from; one < to; one += 1) recent.set(`key ${one}`, `value ${one}`);
};

describe('the most recent of many', () => {
  it('are the half of all that there is room for, at the least', () => {
    const recent = new Recent<string>(100);
    fill(recent, 0, 1_000);
    for (let one = 950; one < 1_000; one += 1) expect(recent.get(`key ${one}`)).toBe(`value ${one}`);
    const kept = Array.from({ length: 1_000 }, (_, one) => recent.get(`key ${one}`)).filter((value) => value !== undefined);
    expect(kept.length).toBeLessThanOrEqual(100);
  });

  it('hold what is asked for again and again, however many others come', () => {
    const recent = new Recent<string>(100);
    recent.set('mine', 'here');
    for (let round = 0; round < 100; round += 1) {
      fill(recent, round * 40, round * 40 + 40);
      expect(recent.get('mine')).toBe('here');
    }
  });

  it.each([[1, 'here'], [2, undefined]])('tell by their generation whether it may still be there: %d generations later %s', (later, expected) => {
    const recent = new Recent<string>(10);
    fill(recent, 0, 7);
    recent.set('mine', 'here');
    const { generation } = recent;
    for (let one = 100; recent.generation < generation + later; one += 1) recent.set(`other ${one}`, 'x');
    expect(recent.get('mine')).toBe(expected);
  });

  it('do not hold what was taken out, in either generation', () => {
    const recent = new Recent<string>(4);
    fill(recent, 0, 3);
    recent.delete('key 0');
    recent.delete('key 2');
    expect([recent.get('key 0'), recent.get('key 1'), recent.get('key 2')]).toEqual([undefined, 'value 1', undefined]);
  });
});
