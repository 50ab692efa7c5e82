import fc from 'fast-check';
import { readSpokenNumbers } from './spoken-numbers.ts';
import { tokenize } from './tokens.ts';

const read = (text: string): string[] => readSpokenNumbers(tokenize(text)).filter((token) => token.kind === 'number').map((token) => token.text);

describe('spoken numbers', () => {
  test.each([
    ['ten', ['10']],
    ['twenty five milligrams', ['25']],
    ['twenty-five milligrams', ['25']],
    ['five hundred', ['500']],
    ['a hundred', ['100']],
    ['one hundred and twenty five', ['125']],
    ['two thousand five hundred', ['2500']],
    ['twelve point five', ['12.5']],
    ['zero point one two five', ['0.125']],
    ['oh point five', ['0.5']],
    ['point twenty five', ['0.25']],
    ['one and a half tablets', ['1.5']],
    ['half a tablet', ['0.5']],
    ['one-half to one tablet', ['0.5', '1']],
    ['1/2 tablet', ['0.5']],
    ['2 1/2 tablets', ['2.5']],
    ['10/20', ['10', '20']],
    ['1,000 units', ['1000']],
    ['.5 mg', ['0.5']],
    ['2.50 mg', ['2.5']],
    ['2 thousand', ['2000']],
    ['seven fifty', ['750']],
    ['one twelve', ['112']],
    ['ten twenty', ['10', '20']],
    ['ten, no, twenty milligrams', ['10', '20']],
    ['oh, I see', []],
    ['the second half of the game', []],
    ['one to two tablets', ['1', '2']],
    ['three hundred three times a day', ['300', '3']],
    ['fifty three times a day', ['50', '3']],
    ['five hundred two tablets', ['500', '2']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('a short form keeps both readings', () => {
    const [token] = readSpokenNumbers(tokenize('one fifty'));
    expect(token).toMatchObject({ text: '150', short: { count: '1', rest: '50' } });
  });

  test('tokens cover the text they came from, in order, for any text', () => {
    const words = fc.constantFrom('one', 'twenty', 'five', 'hundred', 'and', 'a', 'half', 'point', 'oh', '-', '2', '1/2', 'mg', 'thousand', ',');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (list) => {
        const text = list.join(' ');
        let end = 0;
        for (const token of readSpokenNumbers(tokenize(text))) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          if (token.kind === 'number') expect(token.text).toMatch(/^\d+(\.\d+)?$/);
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
