import { randomUUID } from 'node:crypto';
import { createGraphqlClient } from '../../clients/src/graphql/client.ts';
import { exportPairs } from '../../clients/src/pairs/export-pairs.ts';
import { clinic } from '../support/clinic.ts';
import type { UserError } from '../support/caller.ts';
import { soreThroat } from '../support/dialogues.ts';
import { heardVisit, newPatient } from '../support/visit.ts';

type Payload = { note: { version: number } | null; userErrors: UserError[] };

test('what a clinician makes of a draft comes back as a pair, without names', async () => {
  const { prescriber, graph, tokens, tokenFor } = await clinic();
  const patient = await newPatient(prescriber, { family: 'Zyskowska', given: 'Philomena' });
  const { note } = await heardVisit(prescriber, soreThroat, patient);
  const section = note.sections.find(({ statements }) => statements.length > 0);
  const statement = section?.statements[0];
  if (!section || !statement) throw new Error('an empty draft');
  const marker = `marker ${randomUUID().replace(/[^a-f]/g, 'x')}`;
  const { editNote } = await prescriber.get<{ editNote: Payload }>(`mutation ($input: EditNoteInput!) { editNote(input: $input) { note { version } userErrors { code message } } }`, {
    input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: note.version, edits: [{ change: { statementId: statement.id, text: `Ms. Zyskowska, ${patient.mrn}, has a sore throat, ${marker}.` } }] },
  });
  expect(editNote.userErrors).toEqual([]);

  const client = (token: string) => createGraphqlClient({ url: graph.url, token, signal: AbortSignal.timeout(60_000) });
  const ofThisNote = async () => (await exportPairs(client(tokens.prescriber), { since: null })).filter((pair) => pair.sections.some(({ signed }) => signed.includes(marker)));
  // Nobody signed it yet: it is nobody's word.
  expect(await ofThisNote()).toEqual([]);
  const { signNote } = await prescriber.get<{ signNote: Payload }>(`mutation ($input: SignNoteInput!) { signNote(input: $input) { note { version } userErrors { code message } } }`, {
    input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion: editNote.note?.version, attestation: 'I have read this.', acknowledgeUnsupported: true },
  });
  expect(signNote.userErrors).toEqual([]);

  const [pair, ...others] = await ofThisNote();
  expect(others).toEqual([]);
  expect(pair).toMatchObject({ template: 'soap', statements: { changed: 1, removed: 0, added: 0 } });
  const edited = pair?.sections.find(({ code }) => code === section.code);
  expect(edited?.draft).toContain(statement.text.split(' ').at(-1));
  expect(edited?.signed).toContain(`[NAME], [ID], has a sore throat, ${marker}.`);
  expect(edited?.distance.words).toBeGreaterThan(3);
  expect(pair?.sections.filter(({ code }) => code !== section.code).every(({ distance }) => distance.words === 0)).toBe(true);
  expect(JSON.stringify(pair)).not.toMatch(new RegExp(`zyskowska|philomena|osei|${patient.mrn}|${note.id}`, 'i'));

  // Who may not read notes gets no pairs.
  await expect(exportPairs(client(await tokenFor('ADMIN', 'demo')), { since: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
