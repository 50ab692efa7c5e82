import { port } from '@dra/service';
import { identityKeySet } from '@dra/subgraph';
import { z } from 'zod';

export const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SERVICE_NAME: z.string().default('clinical-note'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4103),
  OPS_PORT: port.default(4203),
  INTERNAL_JWKS: identityKeySet,
  NATS_URL: z.string().min(1),
  /** Names the database, too. */
  // Not a URL to `new URL`: a replica set's address lists several hosts with their ports.
  MONGODB_URL: z.string().regex(/^mongodb(?:\+srv)?:\/\/[^/?]+\/[^/?]+(?:\?.*)?$/, 'must be a mongodb:// address that names a database'),
  S3_ENDPOINT: z.url(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().min(1),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
});
