import { port } from '@dra/service';
import { identityKeySet } from '@dra/subgraph';
import { z } from 'zod';

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });

export const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SERVICE_NAME: z.string().default('patient'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4101),
  OPS_PORT: port.default(4201),
  INTERNAL_JWKS: identityKeySet,
  NATS_URL: z.string().min(1),
  /** Of the service's login role. */
  DATABASE_URL: postgresUrl,
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
});

export const migrateEnvironment = z.object({
  LOG_LEVEL: z.string().default('info'),
  /** Of a role that may create roles and schemas. */
  DATABASE_URL: postgresUrl,
  /** The password that the service's login role gets. */
  SERVICE_DB_PASSWORD: z.string().min(8),
});

export const seedEnvironment = z.object({ LOG_LEVEL: z.string().default('info'), DATABASE_URL: postgresUrl });
