import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import { heardVisit, newPatient } from '../support/visit.ts';

/** Words that occur nowhere but in this patient's record. */
const marks = { family: 'Quillfeatherstone', given: 'Zephyrantha', complaint: 'wobblegrass', allergy: 'Snozzcillin' };
const planted = new RegExp([...Object.values(marks), 'amoxicillin 250'].join('|'), 'i');

const dialogue = `Doctor: Good morning, ${marks.given}. What brings you in?
Patient: I was cutting ${marks.complaint} and now I have a sore throat and a fever for two days.
Doctor: Your throat is red. I'm going to start you on amoxicillin 250 mg by mouth three times a day for seven days, twenty one capsules, no refills.`;

test('names and dictation stay in the stores: nothing that is emitted holds them', async () => {
  const { prescriber, nurse, stranger, graph } = await clinic();
  const patient = await newPatient(prescriber, { family: marks.family, given: marks.given });
  await nurse.get(`mutation ($input: RecordAllergyInput!) { recordAllergy(input: $input) { userErrors { code } } }`, {
    input: { clientMutationId: randomUUID(), patientId: patient.id, code: { text: marks.allergy } },
  });
  const { note } = await heardVisit(prescriber, dialogue, patient);

  // Faults of every kind, with the marks inside: these are the lines that leak.
  const faults = await Promise.all([
    prescriber.ask(`{ patients(filter: { name: "${marks.family}" }, after: "${marks.family}") { nodes { id } } }`),
    prescriber.ask(`query ($id: ID!) { patient(id: $id) { mrn } }`, { id: marks.family }),
    prescriber.ask(`query ($date: Date) { patients(filter: { birthDate: $date }) { nodes { id } } }`, { date: marks.family }),
    prescriber.ask(`{ ${marks.family} }`),
    prescriber.ask(`mutation ($input: CreatePatientInput!) { createPatient(input: $input) { patient { id } userErrors { code message } } }`, {
      input: { clientMutationId: randomUUID(), mrn: patient.mrn, names: [{ family: marks.family, given: [marks.given] }], administrativeGender: 'FEMALE' },
    }),
    prescriber.ask(`mutation ($input: EditNoteInput!) { editNote(input: $input) { userErrors { code message } } }`, {
      input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: 99, edits: [{ add: { sectionCode: 'nowhere', text: marks.complaint } }] },
    }),
    stranger.ask(`query ($id: ID!) { note(id: $id) { text } }`, { id: note.id }),
    stranger.ask(`{ patientByMrn(mrn: "${patient.mrn}") { id } }`),
  ]);
  for (const [index, answer] of faults.entries()) {
    // A caller's own syntax is repeated to them (the name of a field that does not exist); nothing else is.
    if (index === 3) continue;
    expect({ index, text: JSON.stringify(answer) }).toEqual({ index, text: expect.not.stringMatching(planted) });
  }

  const emitted = await graph.everythingEmitted();
  expect(Object.keys(emitted).filter((where) => where.startsWith('log:')).length).toBeGreaterThan(8);
  expect(Object.keys(emitted).filter((where) => where.startsWith('metrics:')).length).toBeGreaterThanOrEqual(8);
  expect(Object.keys(emitted).filter((where) => where.startsWith('nats:')).length).toBeGreaterThan(3);
  const leaks = Object.entries(emitted).filter(([where, text]) => planted.test(text) || text.includes(patient.mrn) || planted.test(where)).map(([where]) => where);
  expect(leaks).toEqual([]);
  // The search can find: the request ids and service names are there.
  expect(Object.values(emitted).some((text) => text.includes('"service":"gateway"'))).toBe(true);
});
