import { passedOver } from './passed-over.ts';

const second = 16_000;
const span = (start: number, end: number) => ({ start: start * second, end: end * second });

test('an utterance in none of what was read is passed over, wherever it lies', () => {
  const utterances = [span(0, 3), span(4, 6), span(8, 9.5)];
  expect(passedOver(utterances, [span(0, 6)])).toEqual([span(8, 9.5)]);
  expect(passedOver(utterances, [span(0, 2.9), span(7.9, 9.5)])).toEqual([span(4, 6)]);
  expect(passedOver(utterances, [span(0, 9.5)])).toEqual([]);
  expect(passedOver(utterances, [])).toEqual(utterances);
});

test('times are not exact: what was begun counts as read, and a breath is no speech', () => {
  expect(passedOver([span(0, 5)], [span(0, 1.2)])).toEqual([]);
  expect(passedOver([span(0, 5)], [span(0, 0.5), span(4.5, 5)])).toEqual([]);
  expect(passedOver([span(0, 5)], [span(0, 0.5)])).toEqual([span(0, 5)]);
  expect(passedOver([span(0, 0.3)], [])).toEqual([]);
});
