import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import { codesOf } from '../support/caller.ts';
import type { UserError } from '../support/caller.ts';
import { soreThroat } from '../support/dialogues.ts';
import { heardVisit, noteFields } from '../support/visit.ts';
import type { Note } from '../support/visit.ts';

type Payload = { note: Note | null; userErrors: UserError[]; current: Note | null };
const edit = `mutation ($input: EditNoteInput!) { editNote(input: $input) { note { ${noteFields} } userErrors { code message path } current { ${noteFields} } } }`;
const sign = `mutation ($input: SignNoteInput!) { signNote(input: $input) { note { ${noteFields} } userErrors { code message path } current { ${noteFields} } } }`;

test('a clinician corrects the draft, signs it, and what was signed does not change again', async () => {
  const { prescriber } = await clinic();
  const { note } = await heardVisit(prescriber, soreThroat);

  expect(note.status).toBe('DRAFT');
  const statements = note.sections.flatMap((section) => section.statements);
  expect(statements.length).toBeGreaterThan(3);
  for (const statement of statements) {
    expect(statement.origin).toBe('AI');
    expect(statement.evidence.length).toBeGreaterThan(0);
    // An uploaded transcript has no times, and none are invented.
    expect(statement.evidence.every((one) => one.startMs === null && one.charEnd > one.charStart)).toBe(true);
  }

  const wrong = statements[0];
  const section = note.sections[0];
  if (!wrong || !section) throw new Error('an empty draft');
  const { editNote } = await prescriber.get<{ editNote: Payload }>(edit, {
    input: {
      clientMutationId: randomUUID(),
      noteId: note.id,
      expectedVersion: note.version,
      edits: [
        { change: { statementId: wrong.id, text: 'Sore throat for four days, corrected by the clinician.' } },
        { add: { sectionCode: section.code, text: 'Daughter had strep throat last week.' } },
      ],
    },
  });
  expect(editNote.userErrors).toEqual([]);
  const corrected = editNote.note as Note;
  expect(corrected.version).toBe(note.version + 1);
  const after = corrected.sections.flatMap((one) => one.statements);
  expect(after.find((one) => one.id === wrong.id)).toMatchObject({ text: 'Sore throat for four days, corrected by the clinician.', edited: true });
  expect(after.find((one) => one.text === 'Daughter had strep throat last week.')).toMatchObject({ origin: 'CLINICIAN', supported: null });

  const signing = { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: corrected.version, attestation: 'I have read this note and it is correct.', acknowledgeUnsupported: true };
  const first = await prescriber.get<{ signNote: Payload }>(sign, { input: signing });
  expect(first.signNote.userErrors).toEqual([]);
  expect(first.signNote.note).toMatchObject({ status: 'SIGNED', signature: { signer: prescriber.userId, version: first.signNote.note?.version } });

  // The same request again is the same answer, once: a phone that lost the reply sends it again.
  const again = await prescriber.get<{ signNote: Payload }>(sign, { input: signing });
  expect(again.signNote.note).toEqual(first.signNote.note);
  const reused = await prescriber.ask(sign, { input: { ...signing, attestation: 'Something else.' } });
  expect(codesOf(reused)).toEqual(['IDEMPOTENCY_MISMATCH']);

  const late = await prescriber.get<{ editNote: Payload }>(edit, {
    input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: first.signNote.note?.version, edits: [{ remove: { statementId: wrong.id } }] },
  });
  expect(late.editNote.userErrors.map((error) => error.code)).toEqual(['INVALID_TRANSITION']);

  const history = await prescriber.get<{ note: { versions: { version: number; status: string; contentHash: string }[] } }>(
    `query ($id: ID!) { note(id: $id) { versions { version status contentHash } } }`,
    { id: note.id },
  );
  expect(history.note.versions.map((one) => one.version)).toEqual([1, 2, 3]);
  expect(new Set(history.note.versions.map((one) => one.contentHash)).size).toBe(3);
});

test('a nurse may read the draft and may not sign it', async () => {
  const { prescriber, nurse } = await clinic();
  const { note } = await heardVisit(prescriber, soreThroat);
  const read = await nurse.get<{ note: Note }>(`query ($id: ID!) { note(id: $id) { ${noteFields} } }`, { id: note.id });
  expect(read.note.version).toBe(note.version);
  const refused = await nurse.ask(sign, { input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: note.version, attestation: 'x' } });
  expect(codesOf(refused)).toEqual(['FORBIDDEN']);
});
