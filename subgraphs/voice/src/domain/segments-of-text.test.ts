import * as fc from 'fast-check';
import { segmentsOfText } from './segments-of-text.ts';

test.each([
  ['brackets', '[doctor] Hello.\n[patient] Hi.', [['CLINICIAN', 'Hello.'], ['PATIENT', 'Hi.']]],
  ['colons, any case', 'DOCTOR: Hello.\r\nPt: Hi.', [['CLINICIAN', 'Hello.'], ['PATIENT', 'Hi.']]],
  ['wrapped lines go on', 'Doctor: We will\nwait and see.\nPatient: Okay.', [['CLINICIAN', 'We will wait and see.'], ['PATIENT', 'Okay.']]],
  ['a label on a line of its own', 'Doctor:\nHello.', [['CLINICIAN', 'Hello.']]],
  ['nobody named', 'The knee hurts.', [['UNKNOWN', 'The knee hurts.']]],
  ['a word with a colon is no label', 'Doctor: Plan: rest.\nNote: nothing else.', [['CLINICIAN', 'Plan: rest. Note: nothing else.']]],
  ['family', '[guest_family] She fell.', [['OTHER', 'She fell.']]],
  ['control characters', 'Patient: a\u0000b\u200bc', [['PATIENT', 'a b c']]],
  ['an empty turn says nothing', 'Doctor:\nPatient: Yes.', [['PATIENT', 'Yes.']]],
  ['spaces', ' \n\t\n', []],
])('%s', (_, text, expected) => {
  expect(segmentsOfText(text).map(({ speaker, text: said }) => [speaker, said])).toEqual(expected);
});

test('no word is lost and none is made up', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('Doctor', 'Patient'), fc.array(word, { minLength: 1, maxLength: 6 })), { maxLength: 20 }), (turns) => {
      const text = turns.map(([who, words]) => `${who}: ${words.join(' ')}`).join('\n');
      expect(segmentsOfText(text).map((turn) => turn.text).join(' ')).toBe(turns.map(([, words]) => words.join(' ')).join(' '));
    }),
  );
});
