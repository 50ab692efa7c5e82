import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@dra/access';
import { createMetrics } from '@dra/service';
import type { SubgraphServer } from '@dra/subgraph';
import { persona, testIdentity } from '@dra/testkit';
import { uuidv7 } from 'uuidv7';
import type { Services } from '../context.ts';
import type { FindEncounter } from '../domain/create-note.ts';
import type { Note } from '../domain/model.ts';
import { createServer } from '../server.ts';
import { createReadAudit } from '../store/read-audit.ts';
import { silent, testStore } from './test-store.ts';
import type { TestStore } from './test-store.ts';

export type GraphqlError = { message: string; path?: (string | number)[]; extensions: { code: string } };
export type Answer = { data: Record<string, unknown> | null; errors?: GraphqlError[] };
export type Ask = (query: string, variables?: Record<string, unknown>, who?: { role?: Role; tenant?: string; userId?: string }) => Promise<Answer>;

export type TestServer = { store: TestStore; server: SubgraphServer; services: Services; announced: Note[]; encounters: Map<string, { tenant: string; patientId: string }>; ask: Ask; close(): Promise<void> };

/** What an answer holds at a path such as `signNote.note`; the test says what it asked for. */
export function at<T = unknown>(answer: Answer, path: string): T {
  let value: unknown = answer.data;
  for (const step of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[step];
  return value as T;
}

/** The subgraph on a real store and a real port; only the question "whose encounter is it?" is answered here. */
export async function testServer(): Promise<TestServer> {
  const store = await testStore();
  const announced: Note[] = [];
  const encounters: TestServer['encounters'] = new Map();
  const findEncounter: FindEncounter = async (tenant, id) => {
    const found = encounters.get(id);
    return found?.tenant === tenant ? { patientId: found.patientId } : null;
  };
  const services: Services = {
    notes: store.notes,
    readAudit: createReadAudit(store.collections),
    commands: { notes: store.notes, now: () => new Date(), newId: uuidv7, announce: (note) => announced.push(note), findEncounter },
  };
  const server = createServer({
    services,
    typeDefs: readFileSync(join(__dirname, '../../../../schema/clinical-note.graphql'), 'utf8'),
    identityKeys: testIdentity.internalJwks,
    logger: silent,
    metrics: createMetrics('test', { defaults: false }),
  });
  const url = `http://127.0.0.1:${await server.start(0, '127.0.0.1')}/graphql`;
  const ask: Ask = async (query, variables, { role = 'CLINICIAN', tenant = 'demo', userId } = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await persona(role, tenant, userId).subgraphHeaders()) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    store,
    server,
    services,
    announced,
    encounters,
    ask,
    close: async () => {
      await server.stop();
      await store.close();
    },
  };
}
