import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ClientError } from './graphql/client-error.ts';

const run = promisify(execFile);

// The only file of the clients that reads the environment, beside their main.ts.

/** Where the gateway is when nobody says: DRA_URL, or where `npm start` puts it. */
export function defaultUrl(): string {
  return process.env.DRA_URL || 'http://localhost:4000/graphql';
}

/** A file as the person meant it: npm runs scripts in the repository's root, wherever it was called from. */
export function fileAsGiven(file: string): string {
  return resolve(process.env.INIT_CWD || process.cwd(), file);
}

export type DevelopmentUser = { user: string; role: string; tenant: string };

const drOsei: DevelopmentUser = { user: 'dr.osei', role: 'PRESCRIBER', tenant: 'demo' };

/**
 * The token when nobody gives one: DRA_TOKEN, or, beside a running `npm start`, what `npm run token` prints.
 * @throws ClientError UNAUTHENTICATED
 */
export async function defaultToken({ user, role, tenant }: DevelopmentUser = drOsei): Promise<string> {
  if (process.env.DRA_TOKEN) return process.env.DRA_TOKEN;
  const bootstrap = join(process.cwd(), 'tools', 'bootstrap.mjs');
  if (existsSync(bootstrap)) {
    const printed = await run(process.execPath, [bootstrap, 'token', '--user', user, '--role', role, '--tenant', tenant]).catch(() => null);
    const token = printed?.stdout.trim();
    if (token) return token;
  }
  throw new ClientError('UNAUTHENTICATED', 'There is no token: give one with --token or DRA_TOKEN, or begin with npm start.');
}
