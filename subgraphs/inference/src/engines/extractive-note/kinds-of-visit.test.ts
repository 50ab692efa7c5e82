import type { TranscriptDocument } from '@dra/events';
import { readDialogue } from './corpora/read-dialogue.ts';
import { createExtractiveNoteEngine } from './engine.ts';

// Visits of our own, of kinds that the corpora hardly have: relatives, interpreters, crises, emergencies, few words, no punctuation.
const id = '00000000-0000-7000-8000-000000000000';
const engine = createExtractiveNoteEngine();

async function noteOf(dialogue: string) {
  const transcript: TranscriptDocument = { transcriptId: id, recordingId: null, encounterId: id, patientId: id, version: 1, timing: 'NONE', engine: { id: 'own', version: '1', tier: 'HUMAN' }, language: 'en', segments: readDialogue(dialogue).segments };
  const [outcome] = await engine.runBatch([{ input: { transcript, template: 'aci-bench' }, onProgress: () => undefined }], new AbortController().signal);
  if (outcome?.kind !== 'ok') throw new Error('no note');
  const { sections, unmentioned } = outcome.output;
  const of = (title: string) => sections.find((one) => one.title === title)!.statements.map(({ text }) => text).join('\n');
  const written = sections.flatMap(({ statements }) => statements.map(({ text }) => text)).join('\n');
  return { of, written, listed: unmentioned.map(({ text }) => text).join('\n'), supported: sections.every(({ statements }) => statements.every((one) => one.supported)) };
}

test("a child's visit: what the mother says is hers to say, and nothing of hers is the child's", async () => {
  const { of, written, listed, supported } = await noteOf(`[doctor] so what is going on with mia ?
[mother] she's had a fever since friday , i gave her ibuprofen .
[doctor] any vomiting ?
[mother] no .
[doctor] and you're her mom ?
[mother] yes .
[doctor] any rash ?
[mother] no , i haven't seen any .
[doctor] any allergies ?
[mother] amoxicillin gives her hives . i had strep last week .
[doctor] okay , the left ear drum is red and bulging . the right one is clear .
[doctor] so she has an ear infection on the left . because of the allergy i'm going to prescribe azithromycin one hundred milligrams once a day for five days .
[doctor] if the fever goes above 104 , call me .`);
  expect(supported).toBe(true);
  expect(`${written}\n${listed}`).not.toMatch(/guest|she has not seen|the patient is her mom|the patient had strep|the patient gave/i);
  expect(written).toMatch(/Asked about vomiting, another person answers: no/);
  expect(of('ASSESSMENT AND PLAN')).toMatch(/Because of the allergy I am going to prescribe azithromycin 100 mg/);
  expect(of('ASSESSMENT AND PLAN')).toMatch(/ear infection on the left/);
  expect(of('ASSESSMENT AND PLAN')).toMatch(/If the fever goes above 104, call me/);
});

test('a crisis: what a life may hang on is in the note, not in a list', async () => {
  const { of, written } = await noteOf(`[doctor] how have you been since the last visit ?
[patient] not great . i'm tired most days and i don't enjoy anything .
[doctor] have you had thoughts of hurting yourself ?
[patient] sometimes i think they would be better off without me .
[doctor] do you have a plan or any means to hurt yourself ?
[patient] no , no plan .
[doctor] have you ever attempted suicide ?
[patient] once , when i was nineteen , i took pills .
[doctor] any hearing voices or seeing things ?
[patient] no .
[doctor] how is your appetite ?
[patient] it's okay , i eat twice a day . my sister brings me food .
[doctor] i don't think you need to go to the hospital . let's increase the sertraline to one hundred milligrams once a day .
[doctor] if the thoughts get worse , call 988 or go to the emergency room .
[patient] okay .`);
  expect(written).toMatch(/better off without (?:them|the patient)/);
  expect(written).toMatch(/when I was 19, I took pills|when they were 19/);
  expect(written).toMatch(/denies plan\./i);
  expect(written).not.toMatch(/, plan\.|HENT: .*voices/);
  expect(of('ASSESSMENT AND PLAN')).toMatch(/do not think the patient needs to go to the hospital/);
  expect(of('ASSESSMENT AND PLAN')).toMatch(/call 988/);
});

test('what patient and companion say against each other stands in the note from both', async () => {
  const { written } = await noteOf(`[doctor] how has she been ?
[daughter] she left the stove on twice and she got lost on the way home .
[patient] i did not get lost . i was resting .
[doctor] i see you fell , did you hit your head ?
[patient] no .
[daughter] she did hit her head , there was a bump .
[doctor] does she take a blood thinner ?
[daughter] she takes eliquis five milligrams twice a day .
[doctor] on exam there's a bruise over the right forehead . no weakness .
[doctor] i'd like to get a head ct today because of the fall on eliquis . i think she has moderate dementia .
[patient] i want to go home .
[doctor] we'll see you again in four weeks .`);
  expect(written).toMatch(/she got lost/);
  expect(written).toMatch(/did not get lost/);
  expect(written).toMatch(/denies hitting/);
  expect(written).toMatch(/she did hit her head/);
  expect(written).not.toMatch(/because of the fall on eliquis.*left|Of the fall/);
});

test('an emergency: orders are the plan, and what the patient can no longer do is not lost', async () => {
  const { of, written, listed } = await noteOf(`[doctor] where do you hurt ?
[patient] my chest , and my right leg . i can't move my foot .
[doctor] did you pass out ?
[patient] no . i remember everything .
[doctor] breath sounds are equal bilaterally . blood pressure is one ten over sixty eight . there's a deformity of the right lower leg .
[doctor] the chest x-ray shows two rib fractures on the right .
[doctor] okay , get a ct of the head and neck .
[doctor] start morphine four milligrams .`);
  expect(of('ASSESSMENT AND PLAN')).toMatch(/CT of the head and neck/i);
  expect(of('PHYSICAL EXAM')).not.toMatch(/CT of the head/i);
  expect(`${written}\n${listed}`).toMatch(/cannot move (?:their|the patient's) foot/);
  expect(written).not.toMatch(/^The patient's chest, and/m);
});

test('what was asked and confirmed is not lost when more is said', async () => {
  const { written, listed } = await noteOf(`[doctor] this is your third pregnancy ?
[patient] yeah , i had a miscarriage in 2019 .
[doctor] any bleeding ?
[patient] no .
[doctor] your blood pressure is one eighteen over seventy two .
[doctor] see me in two weeks .`);
  expect(`${written}\n${listed}`).toMatch(/the patient's third pregnancy\. They had a miscarriage in 2019/);
  expect(`${written}\n${listed}`).toMatch(/See me in 2 weeks/);
});

test('the shortest visit has its plan, and a greeting is no fact', async () => {
  const { written, listed } = await noteOf(`[doctor] good morning , mrs. lane .
[patient] good morning . i need my work note extended until friday .
[doctor] okay . i'll extend it to friday .`);
  expect(written).toMatch(/extend it to Friday/i);
  expect(`${written}\n${listed}`).not.toMatch(/good morning|lane/i);
});

test.each([
  ['i dont have any chest pain and i havent had a fever', /does not have any chest pain and (?:they|the patient) (?:have|has) not had a fever/],
  ['im taking lisinopril and ive got a cough', /is taking lisinopril and (?:they have|has) got a cough/],
])('apostrophes left out: %s', async (said, expected) => expect((await noteOf(`[patient] ${said}`)).written).toMatch(expected));

test('into the muscle is not "i am"', async () => {
  const { written } = await noteOf('[doctor] we gave you one gram of ceftriaxone im today .\n[patient] okay .\n[doctor] ketorolac thirty milligrams im once .');
  expect(written).not.toMatch(/I am|I'm/);
});

test('who speaks for a child is "you"; the child is not', async () => {
  const { written, listed } = await noteOf(`[doctor] what's going on with her ?
[mother] she has a cough and she doesn't sleep .
[doctor] okay , your lungs are clear , sweetie . she can sit on your lap .
[doctor] i'd like you to give her five milliliters of acetaminophen every six hours .
[doctor] i will call you with the results of the chest x-ray .`);
  expect(`${written}\n${listed}`).not.toMatch(/(?:on|to) the patient's lap|call the patient|the patient to give/);
  expect(`${written}\n${listed}`).toMatch(/lungs are clear/);
});

test('how long is said of what', async () => {
  const { written } = await noteOf(`[doctor] how have you been treating your acne ?
[patient] the dermatologist started me on accutane .
[doctor] how long have you been on accutane ?
[patient] about three months now .`);
  expect(written).toMatch(/Duration of accutane: about 3 months/i);
});

test('"it" stands with what it is', async () => {
  const { written } = await noteOf(`[doctor] have you used anything for the pain ?
[patient] they tried different medicines , only oxycodone helped a little . it gives me around three hours of relief .
[doctor] any fever ?
[patient] no .
[doctor] any numbness ?
[patient] no .
[doctor] any weakness ?
[patient] no .
[doctor] any allergies ?
[patient] no .
[doctor] your blood pressure is one twenty over eighty .
[doctor] let's start gabapentin three hundred milligrams at night .
[doctor] follow up in four weeks .`);
  expect(written).toMatch(/oxycodone[\s\S]*relief/);
});

test('a "no" that answers is no "no" of what follows', async () => {
  const { written } = await noteOf(`[patient] is it broken ?
[doctor] no there's a little bit of tenderness over the medial knee .`);
  expect(written).toMatch(/^(?!.*\bno\b).*tenderness over the medial knee/im);
});
