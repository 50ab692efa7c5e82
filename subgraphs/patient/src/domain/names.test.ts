import fc from 'fast-check';
import { displayNameOf, normaliseName, searchNames, searchWords, sortNameOf } from './names.ts';
import type { HumanName } from './model.ts';

const name = (family: string | null, given: string[] = [], more: Partial<HumanName> = {}): HumanName => ({ use: null, family, given, prefix: [], ...more });

describe('names', () => {
  it.each([
    ['Núñez', 'nunez'],
    ["O'Brien", 'obrien'],
    ['Müller-Lüdenscheidt', 'mullerludenscheidt'],
    ['Łukasz', 'lukasz'],
    ['Strauß', 'strauss'],
    ['  van   Gogh ', 'vangogh'],
    ['李', '李'],
    ['', ''],
  ])('%s is searched as %s', (given, expected) => expect(normaliseName(given)).toBe(expected));

  it('is the same when done twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => normaliseName(normaliseName(text)) === normaliseName(text)));
  });

  it('finds each part of a compound', () => {
    expect(searchNames([name('García-Lorca', ['María José'])]).sort()).toEqual(['garcia', 'garcialorca', 'jose', 'lorca', 'maria', 'mariajose']);
  });

  it('takes typed words apart', () => expect(searchWords('Osei, Änne')).toEqual(['osei', 'anne']));

  it('orders and shows by the usual name, then the official one', () => {
    const names = [name('Old'), name('Official', ['Ann'], { use: 'official', prefix: ['Dr.'] })];
    expect(sortNameOf(names)).toBe('official ann');
    expect(displayNameOf(names)).toBe('Dr. Ann Official');
    expect(displayNameOf([...names, name('Usual', ['Annie'], { use: 'usual' })])).toBe('Annie Usual');
    expect(displayNameOf([])).toBe('');
  });
});
