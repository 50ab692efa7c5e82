import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@dra/access';
import { createTransact, openDataSource, runMigrations } from '@dra/pg-store';
import type { Transact } from '@dra/pg-store';
import { createLogger, createMetrics } from '@dra/service';
import type { SubgraphServer } from '@dra/subgraph';
import { persona, testIdentity, testPostgres } from '@dra/testkit';
import pg from 'pg';
import { createServer } from '../src/server.ts';
import { entities } from '../src/store/entities/index.ts';
import { grants, migrations } from '../src/migrations/index.ts';
import { createInTransaction } from '../src/store/work.ts';
import type { Notify } from '../src/store/work.ts';
import type { InTransaction } from '../src/domain/work.ts';
import { neighbour } from './neighbour.ts';
import type { Neighbour } from './neighbour.ts';

export type GraphqlError = { message: string; path?: (string | number)[]; extensions: { code: string } };
// A test names the fields that it asked for: their shape is the schema's matter.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = { data: Record<string, any> | null; errors?: GraphqlError[] };
export type Who = { role?: Role; tenant?: string; userId?: string };

export type Service = {
  server: SubgraphServer;
  transact: Transact;
  inTransaction: InTransaction;
  patients: Neighbour;
  notices: Parameters<Notify>[0][];
  /** SQL statements since the last reset. */
  statements: { count: number };
  ask(query: string, variables?: Record<string, unknown>, who?: Who): Promise<Answer>;
  /** A mutation with an input; the payload. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  call(mutation: string, input: Record<string, unknown>, who?: Who): Promise<any>;
  asOwner(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  asService(sql: string): Promise<void>;
  stop(): Promise<void>;
};

export const fields = `id status intent origin version statusReason missing unconfirmed flags refills indication substitutionAllowed
  patient { id } encounter { id } priorPrescription { id }
  drug { text name rxcui form strength controlledSchedule ingredients { name rxcui } }
  sig { doseMin doseMax doseUnit route frequency period periodUnit prn prnReason durationValue durationUnit maxPerPeriod timing steps { step doseMin doseMax doseUnit route frequency period periodUnit prn prnReason durationValue durationUnit maxPerPeriod timing text } text }
  quantity { value unit } evidence { field evidence { segmentId startMs charStart charEnd score } }
  safetyCheck { id status inputsHash notChecked unavailableReason rulesetVersion issues { key code severity detail implicated mitigation citation } }
  signature { signer at version contentHash attestation overrides { issueKey reason text } }`;

const password = 'prescription-in-a-test';

/** The subgraph on a real database and a real port; patients and encounters are whoever `known` says. */
export async function service(): Promise<Service> {
  const postgres = await testPostgres();
  await runMigrations({ ownerUrl: postgres.ownerUrl, schema: 'prescription', role: 'dra_prescription', password, migrations, grants });
  const serviceUrl = postgres.urlFor('dra_prescription', password);
  const statements = { count: 0 };
  const dataSource = await openDataSource({ url: serviceUrl, schema: 'prescription', entities, poolSize: 10, onStatement: () => (statements.count += 1) });
  const logger = createLogger({ name: 'test', level: 'silent' });
  const transact = createTransact(dataSource, { logger });
  const patients = await neighbour();
  const notices: Service['notices'] = [];
  const notify: Notify = (notice) => void notices.push(notice);
  const server = createServer({
    transact,
    notify,
    patientUrl: patients.url,
    findPatient: async (tenant, patientId) => ({ found: tenant === 'demo' && patientId !== nobody, active: patientId !== inactive && !patients.inactive }),
    findEncounter: async (tenant, encounterId) => ({ found: tenant === 'demo' && encounterId === encounter.id, patientId: encounter.patientId }),
    recordsOf: async (_, id) => {
      if (patients.twins === 'unknown') throw new Error('nobody answers');
      return [id, ...(patients.twins.get(id) ?? [])];
    },
    typeDefs: readFileSync(join(__dirname, '../../../schema/prescription.graphql'), 'utf8'),
    identityKeys: testIdentity.internalJwks,
    logger,
    metrics: createMetrics('test', { defaults: false }),
  });
  const url = `http://127.0.0.1:${await server.start(0, '127.0.0.1')}/graphql`;
  const ask: Service['ask'] = async (query, variables, { role = 'PRESCRIBER', tenant = 'demo', userId } = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await persona(role, tenant, userId).subgraphHeaders()) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    server,
    transact,
    inTransaction: createInTransaction(transact, notify),
    patients,
    notices,
    statements,
    ask,
    call: async (mutation, input, who) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const inputType = ['checkPrescription', 'submitPrescription'].includes(mutation) ? 'PrescriptionStepInput' : type;
      const answer = await ask(
        `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { prescription { ${fields} } userErrors { code message path } current { id version } } }`,
        { input: { clientMutationId: randomUUID(), ...input } },
        who,
      );
      if (!answer.data?.[mutation]) throw new Error(JSON.stringify(answer.errors));
      return answer.data[mutation];
    },
    asOwner: (sql, params) => withClient(postgres.ownerUrl, async (client) => (await client.query(sql, params)).rows),
    asService: (sql) => withClient(serviceUrl, async (client) => void (await client.query(sql))),
    stop: async () => {
      await server.stop();
      await patients.stop();
      await dataSource.destroy();
      await postgres.stop();
    },
  };
}

export const patientId = '01890000-0000-7000-8000-00000000aaaa';
export const nobody = '01890000-0000-7000-8000-00000000bbbb';
export const inactive = '01890000-0000-7000-8000-00000000cccc';
export const encounter = { id: '01890000-0000-7000-8000-00000000eeee', patientId };

/** A whole order, ready to be signed. */
export const lisinopril = {
  patientId: `pat_${patientId}`,
  drug: { text: 'lisinopril', form: 'tablet', strength: '10 mg' },
  sig: { doseMin: '10', doseUnit: 'mg', route: 'oral', frequency: 1, period: '1', periodUnit: 'D' },
  quantity: { value: '30', unit: 'tablet' },
  refills: 2,
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
