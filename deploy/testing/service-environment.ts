import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { inRepository } from './repository.ts';

type Parses = { safeParse(value: unknown): { success: true } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } }; shape: Record<string, unknown> };

/** Where each kind of process says what it reads of the environment. */
const places: Record<string, string[]> = {
  gateway: ['gateway/src/env.ts'],
  patient: ['subgraphs/patient/src/env.ts'],
  voice: ['subgraphs/voice/src/env.ts'],
  'clinical-note': ['subgraphs/clinical-note/src/env.ts'],
  prescription: ['subgraphs/prescription/src/env.ts'],
  inference: ['subgraphs/inference/src/env.ts'],
  worker: ['subgraphs/inference/src/worker/env.ts'],
};

const isSchema = (value: unknown): value is Parses =>
  typeof value === 'object' && value !== null && 'safeParse' in value && 'shape' in value && typeof (value as Parses).shape === 'object';

/** The schemas of a service: its process's and its migration's. @throws when there are none */
export async function environmentSchemas(service: string): Promise<Parses[]> {
  for (const place of places[service.startsWith('worker') ? 'worker' : service] ?? []) {
    const file = inRepository(place);
    if (!existsSync(file)) continue;
    const exported = (await import(relative(__dirname, resolve(file)))) as Record<string, unknown>;
    const schemas = Object.values(exported).filter(isSchema);
    if (schemas.length > 0) return schemas;
  }
  throw new Error(`${service} does not say in an env.ts what it reads of the environment`);
}

/** What is wrong with an environment for the process that needs most of it; nothing when it would start. */
export function faultsOf(schemas: Parses[], environment: Record<string, string>, wants: (schema: Parses) => boolean): string[] {
  const schema = schemas.find(wants);
  if (!schema) return ['no such process'];
  const result = schema.safeParse(environment);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

export const isService = (schema: Parses) => 'OPS_PORT' in schema.shape;
export const isMigration = (schema: Parses) => 'SERVICE_DB_PASSWORD' in schema.shape;
/** What every process may be told although its schema does not ask: set by the image for Node and its libraries. */
export const known = (schemas: Parses[]) => new Set(['APOLLO_TELEMETRY_DISABLED', 'PATH', 'PYTHONDONTWRITEBYTECODE', ...schemas.flatMap((schema) => Object.keys(schema.shape))]);
