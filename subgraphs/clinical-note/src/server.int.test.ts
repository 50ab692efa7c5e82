import type { Role } from '@dra/access';
import { encodeId } from '@dra/subgraph';
import { uuidv7 } from 'uuidv7';
import type { Note } from './domain/model.ts';
import { verifyReadAudit } from './store/audit-chains.ts';
import { applyNoteResult } from './jobs/apply-note-results.ts';
import { actorWith, append, draft, evidence, jobOf, resultOf } from './testing/sample-notes.ts';
import { at, testServer } from './testing/test-server.ts';
import type { Answer, TestServer } from './testing/test-server.ts';

let test_: TestServer;
beforeAll(async () => {
  test_ = await testServer();
});
afterAll(() => test_?.close());

const ask: TestServer['ask'] = (...args) => test_.ask(...args);
const codes = (answer: Answer) => answer.errors?.map(({ extensions }) => extensions.code) ?? [];
let count = 0;
const key = () => `key-${(count += 1)}`;

async function stored(overrides: Parameters<typeof draft>[0] = {}, tenant = 'demo'): Promise<Note> {
  const version = append(draft(overrides, actorWith(['CLINICIAN'], tenant)));
  await test_.store.notes.append(version);
  return version.note;
}
const notId = (note: Note) => encodeId('not', note.id);

const fields = `id status version contentHash template createdAt createdBy updatedAt updatedBy text fhirDocument
  patient { id } encounter { id } transcript { id } recording { id }
  sections { code title statements { id text origin edited supported evidence { segmentId startMs endMs charStart charEnd score } } }
  unmentioned { text importance evidence { segmentId } } warnings { code message }
  provenance { engine { id version tier } transcriptVersion jobId }
  signature { signer at version contentHash attestation } addenda { id text author at }
  versions { version status contentHash at by text sections { code } signature { version } addenda { id } }`;
const payload = `{ note { ${fields} } current { id version } userErrors { code message path } }`;

describe('a note, from draft to document', () => {
  test('shows what contradicts the record: the words, the entries on file, and when they were compared', async () => {
    const [allergy, prescription] = [uuidv7(), uuidv7()];
    const job = jobOf();
    const comparedWith = { readAt: '2026-11-24T10:00:00.000Z', complete: true };
    const warnings = [
      { code: 'ALLERGY_DENIED', message: 'Allergies are denied; on file is an allergy to Penicillin.', evidence: [evidence], record: [{ type: 'AllergyIntolerance' as const, id: allergy }] },
      { code: 'DOSE_DIFFERS', message: 'Lisinopril 10 mg was said; the list has 20 mg.', evidence: [evidence], record: [{ type: 'Prescription' as const, id: prescription }] },
      { code: 'SECTION_EMPTY', message: 'Nothing was found for "Plan".' },
    ];
    await applyNoteResult(test_.services.commands, async () => ({ ...resultOf(job), warnings, comparedWith }), job, uuidv7());
    const read = await ask(
      `query ($id: ID!) { _entities(representations: [{ __typename: "Encounter", id: $id }]) { ... on Encounter { notes { provenance { recordComparison { readAt complete } }
         warnings { code evidence { segmentId charEnd } recordEntries { __typename ... on AllergyIntolerance { id } ... on Prescription { id } } } } } } }`,
      { id: encodeId('enc', job.encounterId) },
    );
    expect(read.errors).toBeUndefined();
    expect(at<{ notes: unknown[] }[]>(read, '_entities')[0]?.notes).toEqual([
      {
        provenance: { recordComparison: comparedWith },
        warnings: [
          { code: 'ALLERGY_DENIED', evidence: [{ segmentId: `seg_${evidence.segmentId}`, charEnd: 4 }], recordEntries: [{ __typename: 'AllergyIntolerance', id: `alg_${allergy}` }] },
          { code: 'DOSE_DIFFERS', evidence: [{ segmentId: `seg_${evidence.segmentId}`, charEnd: 4 }], recordEntries: [{ __typename: 'Prescription', id: `rx_${prescription}` }] },
          { code: 'SECTION_EMPTY', evidence: [], recordEntries: [] },
        ],
      },
    ]);
    // A draft from before there was such a comparison says that there was none.
    const old = await stored();
    expect(at(await ask('query ($id: ID!) { note(id: $id) { provenance { recordComparison { complete } } } }', { id: notId(old) }), 'note')).toEqual({ provenance: { recordComparison: null } });
  });

  test('is read whole, edited, reviewed, signed, added to, amended and taken out', async () => {
    const note = await stored();
    const read = await ask(`query ($id: ID!) { note(id: $id) { ${fields} } }`, { id: notId(note) });
    expect(read.errors).toBeUndefined();
    expect(at(read, 'note')).toMatchObject({
      id: notId(note),
      status: 'DRAFT',
      patient: { id: encodeId('pat', note.patientId) },
      transcript: { id: expect.stringMatching(/^trn_/) },
      recording: null,
      fhirDocument: null,
      provenance: { engine: { tier: 'STANDARD' }, transcriptVersion: 1, jobId: expect.stringMatching(/^job_/) },
      versions: [{ version: 1, status: 'DRAFT', contentHash: note.contentHash, sections: [{}, {}] }],
    });
    const [first, second] = at<[{ id: string }, { id: string }]>(read, 'note.sections.0.statements');
    expect(first).toMatchObject({ origin: 'AI', supported: true, evidence: [{ segmentId: expect.stringMatching(/^seg_.*\.0$/), startMs: null }] });

    const edited = await ask(`mutation ($input: EditNoteInput!) { editNote(input: $input) ${payload} }`, {
      input: { clientMutationId: key(), noteId: notId(note), expectedVersion: 1, edits: [{ change: { statementId: first.id, text: 'Has coughed for 2 weeks.' } }, { add: { sectionCode: '18776-5', text: 'Rest.' } }, { move: { statementId: second.id, sectionCode: '61150-9', position: 0 } }] },
    });
    expect(at(edited, 'editNote')).toMatchObject({ userErrors: [], note: { version: 2, sections: [{ statements: [{ id: second.id }, { id: first.id, edited: true, supported: null, evidence: [{}] }] }, { statements: [{ origin: 'CLINICIAN', text: 'Rest.' }] }] } });

    const step = { noteId: notId(note) };
    const submitted = await ask(`mutation ($input: NoteStepInput!) { submitNoteForReview(input: $input) ${payload} }`, { input: { ...step, clientMutationId: key(), expectedVersion: 2 } });
    expect(at(submitted, 'submitNoteForReview.note.status')).toBe('IN_REVIEW');

    const sign = `mutation ($input: SignNoteInput!) { signNote(input: $input) ${payload} }`;
    const refused = await ask(sign, { input: { ...step, clientMutationId: key(), expectedVersion: 3, attestation: 'I stand by it.' } });
    expect(at(refused, 'signNote')).toMatchObject({ note: null, userErrors: [{ code: 'UNSUPPORTED_STATEMENTS', path: ['acknowledgeUnsupported'] }] });
    const signed = await ask(sign, { input: { ...step, clientMutationId: key(), expectedVersion: 3, attestation: 'I stand by it.', acknowledgeUnsupported: true } });
    const signedNote = at<{ contentHash: string; text: string }>(signed, 'signNote.note');
    expect(signedNote).toMatchObject({ status: 'SIGNED', version: 4, signature: { signer: 'test.clinician', version: 4, contentHash: signedNote.contentHash }, fhirDocument: { resourceType: 'Bundle', type: 'document' } });
    expect(signedNote.text).toContain('Signed by test.clinician');

    const addended = await ask(`mutation ($input: AddNoteAddendumInput!) { addNoteAddendum(input: $input) ${payload} }`, { input: { ...step, clientMutationId: key(), expectedVersion: 4, text: 'Culture negative.' } });
    expect(at(addended, 'addNoteAddendum.note')).toMatchObject({ status: 'SIGNED', version: 5, signature: { version: 4 }, addenda: [{ text: 'Culture negative.', author: 'test.clinician' }] });

    const amended = await ask(`mutation ($input: AmendNoteInput!) { amendNote(input: $input) ${payload} }`, { input: { ...step, clientMutationId: key(), expectedVersion: 5, reason: 'Wrong duration.', attestation: 'I stand by it.', edits: [{ remove: { statementId: second.id } }] } });
    expect(at(amended, 'amendNote.note')).toMatchObject({ status: 'AMENDED', version: 6, signature: { version: 6 }, addenda: [{}] });

    const taken = await ask(`mutation ($input: MarkNoteEnteredInErrorInput!) { markNoteEnteredInError(input: $input) ${payload} }`, { input: { ...step, clientMutationId: key(), expectedVersion: 6, reason: 'Another patient.' } });
    const versions = at<{ status: string; contentHash: string; text: string }[]>(taken, 'markNoteEnteredInError.note.versions');
    expect(versions.map(({ status }) => status)).toEqual(['DRAFT', 'DRAFT', 'IN_REVIEW', 'SIGNED', 'SIGNED', 'AMENDED', 'ENTERED_IN_ERROR']);
    expect(versions[3]!.contentHash).toBe(signedNote.contentHash);
    expect(versions[3]!.text).toContain('Has coughed for 2 weeks.');
    expect(test_.announced.filter(({ id }) => id === note.id)).toHaveLength(6);
  });

  test('two clinicians edit one draft: the second sees what the first saved, and a repeat is no second edit', async () => {
    const note = await stored();
    const edit = `mutation ($input: EditNoteInput!) { editNote(input: $input) ${payload} }`;
    const input = { clientMutationId: key(), noteId: notId(note), expectedVersion: 1, edits: [{ add: { sectionCode: '18776-5', text: 'Rest.' } }] };
    const one = await ask(edit, { input });
    const two = await ask(edit, { input: { ...input, clientMutationId: key() } }, { userId: 'dr.second' });
    expect(at(two, 'editNote')).toMatchObject({ note: null, current: { id: notId(note), version: 2 }, userErrors: [{ code: 'CONFLICT', path: ['expectedVersion'] }] });
    expect(await ask(edit, { input })).toEqual(one);
    expect(codes(await ask(edit, { input: { ...input, expectedVersion: 2 } }))).toEqual(['IDEMPOTENCY_MISMATCH']);
  });

  test('an empty one is created for an encounter of this tenant only', async () => {
    const encounterId = uuidv7();
    test_.encounters.set(encounterId, { tenant: 'demo', patientId: uuidv7() });
    const create = `mutation ($input: CreateNoteInput!) { createNote(input: $input) ${payload} }`;
    const input = { clientMutationId: key(), encounterId: encodeId('enc', encounterId) };
    const made = await ask(create, { input });
    expect(at(made, 'createNote.note')).toMatchObject({ version: 1, status: 'DRAFT', provenance: null, transcript: null, sections: [{ code: '61150-9' }, { code: '61149-1' }, { code: '51848-0' }, { code: '18776-5' }] });
    expect(await ask(create, { input })).toEqual(made);
    expect(at(await ask(create, { input }, { tenant: 'demo-b' }), 'createNote')).toMatchObject({ note: null, userErrors: [{ code: 'NOT_FOUND', path: ['encounterId'] }] });
  });
});

describe('lists and references', () => {
  const entities = `query ($r: [_Any!]!, $first: Int, $after: String) { _entities(representations: $r) {
    ... on Patient { id notes(first: $first, after: $after) { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }
    ... on Encounter { id all: notes { id } } ... on Note { id version } } }`;

  test('a patient\'s notes page by page, newest first; an encounter\'s', async () => {
    const [patientId, encounterId] = [uuidv7(), uuidv7()];
    const made = [];
    for (let index = 0; index < 5; index += 1) made.push(notId(await stored({ patientId, encounterId })));
    const r = [{ __typename: 'Patient', id: encodeId('pat', patientId) }];
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const answer: Answer = await ask(entities, { r, first: 2, after });
      const connection = at<{ nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string } }>(answer, '_entities.0.notes');
      seen.push(...connection.nodes.map(({ id }) => id));
      expect(connection.pageInfo).toMatchObject({ hasNextPage: page < 2, hasPreviousPage: page > 0 });
      after = connection.pageInfo.endCursor;
    }
    expect(seen).toEqual([...made].reverse());
    const encounter = await ask(entities, { r: [{ __typename: 'Encounter', id: encodeId('enc', encounterId) }], first: 1 });
    expect(at(encounter, '_entities.0.all')).toHaveLength(5);

    // A cursor belongs to its list, its tenant and its kind.
    const other = [{ __typename: 'Patient', id: encodeId('pat', uuidv7()) }];
    expect(codes(await ask(entities, { r: other, first: 2, after }))).toEqual(['INVALID_CURSOR']);
    expect(codes(await ask(entities, { r, first: 2, after }, { tenant: 'demo-b' }))).toEqual(['INVALID_CURSOR']);
    expect(codes(await ask(entities, { r, first: 2, after: 'bm9uc2Vuc2U' }))).toEqual(['INVALID_CURSOR']);
    expect(codes(await ask(entities, { r, first: 101 }))).toEqual(['BAD_USER_INPUT']);
  });

  test('twenty patients cost as many reads as one, and one audit entry a patient', async () => {
    const patients = await Promise.all(Array.from({ length: 20 }, async () => {
      const patientId = uuidv7();
      await stored({ patientId });
      await stored({ patientId });
      return patientId;
    }));
    const cost = async (ids: string[]) => {
      const before = test_.store.commands.length;
      const answer = await ask(entities, { r: ids.map((id) => ({ __typename: 'Patient', id: encodeId('pat', id) })), first: 10 });
      expect(answer.errors).toBeUndefined();
      expect(at<{ notes: { nodes: unknown[] } }[]>(answer, '_entities').every(({ notes }) => notes.nodes.length === 2)).toBe(true);
      return test_.store.commands.slice(before).filter((name) => name === 'find').length;
    };
    // Once for each patient, so that the ends of their audit chains are known.
    await cost(patients);
    expect(await cost(patients)).toBe(await cost(patients.slice(0, 1)));
    const chain = await test_.store.collections.readAudit.find({ tenant: 'demo', chainKey: patients[0]! }).toArray();
    expect(chain.map(({ event }) => [event.action, event.outcome, (event.detail.ids ?? []).length])).toEqual(Array.from({ length: 3 }, () => ['note.read', 'ALLOWED', 2]));
  });

  test('a hundred references to notes are two reads; what is not there is null with NOT_FOUND', async () => {
    const notes = await Promise.all(Array.from({ length: 10 }, () => stored()));
    const before = test_.store.commands.length;
    const r = [...notes.map((note) => ({ __typename: 'Note', id: notId(note) })), { __typename: 'Note', id: encodeId('not', uuidv7()) }, { __typename: 'Note', id: 'pat_1' }];
    const answer = await ask(entities, { r });
    expect(at<unknown[]>(answer, '_entities').map((one) => one !== null)).toEqual([...notes.map(() => true), false, false]);
    expect(codes(answer).sort()).toEqual(['BAD_USER_INPUT', 'NOT_FOUND']);
    expect(test_.store.commands.slice(before).filter((name) => name === 'find').length).toBeLessThanOrEqual(2 + 11);
  });
});

/** Every door, as another tenant and as each role. A root field or entity that is not here fails the test below. */
const inputOf = (note: Note) => ({ clientMutationId: key(), noteId: notId(note), expectedVersion: 1 });
const doors: Record<string, { ask: (note: Note) => [string, Record<string, unknown>]; allowed: Role[] }> = {
  'Query.note': { ask: (note) => ['query ($id: ID!) { note(id: $id) { id text } }', { id: notId(note) }], allowed: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  '_entities(Note)': { ask: (note) => ['query ($r: [_Any!]!) { _entities(representations: $r) { ... on Note { id text } } }', { r: [{ __typename: 'Note', id: notId(note) }] }], allowed: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  '_entities(Patient)': { ask: (note) => ['query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { notes { nodes { id text } } } } }', { r: [{ __typename: 'Patient', id: encodeId('pat', note.patientId) }] }], allowed: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  '_entities(Encounter)': { ask: (note) => ['query ($r: [_Any!]!) { _entities(representations: $r) { ... on Encounter { notes { id text } } } }', { r: [{ __typename: 'Encounter', id: encodeId('enc', note.encounterId) }] }], allowed: ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'SERVICE'] },
  'Mutation.createNote': { ask: (note) => [`mutation ($input: CreateNoteInput!) { createNote(input: $input) ${payload} }`, { input: { clientMutationId: key(), encounterId: encodeId('enc', note.encounterId) } }], allowed: ['CLINICIAN', 'PRESCRIBER'] },
  'Mutation.editNote': { ask: (note) => [`mutation ($input: EditNoteInput!) { editNote(input: $input) ${payload} }`, { input: { ...inputOf(note), edits: [{ add: { sectionCode: '18776-5', text: 'Rest.' } }] } }], allowed: ['CLINICIAN', 'PRESCRIBER'] },
  'Mutation.submitNoteForReview': { ask: (note) => [`mutation ($input: NoteStepInput!) { submitNoteForReview(input: $input) ${payload} }`, { input: inputOf(note) }], allowed: ['CLINICIAN', 'PRESCRIBER'] },
  'Mutation.signNote': { ask: (note) => [`mutation ($input: SignNoteInput!) { signNote(input: $input) ${payload} }`, { input: { ...inputOf(note), attestation: 'x', acknowledgeUnsupported: true } }], allowed: ['CLINICIAN', 'PRESCRIBER'] },
  'Mutation.addNoteAddendum': { ask: (note) => [`mutation ($input: AddNoteAddendumInput!) { addNoteAddendum(input: $input) ${payload} }`, { input: { ...inputOf(note), text: 'x' } }], allowed: ['CLINICIAN', 'PRESCRIBER'] },
  'Mutation.amendNote': { ask: (note) => [`mutation ($input: AmendNoteInput!) { amendNote(input: $input) ${payload} }`, { input: { ...inputOf(note), reason: 'x', attestation: 'x', edits: [{ add: { sectionCode: '18776-5', text: 'Rest.' } }] } }], allowed: ['CLINICIAN', 'PRESCRIBER'] },
  'Mutation.markNoteEnteredInError': { ask: (note) => [`mutation ($input: MarkNoteEnteredInErrorInput!) { markNoteEnteredInError(input: $input) ${payload} }`, { input: { ...inputOf(note), reason: 'x' } }], allowed: ['CLINICIAN', 'PRESCRIBER'] },
};
const doorNames = Object.keys(doors);

test('the tables below name every door', () => {
  const { schema } = test_.server;
  const roots = [schema.getQueryType()!, schema.getMutationType()!].flatMap((type) => Object.keys(type.getFields()).filter((name) => !name.startsWith('_')).map((name) => `${type.name}.${name}`));
  const union = schema.getType('_Entity') as unknown as { getTypes(): { name: string }[] };
  const references = union.getTypes().map(({ name }) => name).filter((name) => !['Recording', 'Transcript', 'AllergyIntolerance', 'MedicationStatement', 'Condition', 'Prescription'].includes(name)).map((name) => `_entities(${name})`);
  expect([...roots, ...references].sort()).toEqual([...doorNames].sort());
});

describe('another tenant', () => {
  test.each(doorNames)('finds nothing by %s', async (name) => {
    const note = await stored();
    test_.encounters.set(note.encounterId, { tenant: 'demo', patientId: note.patientId });
    const [query, variables] = doors[name]!.ask(note);
    const answer = await ask(query, variables, { tenant: 'demo-b', role: 'CLINICIAN' });
    const text = JSON.stringify(answer);
    expect(text).not.toContain('cough');
    expect(text).not.toContain('"version":1');
    if (name === '_entities(Patient)' || name === '_entities(Encounter)') expect(answer.errors).toBeUndefined();
    else expect(text).toContain('NOT_FOUND');
    expect((await test_.store.notes.head('demo', note.id))!.version).toBe(1);
  });
});

const roles: Role[] = ['CLINICIAN', 'NURSE', 'PRESCRIBER', 'ADMIN', 'AUDITOR', 'PATIENT', 'SERVICE'];
describe('rights', () => {
  test.each(doorNames.flatMap((name) => roles.map((role) => [name, role] as const)))('%s as %s', async (name, role) => {
    const note = await stored();
    test_.encounters.set(note.encounterId, { tenant: 'demo', patientId: note.patientId });
    const [query, variables] = doors[name]!.ask(note);
    const answer = await ask(query, variables, { role, userId: `role.${role.toLowerCase()}` });
    if (doors[name]!.allowed.includes(role)) {
      expect(codes(answer)).not.toContain('FORBIDDEN');
      return;
    }
    expect(codes(answer)).toContain('FORBIDDEN');
    expect(JSON.stringify(answer)).not.toContain('cough');
    expect((await test_.store.notes.head('demo', note.id))!.version).toBe(1);
  });

  test('refusals and vain questions are on record, in chains that hold', async () => {
    for (const role of ['admin', 'auditor', 'patient', 'nurse']) {
      const chainKey = `actor:role.${role}`;
      expect((await test_.store.collections.readAudit.find({ tenant: 'demo', chainKey }).toArray()).every(({ event }) => event.outcome === 'DENIED')).toBe(true);
      expect(await verifyReadAudit(test_.store.collections, 'demo', chainKey)).toEqual([]);
    }
    const missing = encodeId('not', uuidv7());
    expect(codes(await ask('query ($id: ID!) { note(id: $id) { id } }', { id: missing }, { userId: 'dr.curious' }))).toEqual(['NOT_FOUND']);
    const [line] = await test_.store.collections.readAudit.find({ tenant: 'demo', chainKey: 'actor:dr.curious' }).toArray();
    expect(line!.event).toMatchObject({ action: 'note.read', outcome: 'DENIED', resource: { id: missing.slice(4) }, detail: { reason: 'NOT_FOUND' } });
  });
});

test.each([
  ['a malformed id', 'query { note(id: "pat_1") { id } }', 'BAD_USER_INPUT'],
  ['an id that is code', 'query { note(id: "{$gt: 1}") { id } }', 'BAD_USER_INPUT'],
  ['two edits in one', 'mutation { editNote(input: { clientMutationId: "x", noteId: "not_00000000-0000-7000-8000-000000000000", expectedVersion: 1, edits: [{ remove: { statementId: "stm_00000000-0000-7000-8000-000000000000" }, add: { sectionCode: "x", text: "x" } }] }) { userErrors { code } } }', 'BAD_USER_INPUT'],
  ['an empty key', 'mutation { submitNoteForReview(input: { clientMutationId: "", noteId: "not_00000000-0000-7000-8000-000000000000", expectedVersion: 1 }) { userErrors { code } } }', 'BAD_USER_INPUT'],
])('%s is refused', async (_, query, code) => expect(codes(await ask(query))).toEqual([code]));

describe('the store is away', () => {
  test.each(['cut', 'hang'] as const)('%s: nothing is shown or half written, in time, and afterwards it works again with the same key', async (how) => {
    const note = await stored();
    const input = { clientMutationId: key(), noteId: notId(note), expectedVersion: 1, edits: [{ add: { sectionCode: '18776-5', text: 'Rest.' } }] };
    const edit = `mutation ($input: EditNoteInput!) { editNote(input: $input) ${payload} }`;
    test_.store.line[how]();
    const began = Date.now();
    const [read, written] = await Promise.all([ask('query ($id: ID!) { note(id: $id) { id text } }', { id: notId(note) }), ask(edit, { input })]);
    expect(Date.now() - began).toBeLessThan(9_000);
    expect([codes(read), codes(written)]).toEqual([['DEPENDENCY_UNAVAILABLE'], ['DEPENDENCY_UNAVAILABLE']]);
    expect(JSON.stringify([read, written])).not.toMatch(/cough|127\.0\.0\.1|Mongo/);
    test_.store.line.mend();
    // The first may still go out on a connection that just ended: a client asks again, with the same key.
    let again = await ask(edit, { input });
    for (let tries = 0; codes(again).includes('DEPENDENCY_UNAVAILABLE') && tries < 50; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      again = await ask(edit, { input });
    }
    expect(at(again, 'editNote')).toMatchObject({ userErrors: [], note: { version: 2 } });
  }, 60_000);
});
