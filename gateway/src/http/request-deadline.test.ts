import { requestDeadline } from './request-deadline.ts';

describe('requestDeadline', () => {
  it.each([
    [undefined, 11_000],
    ['2500', 3_500],
    ['99999', 11_000],
    ['0', 1_001],
    ['-5', 11_000],
    ['1e3', 11_000],
    ['soon', 11_000],
    [['10', '20'], 11_000],
  ])('%j from 1000 with 10 s at most is %i', (header, expected) => {
    expect(requestDeadline(header, 10_000, 1_000)).toBe(expected);
  });
});
