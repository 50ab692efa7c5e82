import { spelledAlike } from './spelled-alike.ts';

it.each([
  ['five hundred milligrams twice a day', '500 mg twice a day'],
  ['Your blood pressure is one fifty over ninety.', 'your blood pressure is 150/90'],
  ['one fifty over ninety, doctor', '150 over 90, Dr.'],
  ['mister john dashwood', 'Mr. John Dashwood'],
  ['Come back in two weeks.', 'come back in 2 weeks'],
  ['ten meters', '10 meters'],
  ['ninety eight percent', '98%'],
  ['an ill disposed young man', 'an ill-disposed young man'],
])('"%s" was heard where "%s" is written', (said, written) => {
  expect(spelledAlike(written)).toEqual(spelledAlike(said));
});

it.each([['fifty milligrams', '15 mg'], ['five milligrams', '5 mcg'], ['two tablets', 'to tablets'], ['one hundred five', '150']])('"%s" is not "%s"', (said, other) => {
  expect(spelledAlike(other)).not.toEqual(spelledAlike(said));
});
