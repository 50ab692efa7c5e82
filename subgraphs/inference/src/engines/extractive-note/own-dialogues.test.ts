import { readDialogue } from './corpora/read-dialogue.ts';
import { createExtractiveNoteEngine } from './engine.ts';
import { renderNote } from './render-note.ts';

// Visits that we wrote ourselves: what a clinician would miss if it were not there, or would strike out if it were.
const id = '00000000-0000-7000-8000-000000000000';
const engine = createExtractiveNoteEngine();

async function noteOf(dialogue: string, template = 'aci-bench') {
  const transcript = { transcriptId: id, recordingId: null, encounterId: id, patientId: id, version: 1, timing: 'NONE' as const, engine: { id: 'own', version: '1', tier: 'HUMAN' as const }, language: 'en', segments: readDialogue(dialogue).segments };
  const record = {
    record: {
      language: null, complete: true, readAt: '2026-11-24T10:00:00.000Z', conditions: [],
      allergies: { items: [{ id, text: 'Penicillin', rxcui: null }], noneAsserted: false },
      medicines: [{ id, text: 'lisinopril 20 MG Oral Tablet', rxcui: null, directions: '1 tablet by mouth once daily' }],
    },
    prescriptions: [],
  };
  const [outcome] = await engine.runBatch([{ input: { transcript, template, record }, onProgress: () => undefined }], new AbortController().signal);
  if (outcome?.kind !== 'ok') throw new Error('no note');
  return outcome.output;
}

const heart = `[doctor] so , martha is a 61 year old female with a past medical history significant for atrial fibrillation , who presents today with palpitations . hi martha , how are you ?
[patient] um , i've been better . my heart , it , it races at night .
[doctor] okay . how long has that been going on ?
[patient] uh , about three weeks or so .
[doctor] do you have any chest pain ?
[patient] no .
[doctor] any shortness of breath ?
[patient] just when i climb the stairs .
[doctor] and are you taking your medications ?
[patient] yeah , i take lisinopril ten milligrams every morning . my daughter got married last week , it was lovely .
[doctor] wonderful . do you have any allergies ?
[patient] no .
[doctor] okay . let's do a quick physical exam . your blood pressure is one thirty eight over eighty two . on your heart exam , i do appreciate an irregular rhythm , and i don't appreciate any murmur .
[doctor] hey , dragon , show me the ekg . so looking at the results of your ekg , it shows atrial fibrillation at about one hundred and ten beats per minute .
[doctor] so , for your first problem , atrial fibrillation , i'm going to start metoprolol twenty five milligrams twice a day , and we're going to order an echocardiogram .
[doctor] i want you to call me if you feel like you are going to faint , okay ?
[patient] that sounds good .
[doctor] hey , dragon , order an echocardiogram .`;

test('a heart visit: what was found, what was denied, what is planned, each in its place', async () => {
  const note = await noteOf(heart);
  const text = renderNote(note);
  const section = (title: string) => note.sections.find((one) => one.title === title)!.statements.map((one) => one.text).join('\n');
  expect(section('CHIEF COMPLAINT')).toBe('Palpitations.');
  expect(text).toMatch(/61 year old female with a past medical history significant for atrial fibrillation/);
  expect(section('PHYSICAL EXAM')).toMatch(/138\/82/);
  expect(section('PHYSICAL EXAM')).toMatch(/irregular rhythm/);
  expect(section('PHYSICAL EXAM')).toMatch(/no murmur|No murmur/);
  expect(section('RESULTS')).toMatch(/EKG: It shows atrial fibrillation at about 110/);
  expect(section('ASSESSMENT AND PLAN')).toMatch(/metoprolol 25 mg twice a day/);
  expect(section('ASSESSMENT AND PLAN')).toMatch(/I advised the patient to call me if she feels/);
  expect(section('ASSESSMENT AND PLAN')).toMatch(/agrees with the recommended medical treatment plan/);
  expect(text).toMatch(/denies chest pain/i);
  expect(text).not.toMatch(/\b(?:um|uh|dragon|married|lovely)\b/i);
  expect(text).not.toMatch(/\bpatient's? patient\b/i);
});

test('what the record has otherwise is raised: an allergy denied, another dose', async () => {
  const { warnings } = await noteOf(heart, 'soap');
  expect(warnings.filter(({ code }) => /ALLERGY|DOSE/.test(code)).map(({ code, message }) => ({ code, message }))).toEqual([
    { code: 'DOSE_DIFFERS', message: 'Lisinopril 10 mg was said; the list has 20 mg.' },
    { code: 'ALLERGY_DENIED', message: 'Allergies are denied; on file is an allergy to Penicillin.' },
  ]);
});

test('no normal finding is invented', async () => {
  const text = renderNote(await noteOf(heart));
  expect(text).not.toMatch(/lungs|abdomen|fever|edema|alert|oriented/i);
});

const knee = `[doctor] what brings you in ?
[patient] i twisted my left knee playing soccer two days ago and it's swollen .
[doctor] did you hear a pop ?
[patient] i think i did .
[doctor] any numbness ?
[patient] not that i know of .
[doctor] how bad is the pain on a scale of one to ten ?
[patient] seven out of ten .
[doctor] does anything make it better ?
[patient] ice helps , and i took ibuprofen , four hundred milligrams .
[doctor] on your knee exam , there's an effusion and some tenderness over the medial joint line . we could try an injection if this fails .
[doctor] i think you have a medial meniscus tear . i'd like to order an mri of the left knee .
[patient] okay .`;

test('a knee visit: side, severity and doubt are kept', async () => {
  const text = renderNote(await noteOf(knee));
  expect(text).toMatch(/left knee/);
  expect(text).toMatch(/7\/10/);
  expect(text).toMatch(/400 mg/);
  expect(text).toMatch(/I think the patient has a medial meniscus tear/);
  expect(text).toMatch(/effusion/);
  expect(text).not.toMatch(/right knee|\bhe\b|\bshe\b/i);
  // Not yet a plan.
  expect(text).not.toMatch(/we will try an injection/i);
});

const plain = `[doctor] hey , dragon , ms. thompson is a 43 year old female here for right knee pain . so what happened ?
[patient] i , um , i was up on a ladder and i twisted it .
[doctor] so you're putting ice on it ?
[patient] yes .
[doctor] any numbness ? tingling ? fever ?
[patient] no .
[doctor] and what makes it better ?
[patient] can't find anything . been taking ibuprofen every day .
[doctor] on exam of the knee , no , there's no , um , effusion . there's some tenderness . over the medial side .
[doctor] i'm gonna put you in a brace , and have you come back in two weeks . for an x-ray .
[doctor] hey , dragon , order ibuprofen 800 milligrams three times a day . hey , dragon , show me the x-ray .`;

test('prose: a name, what was confirmed, several questions at once, sentences in two pieces, an order to the recorder', async () => {
  const note = await noteOf(plain);
  const text = [...note.sections.flatMap(({ statements }) => statements), ...note.unmentioned].map((one) => one.text).join('\n');
  expect(text).toMatch(/Ms\. Thompson is a 43 year old female here for right knee pain/);
  expect(text).toMatch(/The patient is putting ice on it|She is putting ice on it/);
  for (const denied of ['numbness', 'tingling', 'fever']) expect(text).toMatch(new RegExp(`denies (?:[a-z]+, )*${denied}`, 'i'));
  expect(text).toMatch(/cannot find anything/);
  expect(text).toMatch(/has been taking ibuprofen/);
  expect(text).toMatch(/no effusion/i);
  expect(text).toMatch(/tenderness, over the medial side/);
  expect(text).toMatch(/come back in 2 weeks, for an x-ray/);
  expect(text).toMatch(/Order ibuprofen 800 mg/);
  expect(text).not.toMatch(/dragon|show me|,,|answers: "yes"/i);
});

test('nobody told apart and no punctuation: who speaks is taken from the words, and said to be', async () => {
  const bare = heart.split('\n').map((line) => line.replace(/^\[\w+\] /, '').replace(/[.,?]/g, '').replace(/\s+/g, ' ').trim());
  const transcript = {
    transcriptId: id, recordingId: null, encounterId: id, patientId: id, version: 1, timing: 'NONE' as const, engine: { id: 'own', version: '1', tier: 'DEMO' as const }, language: 'en',
    segments: bare.map((text, seq) => ({ id: `${id}.${seq}`, seq, speaker: 'UNKNOWN' as const, startMs: null, endMs: null, text, confidence: null })),
  };
  const [outcome] = await engine.runBatch([{ input: { transcript, template: 'aci-bench' }, onProgress: () => undefined }], new AbortController().signal);
  if (outcome?.kind !== 'ok') throw new Error('no note');
  const text = renderNote(outcome.output);
  expect(text).toMatch(/metoprolol 25 mg twice a day/);
  expect(text).toMatch(/138\/82/);
  expect(text).toMatch(/denies chest pain/i);
  expect(outcome.output.sections.flatMap(({ statements }) => statements).every(({ supported }) => supported)).toBe(true);
  expect(outcome.output.warnings.map(({ code }) => code)).toContain('SPEAKERS_GUESSED');
});
