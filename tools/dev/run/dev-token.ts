import { signCallerToken } from '@dra/access';
import type { Role } from '@dra/access';
import { developmentIssuer, secretsOfRun } from './secrets-of-run.ts';

/** A token of the development issuer of this data folder. Its gateway accepts it, no other does. */
export function devToken(dataDir: string, claims: { userId: string; tenant: string; roles: readonly Role[]; ttlSeconds: number }): Promise<string> {
  return signCallerToken(secretsOfRun(dataDir).issuer.privateKey, developmentIssuer, claims);
}
