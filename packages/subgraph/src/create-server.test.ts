import { createIdentitySigner, scopesOf } from '@dra/access';
import type { Role } from '@dra/access';
import { ServiceError, createLogger, createMetrics } from '@dra/service';
import { exportJWK, generateKeyPair } from 'jose';
import { createSubgraphServer } from './create-server.ts';
import type { RequestContext, SubgraphServer } from './create-server.ts';
import type { Denial } from './scope-guard.ts';

const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes"])
  type Query {
    note(id: ID!): Note @requiresScopes(scopes: [["note:read"]])
    whoAmI: String! @requiresScopes(scopes: [["patient:read"], ["audit:read"]])
    broken: String @requiresScopes(scopes: [["patient:read"]])
    late: String @requiresScopes(scopes: [["patient:read"]])
  }
  type Note @key(fields: "id") @requiresScopes(scopes: [["note:read"]]) {
    id: ID!
    text: String!
    jobs: [String!] @requiresScopes(scopes: [["job:control"]])
  }
`;

const resolvers = {
  Query: {
    note: (_: unknown, { id }: { id: string }) => ({ id, text: 'text of ' + id, jobs: ['a'] }),
    whoAmI: (_: unknown, __: unknown, { actor }: RequestContext) => `${actor.userId}@${actor.tenant}`,
    broken: () => {
      throw new Error('duplicate key value (mrn)=(DEMO-0001)');
    },
    late: () => {
      throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'The store did not answer.', { cause: new Error('ECONNREFUSED 10.0.0.1') });
    },
  },
  Note: { __resolveReference: ({ id }: { id: string }) => ({ id, text: 'text of ' + id }) },
};

let server: SubgraphServer;
let url: string;
let sign: ReturnType<typeof createIdentitySigner>;
const denials: Denial[] = [];

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  sign = createIdentitySigner({ ...(await exportJWK(privateKey)), kid: 'test' });
  server = createSubgraphServer({
    name: 'test',
    typeDefs,
    resolvers,
    createContext: (request) => request,
    identityKeys: { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA' }] },
    recordDenial: async (_, denial) => denials.push(denial),
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics: createMetrics('test', { defaults: false }),
  });
  url = `http://127.0.0.1:${await server.start(0, '127.0.0.1')}/graphql`;
});

afterAll(() => server.stop());

async function ask(query: string, role: Role | null, extra: { variables?: unknown; headers?: Record<string, string> } = {}) {
  const identity: Record<string, string> = role ? { 'x-dra-identity': await sign({ userId: 'dr.test', tenant: 'demo', roles: [role], scopes: scopesOf([role]) }) } : {};
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...identity, ...extra.headers },
    body: JSON.stringify({ query, variables: extra.variables }),
  });
  return { status: response.status, body: (await response.json()) as { data?: Record<string, unknown>; errors?: { message: string; extensions: { code: string } }[] } };
}

test('serves who may see it', async () => {
  const { body } = await ask('{ note(id: "1") { id text } whoAmI }', 'CLINICIAN');
  expect(body).toEqual({ data: { note: { id: '1', text: 'text of 1' }, whoAmI: 'dr.test@demo' } });
});

test('refuses without an identity, and with one that the gateway did not sign', async () => {
  expect((await ask('{ whoAmI }', null)).status).toBe(401);
  const forged = await ask('{ whoAmI }', null, { headers: { 'x-dra-identity': 'eyJhbGciOiJub25lIn0.e30.' } });
  expect(forged.status).toBe(401);
  expect(forged.body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test.each([
  ['a root field', '{ note(id: "1") { id } }'],
  ['a reference', '{ _entities(representations: [{ __typename: "Note", id: "1" }]) { ... on Note { text } } }'],
])('a role without the scope gets FORBIDDEN by %s, and it is told to the audit', async (_, query) => {
  denials.length = 0;
  const { body } = await ask(query, 'AUDITOR');
  expect(body.errors?.map((error) => error.extensions.code)).toEqual(['FORBIDDEN']);
  expect(JSON.stringify(body.data ?? null)).not.toContain('text of');
  expect(denials).toHaveLength(1);
});

test('a field with a stricter rule than its type is null with FORBIDDEN, the rest is served', async () => {
  const { body } = await ask('{ note(id: "1") { text jobs } }', 'NURSE');
  expect(body.data).toEqual({ note: { text: 'text of 1', jobs: null } });
  expect(body.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('an alternative scope is enough', async () => {
  expect((await ask('{ whoAmI }', 'AUDITOR')).body.data).toEqual({ whoAmI: 'dr.test@demo' });
});

test('a fault of ours is masked; a known one keeps its code and loses its cause', async () => {
  const { body } = await ask('{ broken late }', 'CLINICIAN');
  expect(body.errors?.map((error) => error.extensions.code).sort()).toEqual(['DEPENDENCY_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']);
  expect(JSON.stringify(body)).not.toMatch(/DEMO-0001|ECONNREFUSED|stack/);
});

test('a request after its deadline is not begun', async () => {
  const { status, body } = await ask('{ whoAmI }', 'CLINICIAN', { headers: { 'x-dra-deadline': String(Date.now() - 1000) } });
  expect(status).toBe(504);
  expect(body.errors?.[0]?.extensions.code).toBe('DEADLINE_EXCEEDED');
});

test('the value of a bad variable is not repeated to the caller', async () => {
  const { body } = await ask('query ($id: ID!) { note(id: $id) { id } }', 'CLINICIAN', { variables: { id: { name: 'Adams' } } });
  expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(JSON.stringify(body)).not.toContain('Adams');
});

test('a schema with a root field or an entity field without a rule does not start', () => {
  expect(() =>
    createSubgraphServer({
      name: 'careless',
      typeDefs: typeDefs.replace('whoAmI: String! @requiresScopes(scopes: [["patient:read"], ["audit:read"]])', 'whoAmI: String!'),
      resolvers,
      createContext: (request) => request,
      identityKeys: { keys: [] },
      logger: createLogger({ name: 'test', level: 'silent' }),
      metrics: createMetrics('careless', { defaults: false }),
    }),
  ).toThrow('no @requiresScopes on Query.whoAmI');
});
