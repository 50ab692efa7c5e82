import { port } from '@dra/service';
import { identityKeySet } from '@dra/subgraph';
import { z } from 'zod';

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' });

export const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SERVICE_NAME: z.string().default('prescription'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4104),
  OPS_PORT: port.default(4204),
  INTERNAL_JWKS: identityKeySet,
  NATS_URL: z.string().min(1),
  /** Of the service's login role. */
  DATABASE_URL: postgresUrl,
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** The patient subgraph's /graphql. */
  PATIENT_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// address' }),
  S3_ENDPOINT: z.url(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().min(1),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
  /** The `rrf` folder of an RxNorm release that completes the formulary's codes. */
  RXNORM_DIR: z.string().optional(),
});

export const migrateEnvironment = z.object({
  LOG_LEVEL: z.string().default('info'),
  /** Of a role that may create roles and schemas. */
  DATABASE_URL: postgresUrl,
  /** The password that the service's login role gets. */
  SERVICE_DB_PASSWORD: z.string().min(8),
});
