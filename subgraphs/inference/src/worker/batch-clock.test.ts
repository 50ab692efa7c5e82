import { createBatchClock } from './batch-clock.ts';

test('nothing is known of the first batch until it shows progress', () => {
  const batch = createBatchClock().begin([100, 100], 1_000);
  expect(batch.restMs(1_500)).toBe(Number.POSITIVE_INFINITY);
  batch.progress(0, 0.5);
  expect(batch.restMs(2_000)).toBeCloseTo(3_000);
  batch.progress(0, 0.2);
  batch.progress(1, 0.5);
  expect(batch.restMs(2_000)).toBeCloseTo(1_000);
  batch.progress(0, 1);
  batch.progress(1, 1);
  expect(batch.restMs(3_000)).toBe(0);
});

test('a later one is reckoned by its length and the pace of those before', () => {
  const clock = createBatchClock();
  clock.begin([100, 300], 0).end(800);
  const next = clock.begin([200], 10_000);
  expect(next.restMs(10_100)).toBeCloseTo(300);
  expect(next.restMs(20_000)).toBe(0);
  next.end(10_800);
  // 2 ms a unit, then 4: the newest counts for three tenths.
  expect(clock.begin([100], 0).restMs(0)).toBeCloseTo(260);
});
