import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMetrics } from '@dra/service';
import { persona, testIdentity } from '@dra/testkit';
import type { Persona } from '@dra/testkit';
import type { Job } from './domain/job.ts';
import { createServer } from './server.ts';
import { inferenceStage, tenant, until } from './testing/inference-stage.ts';
import type { Stage } from './testing/inference-stage.ts';

jest.setTimeout(60_000);

let stage: Stage;
let server: ReturnType<typeof createServer>;
let url: string;
let statements = 0;

const prescriber = persona('PRESCRIBER', tenant);
const nurse = persona('NURSE', tenant);
const auditor = persona('AUDITOR', tenant);
const stranger = persona('PRESCRIBER', 'demo-b');

type Answer = { data?: Record<string, never> | null; errors?: { message: string; extensions: { code: string }; path?: string[] }[] };
const ask = async (who: Persona, query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(await who.subgraphHeaders()) }, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as Answer;
};
const codes = ({ errors }: Answer) => (errors ?? []).map(({ extensions }) => extensions.code);
const job = `id kind status priority progress queuePosition attempt failure { code message retryable } engine { id version } encounter { id } queuedAt startedAt finishedAt`;

beforeAll(async () => {
  stage = await inferenceStage();
  const typeDefs = readFileSync(join(__dirname, '..', '..', '..', 'schema', 'inference.graphql'), 'utf8');
  server = createServer({
    transact: (actor, work, options) => {
      statements += 1;
      return stage.transact(actor, work, options);
    },
    telling: stage.telling, consents: stage.consents, typeDefs, identityKeys: testIdentity.internalJwks, logger: stage.logger, metrics: createMetrics('test', { defaults: false }),
  });
  url = `http://127.0.0.1:${await server.start(0, '127.0.0.1')}/graphql`;
});
afterAll(async () => {
  await server.stop();
  await stage.stop();
});

test('a job, its place in the queue, and jobs of an encounter and of a recording', async () => {
  const first = await stage.transcribed('ok');
  await stage.noteJobIs(first.encounterId, 'QUEUED');
  const second = await stage.transcribed('ok');
  const queued = await stage.noteJobIs(second.encounterId, 'QUEUED');
  const answer = await ask(nurse, `query ($id: ID!) { inferenceJob(id: $id) { ${job} } }`, { id: `job_${queued.id}` });
  expect(answer).toEqual({
    data: {
      inferenceJob: {
        id: `job_${queued.id}`, kind: 'NOTE', status: 'QUEUED', priority: 'LIVE', progress: 0, queuePosition: 1, attempt: 0, failure: null, engine: null,
        encounter: { id: `enc_${second.encounterId}` }, queuedAt: queued.queuedAt.toISOString(), startedAt: null, finishedAt: null,
      },
    },
  });
  const ofEncounter = await ask(nurse, `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Encounter { id jobs { kind } } ... on Recording { jobs { kind } } } }`, {
    refs: [{ __typename: 'Encounter', id: `enc_${second.encounterId}` }, { __typename: 'Recording', id: `rec_${randomUUID()}` }],
  });
  expect(ofEncounter.data).toEqual({ _entities: [{ id: `enc_${second.encounterId}`, jobs: [{ kind: 'NOTE' }, { kind: 'PRESCRIPTION' }] }, { jobs: [] }] });
});

test('how long it will take: nothing where nothing was measured, then the pace of such jobs, then its own progress', async () => {
  const visits = await Promise.all(['ok', 'ok', 'ok'].map((text) => stage.transcribed(text)));
  const jobs: Job[] = [];
  for (const { encounterId } of visits) jobs.push(await stage.noteJobIs(encounterId, 'QUEUED'));
  const left = async (id: string) => {
    const answer = await ask(nurse, `query ($id: ID!) { inferenceJob(id: $id) { estimatedSecondsLeft } }`, { id: `job_${id}` });
    expect(codes(answer)).toEqual([]);
    return (answer.data as unknown as { inferenceJob: { estimatedSecondsLeft: number | null } }).inferenceJob.estimatedSecondsLeft;
  };
  const [first, second, third] = jobs as [Job, Job, Job];
  expect(await left(third.id)).toBeNull();
  await stage.change(first.id, `status = 'SUCCEEDED', started_at = now() - interval '20 seconds', finished_at = now()`);
  expect(await left(first.id)).toBeNull();
  // Twenty seconds its own, and twenty for each before it, since none runs.
  expect(await left(third.id)).toBeGreaterThanOrEqual(40);
  await stage.change(second.id, `status = 'RUNNING', claim_id = 'c', started_at = now() - interval '30 seconds', progress = 0.75`);
  const rest = (await left(second.id)) ?? 0;
  // A third of what it has taken; the machine's own slowness is in it.
  expect([rest >= 10, rest < 20]).toEqual([true, true]);
});

test('the number of reads does not grow with the list', async () => {
  const visits = await Promise.all(Array.from({ length: 6 }, () => stage.transcribed('ok')));
  for (const { encounterId } of visits) await stage.noteJobIs(encounterId, 'QUEUED');
  const reads = async (count: number) => {
    statements = 0;
    const refs = visits.slice(0, count).map(({ encounterId }) => ({ __typename: 'Encounter', id: `enc_${encounterId}` }));
    expect(codes(await ask(nurse, `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Encounter { jobs { id queuePosition estimatedSecondsLeft } } } }`, { refs }))).toEqual([]);
    return statements;
  };
  expect(await reads(6)).toBe(await reads(1));
});

test('another tenant has no such job, through every door', async () => {
  const { encounterId } = await stage.transcribed('ok');
  const { id } = await stage.noteJobIs(encounterId, 'QUEUED');
  expect(codes(await ask(stranger, `query ($id: ID!) { inferenceJob(id: $id) { id } }`, { id: `job_${id}` }))).toEqual(['NOT_FOUND']);
  const refs = [{ __typename: 'InferenceJob', id: `job_${id}` }];
  const entity = await ask(stranger, `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on InferenceJob { status } } }`, { refs });
  expect([entity.data, codes(entity)]).toEqual([{ _entities: [null] }, ['NOT_FOUND']]);
  const nested = await ask(stranger, `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Encounter { jobs { id } } } }`, { refs: [{ __typename: 'Encounter', id: `enc_${encounterId}` }] });
  expect(nested.data).toEqual({ _entities: [{ jobs: [] }] });
  for (const mutation of ['cancelInferenceJob', 'retryInferenceJob']) {
    const answer = await ask(stranger, `mutation ($input: InferenceJobStepInput!) { ${mutation}(input: $input) { job { id } userErrors { code path } } }`, { input: { clientMutationId: randomUUID(), jobId: `job_${id}` } });
    expect(answer).toEqual({ data: { [mutation]: { job: null, userErrors: [{ code: 'NOT_FOUND', path: ['jobId'] }] } } });
  }
  expect(await stage.noteJob(encounterId)).toMatchObject({ status: 'QUEUED' });
});

test('rights: a nurse reads and does not control, an auditor does not read, and refusals are on record', async () => {
  const { encounterId } = await stage.transcribed('ok');
  const { id } = await stage.noteJobIs(encounterId, 'QUEUED');
  const cancel = `mutation ($input: InferenceJobStepInput!) { cancelInferenceJob(input: $input) { job { status } userErrors { code } } }`;
  const input = { clientMutationId: randomUUID(), jobId: `job_${id}` };
  expect(codes(await ask(nurse, cancel, { input }))).toEqual(['FORBIDDEN']);
  expect(codes(await ask(auditor, `query ($id: ID!) { inferenceJob(id: $id) { id } }`, { id: `job_${id}` }))).toEqual(['FORBIDDEN']);
  const refusals = () =>
    stage.transact({ tenant }, (tx) => tx.query<{ actor: string; resource_type: string }>(`SELECT actor, resource_type FROM audit_event WHERE tenant = $1 AND outcome = 'DENIED' AND action = 'access.denied'`, [tenant]));
  await until(async () => (await refusals()).length === 2);
  expect(await refusals()).toEqual(expect.arrayContaining([{ actor: 'test.nurse', resource_type: 'Mutation.cancelInferenceJob' }, { actor: 'test.auditor', resource_type: 'Query.inferenceJob' }]));

  expect(await ask(prescriber, cancel, { input })).toEqual({ data: { cancelInferenceJob: { job: { status: 'CANCELLED' }, userErrors: [] } } });
  expect(await ask(prescriber, cancel, { input })).toEqual({ data: { cancelInferenceJob: { job: { status: 'CANCELLED' }, userErrors: [] } } });
  const other = await stage.transcribed('ok');
  const { id: otherId } = await stage.noteJobIs(other.encounterId, 'QUEUED');
  expect(codes(await ask(prescriber, cancel, { input: { ...input, jobId: `job_${otherId}` } }))).toEqual(['IDEMPOTENCY_MISMATCH']);
});

test('a failure is told in words, and a malformed id is bad input', async () => {
  stage.patients.consent(false);
  const { encounterId } = await stage.transcribed('ok');
  const { id } = await stage.noteJobIs(encounterId, 'FAILED');
  const retry = `mutation ($input: InferenceJobStepInput!) { retryInferenceJob(input: $input) { job { status failure { code message retryable } } userErrors { code message } } }`;
  expect(await ask(prescriber, retry, { input: { clientMutationId: randomUUID(), jobId: `job_${id}` } })).toEqual({
    data: {
      retryInferenceJob: {
        job: { status: 'FAILED', failure: { code: 'CONSENT_REQUIRED', message: expect.stringContaining('has not consented'), retryable: true } },
        userErrors: [{ code: 'INVALID_TRANSITION', message: 'The patient has no active consent to AI processing.' }],
      },
    },
  });
  stage.patients.consent(true);
  expect(await ask(prescriber, retry, { input: { clientMutationId: randomUUID(), jobId: `job_${id}` } })).toMatchObject({ data: { retryInferenceJob: { job: { status: 'QUEUED', failure: null }, userErrors: [] } } });
  for (const bad of [`enc_${id}`, id, 'job_1', "job_' OR 1=1"]) expect(codes(await ask(prescriber, `query ($id: ID!) { inferenceJob(id: $id) { id } }`, { id: bad }))).toEqual(['BAD_USER_INPUT']);
});
