import { randomUUID } from 'node:crypto';
import { clinic } from '../support/clinic.ts';
import { codesOf } from '../support/caller.ts';
import type { UserError } from '../support/caller.ts';
import { until } from '../support/until.ts';
import { consentTo, newPatient, startVisit } from '../support/visit.ts';

async function post(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<{ status: number; text: string; code: string | undefined }> {
  const { graph, tokens } = await clinic();
  const response = await fetch(graph.url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.prescriber}`, ...headers }, body });
  const text = await response.text();
  let code: string | undefined;
  try {
    code = (JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] }).errors?.[0]?.extensions?.code;
  } catch {
    code = undefined;
  }
  return { status: response.status, text, code };
}

const viewer = JSON.stringify({ query: '{ viewer { userId } }' });

afterEach(async () => {
  // Whatever was sent, the door still opens.
  const { prescriber } = await clinic();
  expect((await prescriber.get<{ viewer: { userId: string } }>('{ viewer { userId } }')).viewer.userId).toBe(prescriber.userId);
});

describe('requests', () => {
  test.each([
    ['no token', viewer, { authorization: '' }, 'UNAUTHENTICATED'],
    ['a token of nobody', viewer, { authorization: 'Bearer abc.def.ghi' }, 'UNAUTHENTICATED'],
    ['malformed JSON', '{"query": ', {}, 'BAD_REQUEST'],
    ['a wrong media type', viewer, { 'content-type': 'text/plain' }, 'BAD_REQUEST'],
    ['a document that is not GraphQL', JSON.stringify({ query: '{ viewer {' }), {}, 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', JSON.stringify({ query: '{ viewer { shoeSize } }' }), {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['a wrong variable', JSON.stringify({ query: 'query ($id: ID!) { patient(id: $id) { mrn } }', variables: { id: [1] } }), {}, 'BAD_USER_INPUT'],
    ['10,000 levels', JSON.stringify({ query: `{ patient(id: "x") ${'{ mergedInto '.repeat(10_000)}{ id }${'}'.repeat(10_000)} }` }), {}, 'QUERY_TOO_COMPLEX'],
    ['a thousand aliases', JSON.stringify({ query: `{ ${Array.from({ length: 1000 }, (_, index) => `a${index}: viewer { userId }`).join(' ')} }` }), {}, 'QUERY_TOO_COMPLEX'],
    ['7 MiB', JSON.stringify({ query: '{ viewer { userId } }', variables: { pad: 'x'.repeat(7 * 1024 * 1024) } }), {}, 'REQUEST_TOO_LARGE'],
  ] as [string, string, Record<string, string>, string][])('%s', async (_, body, headers, code) => {
    const answer = await post(body, headers);
    expect(answer.code).toBe(code);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.text).not.toMatch(/\.ts:|\.cjs:|node_modules|\bat .+:\d+:\d+/);
  });

  test('bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"query":"{ viewer { userId } }","operationName":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]);
    expect((await post(bytes)).code).toBe('BAD_REQUEST');
  });

  test('an expired token, and a token of a role that does not exist', async () => {
    const { tokenFor } = await clinic();
    const expired = await tokenFor('PRESCRIBER', 'demo', { ttlSeconds: -60 });
    expect((await post(viewer, { authorization: `Bearer ${expired}` })).code).toBe('UNAUTHENTICATED');
    const wizard = await tokenFor('WIZARD' as never, 'demo');
    expect((await post(viewer, { authorization: `Bearer ${wizard}` })).code).toBe('UNAUTHENTICATED');
  });

  test('an identity that a client wrote for itself is ignored', async () => {
    const { tokens } = await clinic();
    const answer = await post(JSON.stringify({ query: '{ viewer { userId roles } }' }), { authorization: `Bearer ${tokens.nurse}`, 'x-dra-identity': tokens.prescriber });
    expect(JSON.parse(answer.text)).toMatchObject({ data: { viewer: { roles: ['NURSE'] } } });
  });
});

describe('what a clinician may send', () => {
  test('a malformed id, an id of another type, an id of nothing', async () => {
    const { prescriber } = await clinic();
    const ask = (id: string) => prescriber.ask(`query ($id: ID!) { patient(id: $id) { mrn } }`, { id });
    expect(codesOf(await ask('1'))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await ask(`not_${randomUUID()}`))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await ask(`pat_${randomUUID()}`))).toEqual(['NOT_FOUND']);
  });

  test('a page of nothing and a page of a million', async () => {
    const { prescriber } = await clinic();
    for (const first of [0, -1, 1_000_000]) expect(codesOf(await prescriber.ask(`{ patients(first: ${first}) { nodes { id } } }`))).toEqual(['BAD_USER_INPUT']);
  });

  test('the same key with other input', async () => {
    const { prescriber } = await clinic();
    const patient = await newPatient(prescriber);
    const clientMutationId = randomUUID();
    const ask = (start: boolean) => prescriber.ask<{ createEncounter: { encounter: { id: string } } }>(`mutation ($input: CreateEncounterInput!) { createEncounter(input: $input) { encounter { id } } }`, { input: { clientMutationId, patientId: patient.id, start } });
    const first = await ask(true);
    expect((await ask(true)).data).toEqual(first.data);
    expect(codesOf(await ask(false))).toEqual(['IDEMPOTENCY_MISMATCH']);
  });

  test('a transcript of 4 MB, an empty one, one of spaces', async () => {
    const { prescriber } = await clinic();
    const patient = await newPatient(prescriber);
    await consentTo(prescriber, patient.id);
    const encounterId = await startVisit(prescriber, patient.id);
    const upload = async (text: string) =>
      (await prescriber.get<{ uploadTranscript: { userErrors: UserError[] } }>(`mutation ($input: UploadTranscriptInput!) { uploadTranscript(input: $input) { transcript { id } userErrors { code message path } } }`, {
        input: { clientMutationId: randomUUID(), encounterId, text },
      })).uploadTranscript.userErrors.map((error) => error.code);
    expect(await upload(`Patient: ${'pain '.repeat(800_000)}`)).toEqual(['TRANSCRIPT_TOO_LARGE']);
    expect(await upload('')).toEqual(['TRANSCRIPT_EMPTY']);
    expect(await upload(' \n \n')).toEqual(['TRANSCRIPT_EMPTY']);
  });

  test('no recording without consent', async () => {
    const { prescriber } = await clinic();
    const patient = await newPatient(prescriber);
    const encounterId = await startVisit(prescriber, patient.id);
    const { createRecording } = await prescriber.get<{ createRecording: { recording: null; userErrors: UserError[] } }>(
      `mutation ($input: CreateRecordingInput!) { createRecording(input: $input) { recording { id } userErrors { code message } } }`,
      { input: { clientMutationId: randomUUID(), encounterId, mediaType: 'audio/wav' } },
    );
    expect(createRecording.userErrors.map((error) => error.code)).toEqual(['CONSENT_REQUIRED']);
  });

  test('without consent to machines a transcript is kept, and no machine reads it', async () => {
    const { prescriber } = await clinic();
    const patient = await newPatient(prescriber);
    const encounterId = await startVisit(prescriber, patient.id);
    await prescriber.get(`mutation ($input: UploadTranscriptInput!) { uploadTranscript(input: $input) { transcript { id } } }`, { input: { clientMutationId: randomUUID(), encounterId, text: 'Patient: My knee hurts.' } });
    const jobs = await until(
      async () => (await prescriber.get<{ encounter: { jobs: { status: string; failure: { code: string } | null }[]; notes: { id: string }[] } }>(`query ($id: ID!) { encounter(id: $id) { jobs { status failure { code } } notes { id } } }`, { id: encounterId })).encounter,
      (encounter) => encounter.jobs.length === 2,
    );
    expect(jobs.jobs).toEqual([expect.objectContaining({ status: 'FAILED', failure: { code: 'CONSENT_REQUIRED' } }), expect.objectContaining({ status: 'FAILED', failure: { code: 'CONSENT_REQUIRED' } })]);
    expect(jobs.notes).toEqual([]);
  });
});
