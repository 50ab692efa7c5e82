import { parse, print } from 'graphql';
import { deferring, undeferred } from './deferring.ts';

const query = (...labels: string[]) => parse(`{ a ${labels.map((label) => `... @defer(label: "${label}") { ${label} }`).join(' ')} }`);
const labelsOf = (text: string) => [...text.matchAll(/label: "(\w+)"/g)].map(([, label]) => label);

/** What is proven of documents that defer none of these. */
function provenWithout(...refused: string[]) {
  const tried: string[] = [];
  const kept = (document: ReturnType<typeof query>) =>
    deferring(document, (attempt) => {
      const labels = labelsOf(print(attempt));
      tried.push(labels.join(''));
      if (labels.includes('throws')) throw new Error('no plan');
      return labels.some((label) => refused.includes(label ?? '')) ? undefined : labels.join('');
    });
  return { kept, tried };
}

it('defers all that it can', () => {
  const { kept, tried } = provenWithout();
  expect(kept(query('b', 'c'))).toBe('bc');
  expect(tried).toEqual(['bc']);
});

it('keeps what can be deferred where one cannot', () => {
  expect(provenWithout('c').kept(query('b', 'c', 'd'))).toBe('bd');
  expect(provenWithout().kept(query('throws', 'd', 'e'))).toBe('de');
});

it('defers nothing where nothing can be', () => {
  expect(provenWithout('b').kept(query('b'))).toBeUndefined();
  expect(provenWithout('b', 'c').kept(query('b', 'c'))).toBeUndefined();
  expect(provenWithout().kept(query())).toBeUndefined();
});

it('does not try for ever', () => {
  const { kept, tried } = provenWithout('i');
  expect(kept(query(...'bcdefghij'))).toBeUndefined();
  expect(tried).toHaveLength(1);
});

it('takes each away, by its place', () => {
  expect(labelsOf(print(undeferred(query('b', 'c', 'd'), new Set([1]))))).toEqual(['c']);
  expect(labelsOf(print(undeferred(query('b', 'c'))))).toEqual([]);
});
