import { connectNats, ensureStreams, publish } from '@dra/messaging';
import { createRelay, createTransact, openDataSource, pingDatabase } from '@dra/pg-store';
import type { Relay } from '@dra/pg-store';
import { createLogger, createMetrics, createOpsServer, parseEnv, runService } from '@dra/service';
import typeDefs from '../../../schema/inference.graphql';
import { watchBacklogs } from './backlog-gauges.ts';
import { environment } from './env.ts';
import { consentsOver } from './jobs/consents.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { tellingOver } from './jobs/telling.ts';
import { createServer } from './server.ts';
import { entities } from './store/job-entity.ts';

const logger = createLogger({ name: 'inference', level: process.env['LOG_LEVEL'] || 'info' });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(environment, process.env);
  const metrics = createMetrics(env.SERVICE_NAME);

  const dataSource = await openDataSource({ url: env.DATABASE_URL, schema: 'inference', entities, poolSize: env.DATABASE_POOL, applicationName: env.SERVICE_NAME });
  onStop('database', () => dataSource.destroy());
  const nats = await connectNats({ url: env.NATS_URL, name: env.SERVICE_NAME, logger });
  onStop('nats', () => nats.close());
  await ensureStreams(nats);

  const relayed = metrics.counter('outbox_messages_total', 'Outbox messages by outcome', ['outcome']);
  const relay: Relay = createRelay({
    dataSource,
    publish: async (message) => void (await publish(nats, message)),
    logger,
    onRound: ({ sent, failed }) => {
      relayed.inc({ outcome: 'sent' }, sent);
      relayed.inc({ outcome: 'failed' }, failed);
    },
  });
  onStop('relay', () => relay.stop());
  const backlogs = watchBacklogs(metrics, dataSource);
  onStop('gauges', () => backlogs.stop());

  const transact = createTransact(dataSource, { onOutbox: () => relay.nudge(), logger });
  const telling = tellingOver(nats);
  const consents = consentsOver(nats);
  const window = { live: env.TENANT_JOBS_LIVE, normal: env.TENANT_JOBS_NORMAL, bulk: env.TENANT_JOBS_BULK };
  const consumed = metrics.histogram('consumer_duration_seconds', 'Time to handle a message', ['durable', 'outcome']);
  const jobs = await startJobs({ nats, dataSource, transact, consents, telling, window, templateOf: env.NOTE_TEMPLATES, clinic: { vocabularyOf: env.CLINIC_VOCABULARY, languageOf: env.CLINIC_LANGUAGES }, logger, observe: ({ durable, outcome, seconds }) => consumed.observe({ durable, outcome }, seconds) });
  onStop('jobs', () => jobs.stop());

  const server = createServer({ transact, telling, consents, window, typeDefs, identityKeys: env.INTERNAL_JWKS, logger, metrics });
  onStop('http', () => server.stop());
  const listening = await server.start(env.PORT, env.HOST);

  const ops = await createOpsServer({ port: env.OPS_PORT, host: env.HOST, metrics, checks: { postgresql: () => pingDatabase(dataSource), nats: () => nats.check() } });
  onStop('ops', () => ops.stop());
  onStop('readiness', () => ops.drain());
  logger.info({ port: listening, opsPort: ops.port }, 'ready');
});
