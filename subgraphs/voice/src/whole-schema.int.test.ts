import { randomUUID } from 'node:crypto';
import { roles, rightsTable } from '@dra/access';
import type { Role } from '@dra/access';
import { isObjectType } from 'graphql';
import type { ConstDirectiveNode, GraphQLObjectType } from 'graphql';
import { encounterId, patientId, service } from '../test/service.ts';
import type { Answer, Service } from '../test/service.ts';

type Victim = Record<'recording' | 'transcript' | 'encounter' | 'patient', string>;

const hash = 'a'.repeat(64);

/**
 * Every door of the schema, with what to ask there for things of tenant demo. A field of the schema that is not in the
 * table fails the test: whoever adds a field says here how a stranger knocks at it.
 */
const rootFields: Record<string, (victim: Victim) => { args: string; select: string }> = {
  'Query.recording': (v) => ({ args: `(id: "${v.recording}")`, select: '{ status }' }),
  'Query.transcript': (v) => ({ args: `(id: "${v.transcript}")`, select: '{ segments { text } }' }),
  'Mutation.createRecording': (v) => changing({ encounterId: v.encounter, mediaType: 'audio/wav' }),
  'Mutation.requestChunkUpload': (v) => ({ args: `(input: ${literal({ recordingId: v.recording, seq: 0, byteLength: 10, sha256: hash })})`, select: '{ address { url } stored userErrors { code } }' }),
  'Mutation.completeRecording': (v) => changing({ recordingId: v.recording, chunks: 1, sha256: hash }),
  'Mutation.deleteRecording': (v) => changing({ recordingId: v.recording, expectedVersion: 1 }),
  'Mutation.uploadTranscript': (v) => changing({ encounterId: v.encounter, text: 'Patient: Yes.' }),
  'Mutation.correctSpeakers': (v) => changing({ transcriptId: v.transcript, expectedVersion: 1, corrections: [{ segmentId: `seg_${v.transcript.slice(4)}.0`, speaker: '#OTHER' }] }),
};

/** Things of ours, and the ones that other rooms own and we only hang lists on. */
const entities: Record<string, { victim: keyof Victim; select: string; absent: 'NOT_FOUND' | 'NOTHING' }> = {
  Recording: { victim: 'recording', select: 'status', absent: 'NOT_FOUND' },
  Transcript: { victim: 'transcript', select: 'version', absent: 'NOT_FOUND' },
  Patient: { victim: 'patient', select: 'recordings { nodes { id } }', absent: 'NOTHING' },
  Encounter: { victim: 'encounter', select: 'recordings { id } transcripts { id }', absent: 'NOTHING' },
};

const changing = (fields: Record<string, unknown>) => ({ args: `(input: ${literal({ clientMutationId: randomUUID(), ...fields })})`, select: '{ userErrors { code } }' });
/** A value as GraphQL text; `#NAME` is an enum's value. */
const literal = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([name, item]) => `${name}: ${literal(item)}`).join(', ')} }`;
  return typeof value === 'string' && value.startsWith('#') ? value.slice(1) : JSON.stringify(value);
};

let it_: Service;
let victim: Victim;
beforeAll(async () => {
  it_ = await service();
  const recording = await it_.record();
  const { transcript } = await it_.call('uploadTranscript', { encounterId: `enc_${encounterId}`, text: 'Patient: VICTIM' }, 'transcript { id }');
  victim = { recording: recording.id, transcript: (transcript as { id: string }).id, encounter: `enc_${encounterId}`, patient: `pat_${patientId}` };
});
afterAll(() => it_.stop());

const objects = () => Object.values(it_.schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('_'));
const directivesOf = (type: GraphQLObjectType) => [...(type.astNode?.directives ?? []), ...type.extensionASTNodes.flatMap((node) => [...(node.directives ?? [])])];
const requirement = (directives: readonly ConstDirectiveNode[] | undefined): string[][] | null => {
  const value = directives?.find((directive) => /requiresScopes$/.test(directive.name.value))?.arguments?.[0]?.value;
  if (value?.kind !== 'ListValue') return null;
  return value.values.map((inner) => (inner.kind === 'ListValue' ? inner.values.map((scope) => (scope.kind === 'StringValue' ? scope.value : '')) : []));
};
const holds = (role: Role, scopes: string[][]) =>
  scopes.some((all) => all.every((scope) => {
    const [resource, action] = scope.split(':') as [keyof typeof rightsTable, string];
    return (rightsTable[resource] as Record<string, readonly Role[]>)[action]?.includes(role);
  }));
const codesOf = (answer: Answer) => answer.errors?.map((error) => error.extensions.code) ?? [];
const operation = (coordinate: string) => {
  const [type, field] = coordinate.split('.') as [string, string];
  const { args, select } = rootFields[coordinate]!(victim);
  return { text: `${type === 'Query' ? 'query' : 'mutation'} { ${field}${args} ${select} }`, field };
};

test('every door is in the tables', () => {
  const fields = [it_.schema.getQueryType(), it_.schema.getMutationType()].flatMap((type) => Object.keys(type?.getFields() ?? {}).filter((name) => !name.startsWith('_')).map((name) => `${type?.name}.${name}`));
  expect(fields.sort()).toEqual(Object.keys(rootFields).sort());
  const keyed = objects().filter((type) => directivesOf(type).some((directive) => directive.name.value === 'key')).map((type) => type.name);
  expect(keyed.sort()).toEqual(Object.keys(entities).sort());
});

describe.each(Object.keys(rootFields))('%s', (coordinate) => {
  test('opens to the roles that the table of rights names, and to no other', async () => {
    const [type, field] = coordinate.split('.') as [string, string];
    const scopes = requirement((it_.schema.getType(type) as GraphQLObjectType).getFields()[field]?.astNode?.directives);
    expect(scopes).not.toBeNull();
    for (const role of roles) {
      const refused = codesOf(await it_.ask(operation(coordinate).text, {}, role, 'nobodys-tenant')).includes('FORBIDDEN');
      expect(`${role} ${refused ? 'refused' : 'let in'}`).toBe(`${role} ${holds(role, scopes as string[][]) ? 'let in' : 'refused'}`);
    }
  });

  test('shows a stranger nothing of this tenant', async () => {
    const { text, field } = operation(coordinate);
    const answer = await it_.ask(text, {}, 'CLINICIAN', 'demo-b');
    expect(JSON.stringify(answer)).not.toMatch(/VICTIM|X-Amz/);
    const userCodes = (answer.data?.[field] as { userErrors?: { code: string }[] } | null)?.userErrors?.map((error) => error.code) ?? [];
    expect([...codesOf(answer), ...userCodes]).toEqual(['NOT_FOUND']);
  });
});

describe.each(Object.entries(entities))('_entities of %s', (type, { victim: name, select, absent }) => {
  const ask = (id: string, role: Role, tenant: string) =>
    it_.ask(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${select} } } }`, { r: [{ __typename: type, id }] }, role, tenant);

  test('opens to the roles that may read recordings and transcripts', async () => {
    for (const role of roles) {
      const refused = codesOf(await ask(victim[name], role, 'demo')).includes('FORBIDDEN');
      expect(`${role} ${refused}`).toBe(`${role} ${!holds(role, [['recording:read', 'transcript:read']])}`);
    }
  });

  test('holds nothing for a stranger', async () => {
    const answer = await ask(victim[name], 'CLINICIAN', 'demo-b');
    if (absent === 'NOT_FOUND') {
      expect(answer.data?.['_entities']).toEqual([null]);
      expect(codesOf(answer)).toEqual(['NOT_FOUND']);
    } else {
      expect(answer.errors).toBeUndefined();
      expect(JSON.stringify(answer.data)).not.toMatch(/rec_|trn_/);
    }
    // The same question of the tenant itself is not empty: otherwise this test would prove nothing.
    expect(JSON.stringify((await ask(victim[name], 'CLINICIAN', 'demo')).data)).toMatch(/rec_|trn_|CREATED|"version":1/);
  });

  test.each(['', 'nonsense', 'xxx_0197a000-0000-7000-8000-00000000dead', '0197a000-0000-7000-8000-00000000dead'])('refuses the id %p as malformed', async (id) => {
    expect(codesOf(await ask(id, 'CLINICIAN', 'demo'))[0]).toBe('BAD_USER_INPUT');
  });
});

test('a cursor of one patient, or of another tenant, does not open another\'s list', async () => {
  await it_.record();
  const list = (id: string, after: string | null, tenant = 'demo') =>
    it_.ask(`query ($r: [_Any!]!, $after: String) { _entities(representations: $r) { ... on Patient { recordings(first: 1, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } } } }`, { r: [{ __typename: 'Patient', id }], after }, 'CLINICIAN', tenant);
  type Page = { recordings: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
  const first = ((await list(victim.patient, null)).data?.['_entities'] as Page[])[0]!.recordings;
  expect(first.pageInfo.hasNextPage).toBe(true);
  const second = ((await list(victim.patient, first.pageInfo.endCursor)).data?.['_entities'] as Page[])[0]!.recordings;
  expect(second.nodes[0]!.id).not.toBe(first.nodes[0]!.id);
  expect(codesOf(await list(`pat_${randomUUID()}`, first.pageInfo.endCursor))).toEqual(['INVALID_CURSOR']);
  expect(codesOf(await list(victim.patient, first.pageInfo.endCursor, 'demo-b'))).toEqual(['INVALID_CURSOR']);
});
