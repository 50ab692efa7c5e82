import { dialogue } from '../orders/dialogue.ts';
import { medicationsOf } from './medications.ts';

const phrase = (text: string) => medicationsOf(dialogue(text))[0]?.phrase;

describe('an order in words says all that was ordered', () => {
  test.each([
    ['Start trazodone 50 mg by mouth at bedtime.', 'trazodone, 50 mg by mouth once daily at bedtime'],
    ['Start acetaminophen 1000 mg by mouth every 8 hours as needed for pain, at most 3 grams a day.', 'acetaminophen, 1000 mg by mouth every 8 hours as needed for pain (at most 3 g a day)'],
    ['Start metformin 500 milligrams, take two tablets by mouth twice daily with meals.', 'metformin 500 mg, 2 tablets by mouth 2 times a day with food'],
    ['Start albuterol, two puffs every 4 hours as needed for wheezing.', 'albuterol, 2 puffs by inhalation every 4 hours as needed for wheezing'],
    ['Start prednisone forty milligrams daily for five days, then twenty milligrams daily for five days.', 'prednisone, 40 mg once daily for 5 days; then 20 mg once daily for 5 days'],
    ['Stop the lisinopril.', 'lisinopril'],
  ])('%s', (text, expected) => {
    expect(phrase(text)).toBe(expected);
  });

  test('the most that may be taken is no dose that a statement may give', () => {
    expect([...(medicationsOf(dialogue('Start acetaminophen 1000 mg by mouth every 8 hours, at most 3 grams a day.'))[0]?.doses ?? [])]).toEqual(['1000mg']);
  });
});
