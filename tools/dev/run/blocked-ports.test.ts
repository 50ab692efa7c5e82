import { isBlockedPort } from './blocked-ports.ts';

test.each([6000, 6667, 10080])('fetch itself refuses %d, and so do we', async (port) => {
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ cause: { message: 'bad port' } });
  expect(isBlockedPort(port)).toBe(true);
});

test('the usual ones are fine', () => {
  expect([4000, 5000, 7000, 8080].some(isBlockedPort)).toBe(false);
});
