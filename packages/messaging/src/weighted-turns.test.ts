import { createWeightedTurns } from './weighted-turns.ts';

test('each class comes first as often as its weight, spread out, and the others follow by weight', () => {
  const turn = createWeightedTurns({ live: 8, normal: 3, bulk: 1 });
  const firsts = Array.from({ length: 24 }, () => turn()[0]);
  const count = (name: string) => firsts.filter((one) => one === name).length;
  expect([count('live'), count('normal'), count('bulk')]).toEqual([16, 6, 2]);
  expect(firsts.slice(0, 12)).toContain('bulk');
});

test('every turn names every class once', () => {
  const turn = createWeightedTurns({ live: 2, normal: 1 });
  expect(turn()).toEqual(['live', 'normal']);
  expect(turn()).toEqual(['normal', 'live']);
  expect(turn()).toEqual(['live', 'normal']);
});
