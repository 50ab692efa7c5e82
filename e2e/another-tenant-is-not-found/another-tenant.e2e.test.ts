import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import { codesOf } from '../support/caller.ts';
import type { UserError } from '../support/caller.ts';
import { bloodPressure } from '../support/dialogues.ts';
import { consentTo, heardVisit, newPatient } from '../support/visit.ts';
import type { Ids } from '../support/whole-schema.ts';
import { operationsOfSchema } from '../support/whole-schema.ts';

/** One of everything in tenant demo. */
async function oneOfEverything(): Promise<Ids> {
  const { prescriber, nurse } = await clinic();
  const { patient, encounterId, note, prescriptions } = await heardVisit(prescriber, bloodPressure);
  const record = async (field: string, of: string, input: Record<string, unknown>) => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
    const data = await nurse.ask<Record<string, Record<string, { id: string } | null>>>(`mutation ($input: ${type}!) { ${field}(input: $input) { ${of} { id } userErrors { code message } } }`, {
      input: { clientMutationId: randomUUID(), patientId: patient.id, ...input },
    });
    const id = data.data?.[field]?.[of]?.id;
    if (!id) throw new Error(`${field}: ${JSON.stringify(data)}`);
    return id;
  };
  const allergyId = await record('recordAllergy', 'allergy', { code: { text: 'Penicillin' } });
  const medicationId = await record('recordMedication', 'medication', { code: { text: 'Lisinopril' } });
  const observationId = await record('recordObservation', 'observation', { code: { codings: [{ system: 'http://loinc.org', code: '29463-7' }] }, category: 'VITAL_SIGNS', effectiveAt: '2026-01-02T03:04:05.000Z', value: { value: '70', unit: 'kg' } });
  const made = await prescriber.get<{ recordCondition: { condition: { id: string } }; createRecording: { recording: { id: string } }; startFhirImport: { import: { id: string } } }>(
    `mutation ($condition: RecordConditionInput!, $recording: CreateRecordingInput!, $import: StartFhirImportInput!) {
      recordCondition(input: $condition) { condition { id } } createRecording(input: $recording) { recording { id } } startFhirImport(input: $import) { import { id } } }`,
    {
      condition: { clientMutationId: randomUUID(), patientId: patient.id, code: { text: 'Hypertension' } },
      recording: { clientMutationId: randomUUID(), encounterId, mediaType: 'audio/wav' },
      import: { clientMutationId: randomUUID(), bundleSha256: randomUUID().replaceAll('-', '').padEnd(64, '0'), entries: 1 },
    },
  );
  const { encounter, patient: own } = await prescriber.get<{ encounter: { jobs: { id: string }[]; transcripts: { id: string; segments: { id: string }[] }[] }; patient: { consents: { id: string }[] } }>(
    `query ($encounter: ID!, $patient: ID!) { encounter(id: $encounter) { jobs { id } transcripts { id segments { id } } } patient(id: $patient) { consents { id } } }`,
    { encounter: encounterId, patient: patient.id },
  );
  const jobId = String(encounter.jobs[0]?.id);
  const transcriptId = String(encounter.transcripts[0]?.id);
  const prescriptionId = String(prescriptions[0]?.id);
  const recordingId = made.createRecording.recording.id;
  const twin = await newPatient(prescriber);
  return {
    patient: patient.id, patientId: patient.id, intoPatientId: twin.id, encounter: encounterId, encounterId, allergyId, medicationId, observationId,
    conditionId: made.recordCondition.condition.id, consentId: String(own.consents[0]?.id), importId: made.startFhirImport.import.id, recording: recordingId, recordingId,
    transcript: transcriptId, transcriptId, segmentId: String(encounter.transcripts[0]?.segments[0]?.id), note: note.id, noteId: note.id,
    statementId: String(note.sections[0]?.statements[0]?.id), prescription: prescriptionId, prescriptionId, inferenceJob: jobId, jobId,
    safetySnapshot: patient.id, auditEvents: patient.id,
  };
}

let everything: Ids;
beforeAll(async () => {
  everything = await oneOfEverything();
});

/** Root fields that lead to a thing of another tenant by an id. */
const doors = operationsOfSchema(Object.fromEntries(['patient', 'patientId', 'intoPatientId', 'encounter', 'encounterId', 'allergyId', 'medicationId', 'observationId', 'conditionId', 'consentId', 'importId', 'recording', 'recordingId', 'transcript', 'transcriptId', 'segmentId', 'note', 'noteId', 'statementId', 'prescription', 'prescriptionId', 'inferenceJob', 'jobId', 'safetySnapshot', 'auditEvents'].map((key) => [key, key])))
  .filter((operation) => operation.takesId)
  .map((operation) => operation.coordinate);

test('there are doors to try', () => expect(doors.length).toBeGreaterThan(35));

test.each(doors)('%s', async (coordinate) => {
  const { stranger, strangerAuditor } = await clinic();
  const operation = operationsOfSchema(everything).find((one) => one.coordinate === coordinate);
  if (!operation) throw new Error(coordinate);
  const caller = coordinate === 'Query.auditEvents' ? strangerAuditor : stranger;
  const answer = await caller.ask<Record<string, { userErrors?: UserError[] } | null>>(operation.query, operation.variables);
  const payload = answer.data?.[operation.field] ?? null;
  const codes = [...codesOf(answer), ...(payload?.userErrors ?? []).map((error) => error.code)];
  if (operation.kind === 'query') expect(payload).toBeNull();
  expect(codes).toEqual(['NOT_FOUND']);
});

test('the same questions are answered in the tenant that owns the things', async () => {
  const { prescriber } = await clinic();
  for (const operation of operationsOfSchema(everything).filter((one) => one.kind === 'query' && one.takesId && one.coordinate !== 'Query.auditEvents')) {
    const answer = await prescriber.ask<Record<string, unknown>>(operation.query, operation.variables);
    expect({ of: operation.coordinate, errors: answer.errors }).toEqual({ of: operation.coordinate, errors: [] });
    expect(answer.data?.[operation.field]).toBeTruthy();
  }
});

test('a search finds nothing of another tenant, and its cursors do not work there', async () => {
  const { prescriber, stranger } = await clinic();
  const family = `Zz${randomUUID().replaceAll('-', '').replaceAll(/\d/g, 'q')}`;
  for (let index = 0; index < 3; index += 1) await newPatient(prescriber, { family });
  const search = `query ($after: String) { patients(filter: { name: "${family}" }, first: 2, after: $after) { nodes { mrn } pageInfo { endCursor hasNextPage } } }`;
  type Page = { patients: { nodes: { mrn: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
  const own = await prescriber.get<Page>(search);
  expect(own.patients.nodes).toHaveLength(2);
  expect(own.patients.pageInfo.hasNextPage).toBe(true);
  expect((await stranger.get<Page>(search)).patients.nodes).toEqual([]);
  expect(codesOf(await stranger.ask(search, { after: own.patients.pageInfo.endCursor }))).toEqual(['INVALID_CURSOR']);
  expect((await prescriber.get<Page>(search, { after: own.patients.pageInfo.endCursor })).patients.nodes).toHaveLength(1);
});

test('consent given in one tenant opens nothing in another', async () => {
  const { stranger } = await clinic();
  const theirs = await newPatient(stranger);
  await consentTo(stranger, theirs.id);
  const answer = await stranger.ask<{ createRecording: { userErrors: UserError[] } }>(`mutation ($input: CreateRecordingInput!) { createRecording(input: $input) { recording { id } userErrors { code message } } }`, {
    input: { clientMutationId: randomUUID(), encounterId: everything['encounterId'], mediaType: 'audio/wav' },
  });
  expect(answer.data?.createRecording.userErrors.map((error) => error.code)).toEqual(['NOT_FOUND']);
});
