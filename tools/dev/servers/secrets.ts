import { randomBytes } from 'node:crypto';
import type { ServerSecrets } from './backing-server.ts';

export function newServerSecrets(): ServerSecrets {
  return {
    postgresPassword: randomBytes(18).toString('hex'),
    s3AccessKeyId: randomBytes(10).toString('hex').toUpperCase(),
    s3SecretAccessKey: randomBytes(24).toString('hex'),
  };
}
