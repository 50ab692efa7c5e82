import { canonicalJson, inputHash } from './idempotency.ts';

describe('the hash of an input', () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['the order of fields', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['absent and undefined', { a: 1 }, { a: 1, b: undefined }, true],
    ['absent and null', { a: 1 }, { a: 1, b: null }, false],
    ['the order of a list', [1, 2], [2, 1], false],
    ['text and number', { a: '1' }, { a: 1 }, false],
    ['a date and its text', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }, true],
    ['what nests', { a: { b: [{ d: 1, c: 2 }] } }, { a: { b: [{ c: 2, d: 1 }] } }, true],
  ])('%s', (_, a, b, same) => expect(inputHash(a) === inputHash(b)).toBe(same));

  it('is canonical', () => expect(canonicalJson({ b: [undefined, null, 'ä'], a: true })).toBe('{"a":true,"b":[null,null,"ä"]}'));
});
