import { parseArgs } from 'node:util';
import { createTransact, openDataSource } from '@dra/pg-store';
import { createLogger, parseEnv } from '@dra/service';
import { seedEnvironment } from './env.ts';
import { seedTenants } from './jobs/seed-tenants.ts';
import { entities } from './store/entities/index.ts';

const logger = createLogger({ name: 'patient-seed', level: process.env['LOG_LEVEL'] || 'info' });

/**
 * `seed.cjs --dir demo [--tenant demo]…`: imports each folder of bundles under `dir` into the tenant of its name, by the
 * same rules as any import, so that it does nothing the second time. Prints one JSON document. Exit 0, or 1 when a
 * bundle was refused or an entry failed.
 */
async function seed(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'string', default: 'demo' }, tenant: { type: 'string', multiple: true } } });
  const env = parseEnv(seedEnvironment, process.env);
  const dataSource = await openDataSource({ url: env.DATABASE_URL, schema: 'patient', entities, poolSize: 2, applicationName: 'patient-seed' });
  try {
    const report = await seedTenants(createTransact(dataSource), values.dir, values.tenant);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    if (report.some((tenant) => tenant.failed > 0)) process.exitCode = 1;
  } finally {
    await dataSource.destroy();
  }
}

seed().catch((error: unknown) => {
  const sentence = error instanceof Error && (error.name === 'EnvironmentFault' || error.name === 'SeedFault') ? error.message : undefined;
  if (sentence) process.stderr.write(`${sentence}\n`);
  logger.fatal({ error }, 'the demo patients could not be loaded');
  process.exitCode = 1;
});
