import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchClinic } from '../support/clinic.ts';
import type { Clinic } from '../support/clinic.ts';
import type { UserError } from '../support/caller.ts';
import { soreThroat } from '../support/dialogues.ts';
import { until } from '../support/until.ts';
import { consentTo, draftingEnded, draftsOf, newPatient, startVisit } from '../support/visit.ts';

let own: Clinic;

beforeAll(async () => {
  own = await launchClinic('kill-everything-once');
}, 180_000);

afterAll(() => own?.stop(), 60_000);

/** Everything that `npm start` runs. A process that appears there later has to survive this too. */
test('whatever is killed during a visit, the visit ends, nothing is lost and nothing is doubled', async () => {
  const names = (await own.graph.ps()).map((one) => one.name);
  expect(names).toEqual(expect.arrayContaining(['gateway', 'patient', 'voice', 'clinical-note', 'prescription', 'inference']));
  expect(names.length).toBeGreaterThanOrEqual(12);
  const { prescriber } = own;

  for (const name of names) {
    const patient = await until(() => newPatient(prescriber), () => true);
    await until(() => consentTo(prescriber, patient.id).then(() => true), Boolean);
    const encounterId = await until(() => startVisit(prescriber, patient.id), () => true);
    // The phone sends the same request with the same key until it is answered.
    const input = { clientMutationId: randomUUID(), encounterId, text: soreThroat };
    const upload = () =>
      prescriber.get<{ uploadTranscript: { transcript: { id: string } | null; userErrors: UserError[] } }>(
        `mutation ($input: UploadTranscriptInput!) { uploadTranscript(input: $input) { transcript { id } userErrors { code message } } }`,
        { input },
      );
    const uploading = until(upload, (data) => data.uploadTranscript.transcript !== null);
    await sleep(Math.random() * 60);
    await own.graph.kill(name);
    await uploading;

    const jobs = await draftingEnded(prescriber, encounterId, 90);
    expect({ killed: name, jobs: jobs.map((job) => [job.kind, job.status]).sort() }).toEqual({ killed: name, jobs: [['NOTE', 'SUCCEEDED'], ['PRESCRIPTION', 'SUCCEEDED']] });
    const { notes, prescriptions } = await until(() => draftsOf(prescriber, encounterId), () => true);
    expect({ killed: name, notes: notes.length, prescriptions: prescriptions.map((one) => one.drug.name) }).toEqual({ killed: name, notes: 1, prescriptions: [expect.stringMatching(/amoxicillin/i)] });

    const signing = { clientMutationId: randomUUID(), noteId: notes[0]?.id, expectedVersion: notes[0]?.version, attestation: 'I have read this.', acknowledgeUnsupported: true };
    const signed = await until(
      () => prescriber.get<{ signNote: { note: { status: string; version: number } | null; userErrors: UserError[] } }>(`mutation ($input: SignNoteInput!) { signNote(input: $input) { note { status version } userErrors { code message } } }`, { input: signing }),
      (data) => data.signNote.note !== null,
    );
    expect(signed.signNote.note).toEqual({ status: 'SIGNED', version: 2 });
    await until(() => own.graph.ps(), (processes) => processes.every((one) => one.state === 'running'), 60);
  }
}, 600_000);
