import { confusedPairs, confusedWith } from './confused-names.ts';

describe('confused names', () => {
  test('every pair has a source, and says whether it was read there', () => {
    expect(confusedPairs.length).toBeGreaterThan(150);
    for (const { names, source } of confusedPairs) {
      expect(names.split(' ').length).toBeGreaterThan(1);
      expect(source).toMatch(/ISMP/);
    }
    expect(confusedPairs.filter(({ checked }) => checked).map(({ names }) => names)).toContain('bupropion buspirone');
  });

  test('both ways, and never itself', () => {
    expect(confusedWith(['glyburide'])).toContain('glipizide');
    expect(confusedWith(['Glipizide', 'glyburide'])).not.toContain('glyburide');
  });
});
