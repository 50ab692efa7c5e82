import { port } from '@dra/service';
import { identityKeySet } from '@dra/subgraph';
import { z } from 'zod';
import { clinicLanguages, clinicVocabulary } from './clinic-speech.ts';
import { noteTemplates } from './note-templates.ts';
import { defaultTenantWindow } from './domain/dispatch-jobs.ts';

const tenantJobs = z.coerce.number().int().min(1).max(100_000);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });

export const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SERVICE_NAME: z.string().default('inference'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4105),
  OPS_PORT: port.default(4205),
  INTERNAL_JWKS: identityKeySet,
  NATS_URL: z.string().min(1),
  /** Of the service's login role. */
  DATABASE_URL: postgresUrl,
  /** Jobs of a kind that one tenant may have with the broker or with workers at once, by class; its others wait. */
  TENANT_JOBS_LIVE: tenantJobs.default(defaultTenantWindow.live),
  TENANT_JOBS_NORMAL: tenantJobs.default(defaultTenantWindow.normal),
  TENANT_JOBS_BULK: tenantJobs.default(defaultTenantWindow.bulk),
  /** Which template a tenant's visits are drafted into: `clinic-a=aci-bench,clinic-b=apso`; soap for all others. */
  NOTE_TEMPLATES: noteTemplates,
  /** What recognisers are told of a tenant's clinic: words that are rare elsewhere, `clinic-a=Dr. Osei;Ridgeview`, and its language, `clinic-a=en`. */
  CLINIC_VOCABULARY: clinicVocabulary,
  CLINIC_LANGUAGES: clinicLanguages,
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
});

export const migrateEnvironment = z.object({
  LOG_LEVEL: z.string().default('info'),
  /** Of a role that may create roles and schemas. */
  DATABASE_URL: postgresUrl,
  /** The password that the service's login role gets. */
  SERVICE_DB_PASSWORD: z.string().min(8),
});
