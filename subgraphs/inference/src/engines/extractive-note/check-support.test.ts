import { checkSupport } from './check-support.ts';

describe('a statement stands on what was said, or it does not stand', () => {
  test.each([
    ['Patient denies chest pain.', ['any chest pain?', 'no']],
    ['BP 140/90.', ['bp one forty over ninety']],
    ['Patient takes lisinopril 20 mg.', ["i'm taking lisinopril, twenty milligrams"]],
    ["Patient doesn't smoke.", ["i don't smoke"]],
    ['Patient takes 1,000 mg.', ['i take a thousand', 'one thousand milligrams']],
    ['Hemoglobin a1c is 7.2.', ['your hemoglobin a1c is seven point two']],
  ])('%s', (text, evidence) => expect(checkSupport(text, evidence)).toEqual({ supported: true, faults: [] }));

  test.each([
    ['another number', 'Patient takes lisinopril 40 mg.', ['i take lisinopril twenty milligrams'], 'number'],
    ['a part of a number', 'BP 40/70.', ['bp a hundred and forty over seventy'], 'number'],
    ['a number in doubt', 'Takes 2 tablets 3.', ['takes two three four tablets'], 'number'],
    ['a digit too many', 'BP 1400/90.', ['bp one forty over ninety'], 'number'],
    ['another drug', 'Patient takes losartan 20 mg.', ['i take lisinopril twenty milligrams'], 'word'],
    ['a lost negation', 'Patient reports chest pain.', ['any chest pain?', 'no'], 'negation'],
    ['an invented negation', 'Patient denies chest pain.', ['any chest pain?', 'yes'], 'negation'],
    ['another side', 'Left knee pain.', ['right knee pain'], 'word'],
    ['nothing said', 'Chest pain.', [], 'no-evidence'],
  ])('%s', (_, text, evidence, fault) => {
    const { supported, faults } = checkSupport(text, evidence);
    expect(supported).toBe(false);
    expect(faults).toContain(fault);
  });
});
