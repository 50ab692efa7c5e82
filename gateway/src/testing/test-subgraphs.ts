import { composeServices } from '@apollo/composition';
import { ServiceError, createLogger, createMetrics } from '@dra/service';
import { createSubgraphServer } from '@dra/subgraph';
import type { RequestContext, SubgraphServer } from '@dra/subgraph';
import { testIdentity } from '@dra/testkit';
import { parse } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes"])`;

const patientSdl = `${link}
type Query {
  patient(id: ID!): Patient @requiresScopes(scopes: [["patient:read"]])
  patients: [Patient!]! @requiresScopes(scopes: [["patient:read"]])
  caller: Caller @requiresScopes(scopes: [["patient:read"]])
  slow(ms: Int!): String @requiresScopes(scopes: [["patient:read"]])
  broken: String @requiresScopes(scopes: [["patient:read"]])
}
type Mutation {
  rename(id: ID!, name: String!): Patient @requiresScopes(scopes: [["patient:write"]])
  slowChange(ms: Int!): String @requiresScopes(scopes: [["patient:write"]])
}
type Subscription {
  patient(id: ID!): Patient @requiresScopes(scopes: [["patient:read"]])
}
type Caller @requiresScopes(scopes: [["patient:read"]]) { userId: String! tenant: String! scopes: [String!]! msLeft: Int! }
type Patient @key(fields: "id") @requiresScopes(scopes: [["patient:read"]]) { id: ID! name: String! }
`;

const noteSdl = `${link}
type Query { note(id: ID!): Note @requiresScopes(scopes: [["note:read"]]) }
type Patient @key(fields: "id") { id: ID! notes: [Note!] @requiresScopes(scopes: [["note:read"]]) }
type Note @key(fields: "id") @requiresScopes(scopes: [["note:read"]]) { id: ID! text: String! }
`;

export const patientIds = ['pat_0190f0a1-aaaa-7bbb-8ccc-000000000001', 'pat_0190f0a1-aaaa-7bbb-8ccc-000000000002'] as const;

export type TestSubgraphs = {
  supergraphSdl: string;
  urls: Record<string, string>;
  patient: SubgraphServer;
  note: SubgraphServer;
  /** What each request to a subgraph carried, newest last. */
  seen: { headers: Record<string, string | string[] | undefined>; query: string }[];
  names: Map<string, string>;
  /** Changes that ran to their end. */
  finished: string[];
  /** Rewrites what a subgraph answers, to make it misbehave. */
  tamper: { with: ((answer: string) => string) | null };
  stop(): Promise<void>;
};

/** Two subgraphs as the product has them (packages/subgraph), over real HTTP: patients, and notes that extend them. */
export async function startTestSubgraphs(): Promise<TestSubgraphs> {
  const logger = createLogger({ name: 'test-subgraph', level: 'silent' });
  const names = new Map<string, string>(patientIds.map((id, index) => [id, `Patient ${index + 1}`]));
  const seen: TestSubgraphs['seen'] = [];
  const finished: string[] = [];
  const tamper: TestSubgraphs['tamper'] = { with: null };
  const shared = { createContext: (request: RequestContext) => request, identityKeys: testIdentity.internalJwks, logger };
  const patientOf = (id: string, tenant: string) => {
    const name = names.get(id);
    if (!name || tenant !== 'demo') throw new ServiceError('NOT_FOUND', 'There is no such patient.');
    return { id, name };
  };
  const patient = createSubgraphServer({
    ...shared,
    name: 'patient',
    metrics: createMetrics('test-patient', { defaults: false }),
    typeDefs: patientSdl,
    resolvers: {
      Query: {
        patient: (_: unknown, { id }: { id: string }, { actor }: RequestContext) => patientOf(id, actor.tenant),
        patients: () => [...names].map(([id, name]) => ({ id, name })),
        caller: (_: unknown, __: unknown, { actor, deadline }: RequestContext) => ({
          userId: actor.userId,
          tenant: actor.tenant,
          scopes: [...actor.scopes],
          msLeft: deadline - Date.now(),
        }),
        slow: (_: unknown, { ms }: { ms: number }) => sleep(ms, 'done', { ref: false }),
        broken: () => {
          throw new TypeError('Quillfeather at 10.0.0.7');
        },
      },
      Mutation: {
        rename: (_: unknown, { id, name }: { id: string; name: string }) => {
          names.set(id, name);
          return { id, name };
        },
        slowChange: async (_: unknown, { ms }: { ms: number }) => {
          await sleep(ms);
          finished.push('slowChange');
          return 'done';
        },
      },
      Patient: { __resolveReference: ({ id }: { id: string }, { actor }: RequestContext) => patientOf(id, actor.tenant) },
    },
  });
  const note = createSubgraphServer({
    ...shared,
    name: 'clinical-note',
    metrics: createMetrics('test-note', { defaults: false }),
    typeDefs: noteSdl,
    resolvers: {
      Query: { note: (_: unknown, { id }: { id: string }) => ({ id, text: 'text' }) },
      Patient: { __resolveReference: ({ id }: { id: string }) => ({ id }), notes: ({ id }: { id: string }) => [{ id: id.replace('pat_', 'not_'), text: 'text' }] },
      Note: { __resolveReference: ({ id }: { id: string }) => ({ id, text: 'text' }) },
    },
  });
  for (const { app } of [patient, note]) {
    app.addHook('preHandler', async (request) => {
      seen.push({ headers: request.headers, query: String((request.body as { query?: unknown } | null)?.query) });
    });
  }
  for (const { app } of [patient, note]) {
    app.addHook('onSend', async (_request, _reply, payload) => (tamper.with && typeof payload === 'string' ? tamper.with(payload) : payload));
  }
  const urls = {
    patient: `http://127.0.0.1:${await patient.start(0, '127.0.0.1')}/graphql`,
    'clinical-note': `http://127.0.0.1:${await note.start(0, '127.0.0.1')}/graphql`,
  };
  const composed = composeServices([
    { name: 'patient', url: 'http://patient.invalid/graphql', typeDefs: parse(patientSdl) },
    { name: 'clinical-note', url: 'http://note.invalid/graphql', typeDefs: parse(noteSdl) },
  ]);
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map((error) => error.message).join());
  return {
    supergraphSdl: composed.supergraphSdl,
    urls,
    patient,
    note,
    seen,
    names,
    finished,
    tamper,
    stop: async () => {
      await Promise.all([patient.stop(), note.stop()]);
    },
  };
}
