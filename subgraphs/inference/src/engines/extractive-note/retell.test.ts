import { he, she, they } from './person.ts';
import { retell } from './retell.ts';
import { trimClinician } from './trim-clinician.ts';
import { joinWords, splitWords } from './words.ts';

describe('what patients say of themselves', () => {
  test.each([
    ["i've had a cough for two weeks", 'the patient has had a cough for two weeks'],
    ["i'm just so tired", 'the patient is just so tired'],
    ['i really take it every day', 'the patient really takes it every day'],
    ["i don't smoke", 'the patient does not smoke'],
    ['i wake up and feel sick', 'the patient wakes up and feels sick'],
    ['my back hurts when i bend', "the patient's back hurts when she bends"],
    ["it comes and goes and i can't sleep", 'it comes and goes and the patient cannot sleep'],
    ['he told me it was fine and i stopped', 'he told the patient it was fine and she stopped'],
    ['we ate out a lot', 'they ate out a lot'],
    ["i'd rather not take it", 'the patient would rather not take it'],
  ])('%s', (said, written) => expect(retell(splitWords(said), { speaker: 'PATIENT', person: she })).toBe(written));

  test('nobody is made a he or a she: "they", with its verbs', () =>
    expect(retell(splitWords('i have pain when i walk and my leg was sore and i was tired'), { speaker: 'PATIENT', person: they })).toBe('the patient has pain when they walk and their leg was sore and they were tired'));

  test.each([['you told me i should stop'], ['my wife and i went there'], ['i kerfuffle a lot'], ['what do i do']])('unsure, so quoted: %s', (said) =>
    expect(retell(splitWords(said), { speaker: 'PATIENT', person: she })).toBeNull());
});

describe('what clinicians say to patients', () => {
  test.each([
    ['your lungs are clear', 'the lungs are clear'],
    ['i think you have arthritis', 'I think the patient has arthritis'],
    ['i want you to call me if you get worse', 'I want the patient to call me if he gets worse'],
    ['i want to see you again in 2 weeks', 'I want to see the patient again in 2 weeks'],
    ['have your wife look at your incision if you worry', "have the patient's wife look at the incision if he worries"],
  ])('%s', (said, written) => expect(retell(splitWords(said), { speaker: 'CLINICIAN', person: he })).toBe(written));

  test.each([['so do you feel better now'], ['you kerfuffle too much'], ['what would you like?']])('unsure, so quoted: %s', (said) =>
    expect(retell(splitWords(said), { speaker: 'CLINICIAN', person: he })).toBeNull());
});

describe('the talk around it', () => {
  test.each([
    ["i'm going to increase your lasix to 80 mg", 'increase your lasix to 80 mg', false],
    ["what i'd like to do is i'm going to start lisinopril", 'start lisinopril', false],
    ["let's start lisinopril 10 mg", 'start lisinopril 10 mg', false],
    ['i do appreciate a 3/6 murmur', 'a 3/6 murmur', false],
    ["i don't appreciate any edema in your legs", 'edema in your legs', true],
    // Doubt and refusal stay.
    ['we might do some physical therapy', 'we might do some physical therapy', false],
    ["i don't want to start steroids", "i don't want to start steroids", false],
    ['i think you have arthritis', 'i think you have arthritis', false],
    ['looks like you have a fracture', 'looks like you have a fracture', false],
    ["i don't think there's any fracture", "i don't think there's any fracture", false],
    ['i feel you have a strain', 'i feel you have a strain', false],
    ['i feel a mass here', 'a mass here', false],
  ])('%s', (said, left, denied) => {
    const trimmed = trimClinician(splitWords(said));
    expect([joinWords(trimmed.words), trimmed.denied]).toEqual([left, denied]);
  });
});
