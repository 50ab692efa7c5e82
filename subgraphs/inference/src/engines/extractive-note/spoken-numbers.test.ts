import { normaliseNumbers } from './normalise-numbers.ts';
import { joinWords, splitWords } from './words.ts';

const read = (text: string) => joinWords(normaliseNumbers(splitWords(text)));

describe('numbers as they are spoken', () => {
  test.each([
    ['blood pressure is one forty over ninety', 'blood pressure is 140/90'],
    ['blood pressure is one twenty two over seventy', 'blood pressure is 122/70'],
    ['temperature is ninety eight point six', 'temperature is 98.6'],
    ['temperature is ninety eight . two', 'temperature is 98.2'],
    ['lisinopril twenty milligrams a day', 'lisinopril 20 mg a day'],
    ['two hundred and fifty micrograms', '250 mcg'],
    ['three out of six systolic murmur', '3/6 systolic murmur'],
    ['two over six murmur', '2/6 murmur'],
    ['in nineteen ninety six', 'in 1996'],
    ['in two thousand eight', 'in 2008'],
    ['reduced at 45 %', 'reduced at 45%'],
    ['forty five percent', '45%'],
    ['for about five weeks', 'for about 5 weeks'],
    ['four to five days', '4 to 5 days'],
    ['sugars around one thirty', 'sugars around 130'],
    ['a hundred and five kilograms', '105 kg'],
    ['a hundred and forty over seventy', '140/70'],
    ['one hundred and forty over seventy', '140/70'],
    ['two tablets and three drops', '2 tablets and 3 drops'],
  ])('%s', (said, written) => expect(read(said)).toBe(written));

  test.each([
    ['at eight thirty in the morning'],
    ['i take one in the morning'],
    ['the first one'],
    ['one and a half tablets'],
    ['one two three'],
    ['ninety 97'],
    ['a hundred million and forty'],
    ['twenty and a half milligrams'],
    ['vitamin b12'],
    ['that one time we talked'],
  ])('doubt stays in words: %s', (said) => expect(read(said)).toBe(said));
});
