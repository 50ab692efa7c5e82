import { toNoteVoice } from './clinician-voice.ts';
import { toThirdPerson } from './third-person.ts';
import { splitWords } from './words.ts';

describe('what patients say of themselves', () => {
  test.each([
    ["i've had a cough for two weeks", 'patient has had a cough for two weeks'],
    ["i'm just so tired", 'patient is just so tired'],
    ['i really take it every day', 'patient really takes it every day'],
    ["i don't smoke", "patient doesn't smoke"],
    ['i wake up and feel sick', 'patient wakes up and feels sick'],
    ['my back hurts when i bend', "patient's back hurts when patient bends"],
    ['it comes and goes', 'patient reports that it comes and goes'],
    ['i had a hysterectomy in 1996', 'patient had a hysterectomy in 1996'],
    ['he told me it was fine and i stopped', 'he told patient it was fine and patient stopped'],
  ])('%s', (said, written) => expect(toThirdPerson(splitWords(said))).toBe(written));

  test.each([['you told me i should stop'], ["i'd rather not take it"], ['my wife and i went there'], ['we ate out a lot'], ['i kerfuffle a lot'], ['what do i do'], ['slight cough'], ['they told me i was fine']])('unsure, so quoted: %s', (said) =>
    expect(toThirdPerson(splitWords(said))).toBeNull());
});

describe('what clinicians say to patients', () => {
  test.each([
    ['your lungs are clear', "patient's lungs are clear"],
    ['i think you have arthritis', 'I think patient has arthritis'],
    ['i want you to call me if you get worse', 'I want patient to call me if patient gets worse'],
    ["i'm going to increase your lasix to 80 mg", "increase patient's lasix to 80 mg"],
    ["let's start lisinopril 10 mg", 'start lisinopril 10 mg'],
    ['we might do some physical therapy', 'we might do some physical therapy'],
    ["i don't want to start steroids", "I don't want to start steroids"],
  ])('%s', (said, written) => expect(toNoteVoice(splitWords(said), { dropLeadIn: true })).toBe(written));

  test.each([['so do you feel better now'], ['you kerfuffle too much'], ['what would you like?']])('unsure, so quoted: %s', (said) =>
    expect(toNoteVoice(splitWords(said), { dropLeadIn: true })).toBeNull());
});
