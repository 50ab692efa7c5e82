import type { Role } from '@dra/access';
import { actorWith, append, draft, jobOf, resultOf } from '../testing/sample-notes.ts';
import { faultsOfVersions } from '../testing/faults-of-versions.ts';
import { memoryDeps } from '../testing/memory-store.ts';
import { addNoteAddendum } from './add-note-addendum.ts';
import { amendNote } from './amend-note.ts';
import { createNote } from './create-note.ts';
import { draftNote } from './draft-note.ts';
import { editNote } from './edit-note.ts';
import { markNoteEnteredInError } from './mark-note-entered-in-error.ts';
import { commandKey } from './once.ts';
import type { Outcome } from './outcome.ts';
import { signNote } from './sign-note.ts';
import { submitNoteForReview } from './submit-note-for-review.ts';

const clinician = actorWith(['CLINICIAN']);
let deps: ReturnType<typeof memoryDeps>;
let noteId: string;
let key = 0;
const on = (expectedVersion: number) => ({ clientMutationId: `key-${(key += 1)}`, noteId, expectedVersion });
const codes = (outcome: Outcome) => (outcome.kind === 'refused' ? outcome.faults.map(({ code }) => code) : [`saved ${outcome.note.version} ${outcome.note.status}`]);
const sign = (version: number, acknowledgeUnsupported = true, actor = clinician) => signNote(deps, actor, { ...on(version), attestation: 'I stand by it.', acknowledgeUnsupported });
const edits = [{ kind: 'add' as const, sectionCode: '18776-5', text: 'Rest.', position: null }];

beforeEach(async () => {
  deps = memoryDeps();
  const first = append(draft({}, clinician));
  await deps.store.append(first);
  noteId = first.note.id;
});

test('the life of a note', async () => {
  expect(codes(await editNote(deps, clinician, { ...on(1), edits }))).toEqual(['saved 2 DRAFT']);
  expect(codes(await submitNoteForReview(deps, clinician, on(2)))).toEqual(['saved 3 IN_REVIEW']);
  expect(codes(await sign(3))).toEqual(['saved 4 SIGNED']);
  expect(codes(await addNoteAddendum(deps, clinician, { ...on(4), text: 'The culture came back negative.' }))).toEqual(['saved 5 SIGNED']);
  expect(codes(await amendNote(deps, clinician, { ...on(5), reason: 'wrong side', attestation: 'I stand by it.', edits }))).toEqual(['saved 6 AMENDED']);
  expect(codes(await markNoteEnteredInError(deps, clinician, { ...on(6), reason: 'another patient' }))).toEqual(['saved 7 ENTERED_IN_ERROR']);
  const versions = deps.store.appended.map(({ note }) => note);
  expect(await faultsOfVersions(deps.store.appended)).toEqual([]);
  expect(versions.map(({ signature }) => signature?.version ?? null)).toEqual([null, null, null, 4, 4, 6, 6]);
  expect(versions[5]!.signature!.contentHash).toBe(versions[5]!.contentHash);
  expect(versions[6]!.addenda).toHaveLength(1);
  expect(deps.store.appended.map(({ events }) => events[0]!.subject.split('.')[1])).toEqual(['note-edited', 'note-edited', 'note-edited', 'note-signed', 'note-amended', 'note-amended', 'note-entered-in-error']);
  expect(deps.store.appended.map(({ audit }) => audit.action)).toEqual(['note.drafted', 'note.edited', 'note.submitted', 'note.signed', 'note.addended', 'note.amended', 'note.entered-in-error']);
  expect(deps.announced).toHaveLength(6);
});

test('one user\'s key is never another\'s, nor a job\'s', () => {
  const keyOf = (userId: string, clientMutationId: string) => commandKey({ ...clinician, userId }, 'editNote', { clientMutationId }).key;
  expect(keyOf('a:b', 'c')).not.toBe(keyOf('a', 'b:c'));
  expect(keyOf('a%3Ab', 'c')).not.toBe(keyOf('a:b', 'c'));
  expect(keyOf('job', 'x')).not.toBe('job:x');
  expect(keyOf('dr.osei', 'x')).toBe('dr.osei:x');
});

test('a stale version is a conflict that shows what is there', async () => {
  await editNote(deps, clinician, { ...on(1), edits });
  const late = await editNote(deps, clinician, { ...on(1), edits });
  expect(late).toMatchObject({ kind: 'refused', faults: [{ code: 'CONFLICT', path: ['expectedVersion'] }], current: { version: 2 } });
});

test('a lost race is a conflict, never an overwrite', async () => {
  const racing = { ...deps, notes: { ...deps.notes, append: async () => 'lost' as const } };
  expect(codes(await editNote(racing, clinician, { ...on(1), edits }))).toEqual(['CONFLICT']);
  expect(deps.store.appended).toHaveLength(1);
});

test('the same key and input answer once and the same; other input is refused', async () => {
  const input = { ...on(1), edits };
  const once = await editNote(deps, clinician, input);
  await submitNoteForReview(deps, clinician, on(2));
  expect(await editNote(deps, clinician, input)).toEqual(once);
  expect(deps.store.appended).toHaveLength(3);
  await expect(editNote(deps, clinician, { ...input, expectedVersion: 2 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  await expect(submitNoteForReview(deps, clinician, { ...on(3), clientMutationId: input.clientMutationId })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  // Another person's key is another key.
  expect(codes(await editNote(deps, actorWith(['CLINICIAN'], 'demo', 'dr.other'), { ...input, expectedVersion: 3 }))).toEqual(['saved 4 IN_REVIEW']);
  await expect(editNote(deps, clinician, { ...input, clientMutationId: '' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a twin that wins the race is the same command, not a conflict', async () => {
  const input = { ...on(1), edits };
  const [one, two] = await Promise.all([editNote(deps, clinician, input), editNote(deps, clinician, input)]);
  expect(codes(one!)).toEqual(['saved 2 DRAFT']);
  expect(two).toEqual(one);
});

test('killed between the claim and the version, the same command goes on and others are not held up', async () => {
  const input = { ...on(1), edits };
  const killed = { ...deps, notes: { ...deps.notes, append: () => Promise.reject(new Error('killed')) } };
  await expect(editNote(killed, clinician, input)).rejects.toThrow('killed');
  expect(deps.store.appended).toHaveLength(1);
  expect(codes(await editNote(deps, clinician, input))).toEqual(['saved 2 DRAFT']);
  expect(codes(await editNote(deps, clinician, input))).toEqual(['saved 2 DRAFT']);
  const other = { ...on(2), edits };
  await expect(editNote(killed, clinician, other)).rejects.toThrow('killed');
  expect(codes(await editNote(deps, clinician, { ...on(2), edits }))).toEqual(['saved 3 DRAFT']);
  expect(codes(await editNote(deps, clinician, other))).toEqual(['CONFLICT']);
});

test('another tenant finds nothing', async () => {
  expect(codes(await editNote(deps, actorWith(['CLINICIAN'], 'demo-b'), { ...on(1), edits }))).toEqual(['NOT_FOUND']);
});

test.each<[string, readonly Role[], boolean, string]>([
  ['a clinician who acknowledges', ['CLINICIAN'], true, 'saved 2 SIGNED'],
  ['a prescriber who acknowledges', ['PRESCRIBER'], true, 'saved 2 SIGNED'],
  ['a clinician who does not', ['CLINICIAN'], false, 'UNSUPPORTED_STATEMENTS'],
  ['a nurse', ['NURSE'], true, 'FORBIDDEN'],
  ['a machine', ['SERVICE'], true, 'FORBIDDEN'],
  ['a machine that also claims to be a clinician', ['SERVICE', 'CLINICIAN'], true, 'FORBIDDEN'],
])('%s signs an unsupported statement', async (_, roles, acknowledge, expected) => {
  expect(codes(await sign(1, acknowledge, actorWith(roles)))).toEqual([expected]);
});

test('what was acknowledged is named in the audit; edited statements need no acknowledging', async () => {
  const unsupported = deps.store.appended[0]!.note.sections[0]!.statements[1]!;
  await sign(1, true);
  expect(deps.store.appended[1]!.audit.detail).toEqual({ acknowledged: [unsupported.id] });
  deps = memoryDeps();
  const first = append(draft({}, clinician));
  await deps.store.append(first);
  noteId = first.note.id;
  const id = first.note.sections[0]!.statements[1]!.id;
  await editNote(deps, clinician, { ...on(1), edits: [{ kind: 'change', statementId: id, text: 'Denies fever and chills.' }] });
  expect(codes(await sign(2, false))).toEqual(['saved 3 SIGNED']);
});

test('an empty note is not signed, an empty attestation signs nothing', async () => {
  const created = await createNote({ ...deps, findEncounter: async () => ({ patientId: '0198c0de-0000-7000-8000-000000000001' }) }, clinician, { clientMutationId: 'c', encounterId: '0198c0de-0000-7000-8000-000000000002', template: 'soap' });
  noteId = created.kind === 'saved' ? created.note.id : '';
  expect(codes(await sign(1))).toEqual(['VALIDATION']);
  expect(codes(await signNote(deps, clinician, { ...on(1), attestation: ' ', acknowledgeUnsupported: true }))).toEqual(['VALIDATION']);
});

test.each([
  ['editing a signed note', () => editNote(deps, clinician, { ...on(2), edits })],
  ['signing it again', () => sign(2)],
  ['sending it to review', () => submitNoteForReview(deps, clinician, on(2))],
])('%s is no step', async (_, step) => {
  await sign(1);
  expect(codes(await step())).toEqual(['INVALID_TRANSITION']);
});

test('amending and adding need a signed note, a reason and a change', async () => {
  expect(codes(await amendNote(deps, clinician, { ...on(1), reason: 'r', attestation: 'a', edits }))).toEqual(['INVALID_TRANSITION']);
  expect(codes(await addNoteAddendum(deps, clinician, { ...on(1), text: 'x' }))).toEqual(['INVALID_TRANSITION']);
  await sign(1);
  expect(codes(await amendNote(deps, clinician, { ...on(2), reason: ' ', attestation: '', edits }))).toEqual(['VALIDATION', 'VALIDATION']);
  const id = deps.store.appended[0]!.note.sections[0]!.statements[0]!.id;
  expect(codes(await amendNote(deps, clinician, { ...on(2), reason: 'r', attestation: 'a', edits: [{ kind: 'change', statementId: id, text: 'Patient has had a cough for 2 weeks.' }] }))).toEqual(['VALIDATION']);
  expect(codes(await addNoteAddendum(deps, clinician, { ...on(2), text: '' }))).toEqual(['VALIDATION']);
});

describe('creating', () => {
  const input = { clientMutationId: 'create', encounterId: '0198c0de-0000-7000-8000-000000000002', template: 'soap' };
  const found = async () => ({ patientId: '0198c0de-0000-7000-8000-000000000001' });
  test('an empty note, once', async () => {
    const [one, two] = await Promise.all([createNote({ ...deps, findEncounter: found }, clinician, input), createNote({ ...deps, findEncounter: found }, clinician, input)]);
    expect(one).toMatchObject({ kind: 'saved', note: { version: 1, status: 'DRAFT', createdBy: 'dr.test', provenance: null } });
    expect(two).toEqual(one);
  });
  test('an unknown encounter, an unknown template, an encounter that nobody can vouch for', async () => {
    expect(codes(await createNote({ ...deps, findEncounter: async () => null }, clinician, input))).toEqual(['NOT_FOUND']);
    expect(codes(await createNote({ ...deps, findEncounter: found }, clinician, { ...input, template: 'constructor' }))).toEqual(['VALIDATION']);
    await expect(createNote({ ...deps, findEncounter: () => Promise.reject(new Error('away')) }, clinician, input)).rejects.toThrow('away');
    expect(deps.store.appended).toHaveLength(1);
  });
});

describe('a worker\'s result', () => {
  const machine = actorWith(['SERVICE'], 'demo', 'svc.clinical-note');
  test('becomes one draft however often it comes', async () => {
    const job = jobOf();
    const note = await draftNote(deps, machine, job, resultOf(job));
    expect(note).toMatchObject({ version: 1, status: 'DRAFT', createdBy: 'dr.osei', provenance: { jobId: job.jobId, transcriptVersion: 1 } });
    expect(await draftNote(deps, machine, { ...job, attempt: 2, result: { ...job.result, sha256: 'c'.repeat(64) } }, resultOf(job, 'Something else.'))).toEqual(note);
    const racing = await Promise.all(Array.from({ length: 5 }, () => draftNote(deps, machine, job, resultOf(job))));
    expect(racing.every(({ id }) => id === note.id)).toBe(true);
    expect(deps.store.appended).toHaveLength(2);
    expect(deps.store.appended[1]!.events[0]).toMatchObject({ payload: { noteId: note.id, jobId: job.jobId } });
    expect(deps.store.appended[1]!.audit).toMatchObject({ action: 'note.drafted', actor: { userId: 'svc.clinical-note' }, detail: { requestedBy: 'dr.osei' } });
  });
  test('a claim of support without evidence is not believed', async () => {
    const job = jobOf();
    const result = resultOf(job);
    result.sections[0]!.statements[0]!.evidence = [];
    expect((await draftNote(deps, machine, job, result)).sections[0]!.statements[0]!.supported).toBe(false);
  });
});
