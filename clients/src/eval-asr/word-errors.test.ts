import { addErrors, drugNames, wordErrors } from './word-errors.ts';

const drugs = drugNames(['lisinopril', 'insulin glargine', 'insulin']);

it('counts words that were replaced, left out and put in', () => {
  expect(wordErrors('Take lisinopril, 10 mg once daily.', 'take lisinopril 10 mg once daily', drugs)).toMatchObject({ words: 6, substituted: 0, left: 0, added: 0, drugs: 1, drugsWrong: 0 });
  expect(wordErrors('one two three', 'one too three four', drugs)).toMatchObject({ substituted: 1, left: 0, added: 1 });
  expect(wordErrors('one two three', 'three', drugs)).toMatchObject({ left: 2, added: 0 });
  expect(wordErrors('', 'invented words', drugs)).toMatchObject({ words: 0, added: 2 });
});

it('counts a drug once by its longest name, and wrong when any word of it is', () => {
  expect(wordErrors('start insulin glargine and insulin', 'start insulin large in and insulin', drugs)).toMatchObject({ drugs: 2, drugsWrong: 1 });
  expect(wordErrors('stop lisinopril', 'stop listening pill', drugs)).toMatchObject({ drugs: 1, drugsWrong: 1 });
  expect(addErrors([wordErrors('stop lisinopril now', 'stop listening now', drugs)])).toMatchObject({ wer: 1 / 3, werWithoutDrugs: 0, drugErrorRate: 1 });
});

it('adds up over recordings by words, and says nothing of drugs where there are none', () => {
  const sum = addErrors([wordErrors('a b c d', 'a b c d', drugs), wordErrors('a b', 'x', drugs)]);
  expect(sum.wer).toBeCloseTo(2 / 6);
  expect(sum.werWithoutDrugs).toBe(sum.wer);
  expect(sum.drugErrorRate).toBeNull();
});
