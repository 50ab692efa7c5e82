import { randomUUID } from 'node:crypto';
import type { Caller, UserError } from './caller.ts';
import { until } from './until.ts';

export type Patient = { id: string; mrn: string };

/** A fresh patient, so that no story depends on another's. */
export async function newPatient(caller: Caller, options: { family?: string; given?: string; birthDate?: string } = {}): Promise<Patient> {
  const mrn = `E2E-${randomUUID().slice(0, 13)}`;
  const { createPatient } = await caller.get<{ createPatient: { patient: Patient | null; userErrors: UserError[] } }>(
    `mutation ($input: CreatePatientInput!) { createPatient(input: $input) { patient { id mrn } userErrors { code message path } } }`,
    {
      input: {
        clientMutationId: randomUUID(),
        mrn,
        names: [{ family: options.family ?? `Story${mrn.slice(4, 12)}`, given: [options.given ?? 'Ada'] }],
        birthDate: options.birthDate ?? '1968-03-09',
        administrativeGender: 'FEMALE',
        allowDuplicate: true,
      },
    },
  );
  if (!createPatient.patient) throw new Error(`no patient: ${JSON.stringify(createPatient.userErrors)}`);
  return createPatient.patient;
}

export async function consentTo(caller: Caller, patientId: string, types: readonly string[] = ['RECORDING', 'AI_PROCESSING']): Promise<void> {
  for (const type of types) {
    const { giveConsent } = await caller.get<{ giveConsent: { userErrors: UserError[] } }>(
      `mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { userErrors { code message } } }`,
      { input: { clientMutationId: randomUUID(), patientId, type, basis: 'VERBAL' } },
    );
    expect(giveConsent.userErrors).toEqual([]);
  }
}

export async function startVisit(caller: Caller, patientId: string): Promise<string> {
  const { createEncounter } = await caller.get<{ createEncounter: { encounter: { id: string } | null; userErrors: UserError[] } }>(
    `mutation ($input: CreateEncounterInput!) { createEncounter(input: $input) { encounter { id } userErrors { code message } } }`,
    { input: { clientMutationId: randomUUID(), patientId, start: true } },
  );
  if (!createEncounter.encounter) throw new Error(`no encounter: ${JSON.stringify(createEncounter.userErrors)}`);
  return createEncounter.encounter.id;
}

export async function uploadDialogue(caller: Caller, encounterId: string, text: string): Promise<string> {
  const { uploadTranscript } = await caller.get<{ uploadTranscript: { transcript: { id: string } | null; userErrors: UserError[] } }>(
    `mutation ($input: UploadTranscriptInput!) { uploadTranscript(input: $input) { transcript { id } userErrors { code message } } }`,
    { input: { clientMutationId: randomUUID(), encounterId, text } },
  );
  if (!uploadTranscript.transcript) throw new Error(`no transcript: ${JSON.stringify(uploadTranscript.userErrors)}`);
  return uploadTranscript.transcript.id;
}

export type Job = { id: string; kind: string; status: string; failure: { code: string } | null };
const ended = new Set(['SUCCEEDED', 'NO_SPEECH', 'FAILED', 'CANCELLED']);

/** Waits until both drafting jobs of the encounter have ended. */
export async function draftingEnded(caller: Caller, encounterId: string, seconds = 60): Promise<Job[]> {
  return until(
    async () => (await caller.get<{ encounter: { jobs: Job[] } }>(`query ($id: ID!) { encounter(id: $id) { jobs { id kind status failure { code } } } }`, { id: encounterId })).encounter.jobs,
    (jobs) => ['NOTE', 'PRESCRIPTION'].every((kind) => jobs.some((job) => job.kind === kind)) && jobs.every((job) => ended.has(job.status)),
    seconds,
  );
}

export type Statement = { id: string; text: string; origin: string; edited: boolean; supported: boolean | null; evidence: { segmentId: string; startMs: number | null; charStart: number; charEnd: number }[] };
export type Note = { id: string; status: string; version: number; contentHash: string; sections: { code: string; title: string; statements: Statement[] }[]; signature: { signer: string; version: number } | null };
export type Prescription = {
  id: string;
  status: string;
  intent: string;
  version: number;
  drug: { text: string; name: string | null; rxcui: string | null };
  sig: { doseMin: string | null; doseUnit: string | null; frequency: number | null; text: string };
  missing: string[];
  unconfirmed: string[];
  safetyCheck: SafetyCheck | null;
};
export type SafetyCheck = { status: string; inputsHash: string; notChecked: string[]; issues: { key: string; code: string; severity: string; citation: string }[] };

export const noteFields = `id status version contentHash signature { signer version } sections { code title statements { id text origin edited supported evidence { segmentId startMs charStart charEnd } } }`;
export const prescriptionFields = `id status intent version drug { text name rxcui } sig { doseMin doseUnit frequency text } missing unconfirmed safetyCheck { status inputsHash notChecked issues { key code severity citation } }`;

export async function draftsOf(caller: Caller, encounterId: string): Promise<{ notes: Note[]; prescriptions: Prescription[] }> {
  const { encounter } = await caller.get<{ encounter: { notes: Note[]; prescriptions: Prescription[] } }>(
    `query ($id: ID!) { encounter(id: $id) { notes { ${noteFields} } prescriptions { ${prescriptionFields} } } }`,
    { id: encounterId },
  );
  return encounter;
}

/** From nothing to drafts that can be read. */
export async function heardVisit(caller: Caller, dialogue: string, patient?: Patient): Promise<{ patient: Patient; encounterId: string; note: Note; prescriptions: Prescription[] }> {
  const who = patient ?? (await newPatient(caller));
  await consentTo(caller, who.id);
  const encounterId = await startVisit(caller, who.id);
  await uploadDialogue(caller, encounterId, dialogue);
  const jobs = await draftingEnded(caller, encounterId);
  expect(jobs.map((job) => job.status)).toEqual(jobs.map(() => 'SUCCEEDED'));
  const { notes, prescriptions } = await draftsOf(caller, encounterId);
  expect(notes).toHaveLength(1);
  return { patient: who, encounterId, note: notes[0] as Note, prescriptions };
}
