import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import type { UserError } from '../support/caller.ts';
import { nothingToPrescribe } from '../support/dialogues.ts';
import { heardVisit, noteFields } from '../support/visit.ts';
import type { Note } from '../support/visit.ts';

type Payload = { note: Note | null; userErrors: UserError[]; current: Note | null };

test('of two who edit the same version one wins, and the other sees what was saved and goes on from there', async () => {
  const { prescriber, clinician } = await clinic();
  const { note } = await heardVisit(prescriber, nothingToPrescribe);
  const section = note.sections[0]?.code;

  const add = async (caller: typeof prescriber, text: string, expectedVersion: number) =>
    (await caller.get<{ editNote: Payload }>(
      `mutation ($input: EditNoteInput!) { editNote(input: $input) { note { ${noteFields} } userErrors { code message path } current { ${noteFields} } } }`,
      { input: { clientMutationId: randomUUID(), noteId: note.id, expectedVersion, edits: [{ add: { sectionCode: section, text } }] } },
    )).editNote;

  const [one, other] = await Promise.all([add(prescriber, 'Runs twice a week.', note.version), add(clinician, 'Works as a gardener.', note.version)]);
  const outcomes = [one, other].map((payload) => payload.userErrors.map((error) => error.code));
  expect(outcomes).toEqual(expect.arrayContaining([[], ['CONFLICT']]));

  const loserFirst = one.userErrors.length > 0;
  const loser = loserFirst ? one : other;
  expect(loser.current?.version).toBe(note.version + 1);
  const retried = loserFirst ? await add(prescriber, 'Runs twice a week.', note.version + 1) : await add(clinician, 'Works as a gardener.', note.version + 1);
  expect(retried.userErrors).toEqual([]);
  const texts = retried.note?.sections.flatMap((one_) => one_.statements.map((statement) => statement.text));
  expect(texts).toEqual(expect.arrayContaining(['Runs twice a week.', 'Works as a gardener.']));
});
