import { connectNats, ensureStreams, publish } from '@dra/messaging';
import { createRelay, createTransact, openDataSource, outboxBacklog, pingDatabase } from '@dra/pg-store';
import type { Relay } from '@dra/pg-store';
import { createLogger, createMetrics, createOpsServer, parseEnv, runService } from '@dra/service';
import typeDefs from '../../../schema/patient.graphql';
import { environment } from './env.ts';
import { answerRpcs } from './jobs/answer-rpcs.ts';
import { askForAuditOver } from './jobs/ask-for-audit.ts';
import { createServer } from './server.ts';
import { entities } from './store/entities/index.ts';
import { notifyThrough } from './store/work.ts';

const logger = createLogger({ name: 'patient', level: process.env['LOG_LEVEL'] || 'info' });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(environment, process.env);
  const metrics = createMetrics(env.SERVICE_NAME);

  const dataSource = await openDataSource({ url: env.DATABASE_URL, schema: 'patient', entities, poolSize: env.DATABASE_POOL, applicationName: env.SERVICE_NAME });
  onStop('database', () => dataSource.destroy());
  const nats = await connectNats({ url: env.NATS_URL, name: env.SERVICE_NAME, logger });
  onStop('nats', () => nats.close());
  await ensureStreams(nats);

  const relayed = metrics.counter('outbox_messages_total', 'Outbox messages by outcome', ['outcome']);
  const backlog = metrics.gauge('outbox_oldest_seconds', 'Age of the oldest message that waits to be published');
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
  const watch = setInterval(() => {
    // A database that is away shows in /readyz; the gauge keeps its last value.
    outboxBacklog(dataSource).then(({ oldestSeconds }) => backlog.set(oldestSeconds), () => undefined);
  }, 10_000);
  onStop('backlog gauge', () => clearInterval(watch));

  const transact = createTransact(dataSource, { onOutbox: () => relay.nudge(), logger });
  const rpcs = answerRpcs(nats, transact);
  onStop('rpcs', () => rpcs.stop());
  const server = createServer({ transact, notify: notifyThrough(nats), askForAudit: askForAuditOver(nats), typeDefs, identityKeys: env.INTERNAL_JWKS, logger, metrics });
  onStop('http', () => server.stop());
  const listening = await server.start(env.PORT, env.HOST);

  const ops = await createOpsServer({ port: env.OPS_PORT, host: env.HOST, metrics, checks: { postgresql: () => pingDatabase(dataSource), nats: () => nats.check() } });
  onStop('ops', () => ops.stop());
  onStop('readiness', () => ops.drain());
  logger.info({ port: listening, opsPort: ops.port }, 'ready');
});
