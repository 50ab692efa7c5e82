import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditPage, AuditPageRequest, ChangeNotice } from '@dra/events';
import { createTransact, openDataSource, runMigrations } from '@dra/pg-store';
import type { DataSource, Transact } from '@dra/pg-store';
import { createLogger, createMetrics } from '@dra/service';
import type { SubgraphServer } from '@dra/subgraph';
import { persona, testIdentity, testPostgres } from '@dra/testkit';
import type { Persona } from '@dra/testkit';
import pg from 'pg';
import { tcpProxy } from './tcp-proxy.ts';
import { createServer, entities, grants, migrations } from '../src/index.ts';

export type Answer<T = Record<string, unknown>> = { data: T | null; errors?: { message: string; path?: (string | number)[]; extensions: { code: string; [key: string]: unknown } }[] };

export type PatientServer = {
  url: string;
  ask<T = Record<string, never>>(who: Persona, query: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  /** The data of an answer without errors. */
  data<T = Record<string, never>>(who: Persona, query: string, variables?: Record<string, unknown>): Promise<T>;
  /** How many SQL statements `work` took. */
  statementsOf(work: () => Promise<unknown>): Promise<number>;
  /** Raw SQL as the owner: past every rule. */
  asOwner(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  notices: Omit<ChangeNotice, never>[];
  /** What the service logged, one JSON line each. */
  logged(): string;
  server: SubgraphServer;
  transact: Transact;
  dataSource: DataSource;
  /** What the other owners of audits answer; by default nothing ever happened there. */
  audits: Map<string, 'away' | ((request: AuditPageRequest) => AuditPage)>;
  ownerUrl: string;
  /** Cuts the service off from its database, and mends that. The owner's connection is another. */
  cutDatabase(): void;
  mendDatabase(): void;
  stop(): Promise<void>;
};

export const typeDefs = readFileSync(join(__dirname, '../../../schema/patient.graphql'), 'utf8');
const password = 'patient-in-a-test';

export async function startPatientServer(): Promise<PatientServer> {
  const postgres = await testPostgres();
  await runMigrations({ ownerUrl: postgres.ownerUrl, schema: 'patient', role: 'dra_patient', password, migrations, grants });
  let statements = 0;
  const serviceUrl = new URL(postgres.urlFor('dra_patient', password));
  const wire = await tcpProxy({ host: serviceUrl.hostname, port: Number(serviceUrl.port) });
  serviceUrl.port = String(wire.port);
  const dataSource = await openDataSource({
    url: serviceUrl.toString(),
    schema: 'patient',
    entities,
    poolSize: 12,
    onStatement: () => {
      statements += 1;
    },
  });
  const lines: string[] = [];
  const logger = createLogger({ name: 'patient', level: 'debug', destination: { write: (line: string) => void lines.push(line) } });
  const transact = createTransact(dataSource, { logger });
  const notices: ChangeNotice[] = [];
  const audits: PatientServer['audits'] = new Map();
  const server = createServer({
    transact,
    notify: (notice) => void notices.push({ encounterId: null, ...notice } as ChangeNotice),
    askForAudit: async (source, request) => {
      const answer = audits.get(source);
      if (answer === 'away') throw new Error('nobody answers');
      return answer ? answer(request) : { events: [] };
    },
    typeDefs,
    identityKeys: testIdentity.internalJwks as never,
    logger,
    metrics: createMetrics('patient', { defaults: false }),
  });
  const url = `http://127.0.0.1:${await server.start(0, '127.0.0.1')}/graphql`;
  const owner = new pg.Client({ connectionString: postgres.ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  await owner.query('SET search_path = patient');

  const ask = async <T>(who: Persona, query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await who.subgraphHeaders()) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<T>;
  };
  return {
    url,
    ask,
    data: async <T>(who: Persona, query: string, variables?: Record<string, unknown>) => {
      const answer = await ask<T>(who, query, variables);
      if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
    statementsOf: async (work) => {
      const before = statements;
      await work();
      return statements - before;
    },
    audits,
    asOwner: async (sql, params) => (await owner.query(sql, params)).rows,
    notices,
    logged: () => lines.join(''),
    server,
    transact,
    dataSource,
    ownerUrl: postgres.ownerUrl,
    cutDatabase: wire.cut,
    mendDatabase: wire.mend,
    stop: async () => {
      await server.stop();
      await dataSource.destroy();
      await wire.stop();
      await owner.end();
      await postgres.stop();
    },
  };
}

export const clinician = persona('CLINICIAN', 'demo', 'dr.test');
export const nurse = persona('NURSE', 'demo', 'nurse.test');
export const admin = persona('ADMIN', 'demo', 'admin.test');
export const auditor = persona('AUDITOR', 'demo', 'auditor.test');
export const stranger = persona(['CLINICIAN', 'PRESCRIBER', 'AUDITOR'], 'other', 'dr.stranger');

let counter = 0;
/** A new clientMutationId. */
export const key = () => `key-${(counter += 1)}-${Date.now()}`;

export type CreatedPatient = { id: string; version: number; mrn: string };

const create = `mutation ($input: CreatePatientInput!) { createPatient(input: $input) { patient { id version mrn } duplicateOf { id } userErrors { code path message } } }`;

export async function createPatient(server: PatientServer, more: Record<string, unknown> = {}, who: Persona = clinician): Promise<CreatedPatient> {
  const input = { clientMutationId: key(), mrn: `T-${(counter += 1)}`, names: [{ family: `Family${counter}`, given: ['Given'] }], birthDate: '1970-05-05', administrativeGender: 'FEMALE', ...more };
  const { createPatient: payload } = await server.data<{ createPatient: { patient: CreatedPatient | null; userErrors: unknown[] } }>(who, create, { input });
  if (!payload.patient) throw new Error(JSON.stringify(payload.userErrors));
  return payload.patient;
}
