import { join } from 'node:path';
import { Failure } from '../servers/failure.ts';
import { runCommand } from '../servers/obtain/run-command.ts';
import { root } from './options.ts';
import type { RunSecrets } from './secrets-of-run.ts';
import { relational, roleUrl } from './services.ts';
import type { Backing } from './services.ts';

type Stores = { backing: Backing; secrets: RunSecrets; dataDir: string };

/** Each subgraph's schema brought up to date, under the owner; one after another, since roles belong to the whole server. */
export async function migrateAll({ backing, secrets, dataDir }: Stores): Promise<void> {
  for (const name of relational) {
    await runBundle(`the ${name} schema could not be migrated`, `subgraphs/${name}/dist/migrate.cjs`, [], dataDir, { DATABASE_URL: backing.postgres, SERVICE_DB_PASSWORD: secrets.servicePassword });
  }
}

/** The invented patients of demo/, by the same import as anybody's bundles: the second time it does nothing. */
export async function seedDemo({ backing, secrets, dataDir }: Stores): Promise<void> {
  await runBundle('the demo patients could not be loaded', 'subgraphs/patient/dist/seed.cjs', ['--dir', join(root, 'demo')], dataDir, {
    DATABASE_URL: roleUrl(backing.postgres, 'patient', secrets.servicePassword),
  });
}

async function runBundle(failure: string, bundle: string, args: readonly string[], dataDir: string, env: Record<string, string>): Promise<void> {
  const { code, stdout, stderr } = await runCommand(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, bundle), ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: join(dataDir, 'compile-cache'), LOG_LEVEL: 'warn', ...env },
    deadlineMs: 120_000,
  });
  if (code === 0) return;
  const last = `${stdout}\n${stderr}`.trim().split('\n').at(-1) ?? '';
  throw new Failure(`${failure}: ${/"message":"([^"]*)"/.exec(last)?.[1] ?? /"msg":"([^"]*)"/.exec(last)?.[1] ?? last.slice(0, 300)}`);
}
