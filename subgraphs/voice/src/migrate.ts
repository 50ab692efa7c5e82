import { runMigrations } from '@dra/pg-store';
import { createLogger, parseEnv } from '@dra/service';
import { migrateEnvironment } from './env.ts';
import { grants, migrations } from './migrations/index.ts';

const logger = createLogger({ name: 'voice-migrate', level: process.env['LOG_LEVEL'] || 'info' });

/** Brings the database up to date and ends: 0 when it is, 1 when it could not be. */
async function migrate(): Promise<void> {
  const env = parseEnv(migrateEnvironment, process.env);
  const { applied } = await runMigrations({ ownerUrl: env.DATABASE_URL, schema: 'voice', role: 'dra_voice', password: env.SERVICE_DB_PASSWORD, migrations, grants });
  logger.info({ applied }, 'the voice schema is current');
}

migrate().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'EnvironmentFault') process.stderr.write(`${error.message}\n`);
  logger.fatal({ error }, 'the voice schema could not be migrated');
  process.exitCode = 1;
});
