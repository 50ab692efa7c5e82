import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import type { UserError } from '../support/caller.ts';
import { soreThroat } from '../support/dialogues.ts';
import { heardVisit } from '../support/visit.ts';

type Document = { resourceType: string; type: string; entry: { fullUrl: string; resource: { resourceType: string; status?: string; section?: { code: { coding: { system: string; code: string }[] }; text: { div: string } }[] } }[] };

test('a signed note is plain text to print and a FHIR document to send; a draft says that it is one', async () => {
  const { prescriber } = await clinic();
  const { note } = await heardVisit(prescriber, soreThroat);
  const query = `query ($id: ID!) { note(id: $id) { text fhirDocument } }`;

  const draft = (await prescriber.get<{ note: { text: string; fhirDocument: Document | null } }>(query, { id: note.id })).note;
  expect(draft.text).toMatch(/\bDRAFT\b/);
  expect(draft.fhirDocument).toBeNull();

  const { signNote } = await prescriber.get<{ signNote: { userErrors: UserError[] } }>(`mutation ($input: SignNoteInput!) { signNote(input: $input) { userErrors { code message } } }`, {
    input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: note.version, attestation: 'I have read this note.', acknowledgeUnsupported: true },
  });
  expect(signNote.userErrors).toEqual([]);

  const signed = (await prescriber.get<{ note: { text: string; fhirDocument: Document } }>(query, { id: note.id })).note;
  expect(signed.text).toContain('dr.osei');
  expect(signed.text).not.toMatch(/\bDRAFT\b/);
  for (const statement of note.sections.flatMap((section) => section.statements)) expect(signed.text).toContain(statement.text);

  const document = signed.fhirDocument;
  expect(document).toMatchObject({ resourceType: 'Bundle', type: 'document' });
  const [composition] = document.entry;
  expect(composition?.resource).toMatchObject({ resourceType: 'Composition', status: 'final' });
  expect(composition?.resource.section?.map((section) => section.code.coding[0]?.code)).toEqual(note.sections.filter((section) => section.statements.length > 0).map((section) => section.code));
  expect(new Set(document.entry.map((entry) => entry.fullUrl)).size).toBe(document.entry.length);
});
