import { atLeast } from './program-version.ts';

test.each([
  ['2.12.0', '2.12', true],
  ['2.9.10', '2.12', false],
  ['2.15.1', '2.12', true],
  ['15.18', '14', true],
  ['9.6.24', '14', false],
  ['', '2.12', false],
])('%s is at least %s: %s', (version, least, expected) => expect(atLeast(version, least)).toBe(expected));
