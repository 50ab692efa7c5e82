import { formulary } from '@dra/formulary';
import { findDrugs } from './find-drugs.ts';

const names = (search: string, first = 10) => findDrugs(formulary, search, first).map(({ name }) => name);

test('names that begin with what was typed, in any case, the shortest first', () => {
  const found = names('LISIN');
  expect(found[0]).toBe('lisinopril');
  expect(found.every((name) => name.startsWith('lisin'))).toBe(true);
  expect(names('lisin', 1)).toEqual(['lisinopril']);
});

test('a brand leads to what it contains', () => {
  expect(findDrugs(formulary, 'tylenol', 1)[0]?.ingredients.map(({ name }) => name)).toEqual(['acetaminophen']);
});

test.each(['', ' ', 'l', 'isinopril', 'zzzz', '.*'])('nothing for %j', (search) => {
  expect(names(search)).toEqual([]);
});
