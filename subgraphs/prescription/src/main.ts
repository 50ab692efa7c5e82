import { mountRxNorm } from '@dra/formulary';
import { callRpc, connectNats, ensureStreams, publish } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import { createRelay, createTransact, openDataSource, outboxBacklog, pingDatabase } from '@dra/pg-store';
import type { Relay } from '@dra/pg-store';
import { createLogger, createMetrics, createOpsServer, parseEnv, runService } from '@dra/service';
import typeDefs from '../../../schema/prescription.graphql';
import { environment } from './env.ts';
import { answerRpcs } from './jobs/answer-rpcs.ts';
import { applyPrescriptionResults } from './jobs/apply-prescription-results.ts';
import { createServer } from './server.ts';
import { entities } from './store/entities/index.ts';
import { createInTransaction, notifyThrough } from './store/work.ts';

const logger = createLogger({ name: 'prescription', level: process.env['LOG_LEVEL'] || 'info' });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(environment, process.env);
  const metrics = createMetrics(env.SERVICE_NAME);
  // Before anything is checked. A release that is there and cannot be read ends the start: a check would know less than its operator thinks.
  if (env.RXNORM_DIR) logger.info(await mountRxNorm(env.RXNORM_DIR), 'the formulary is completed by an RxNorm release');

  const dataSource = await openDataSource({ url: env.DATABASE_URL, schema: 'prescription', entities, poolSize: env.DATABASE_POOL, applicationName: env.SERVICE_NAME });
  onStop('database', () => dataSource.destroy());
  const nats = await connectNats({ url: env.NATS_URL, name: env.SERVICE_NAME, logger });
  onStop('nats', () => nats.close());
  await ensureStreams(nats);
  const objects = createObjectStore({ endpoint: env.S3_ENDPOINT, region: env.S3_REGION, bucket: env.S3_BUCKET, accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY });
  onStop('objects', () => objects.close());

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
  const notify = notifyThrough(nats);
  const jobSeconds = metrics.histogram('consumer_duration_seconds', 'Time to handle a message', ['durable', 'outcome']);
  const consumption = await applyPrescriptionResults({
    nats,
    inTransaction: createInTransaction(transact, notify),
    readResult: (ref) => objects.getJson(ref),
    observe: ({ durable, outcome, seconds }) => jobSeconds.observe({ durable, outcome }, seconds),
  });
  onStop('results', () => consumption.stop());

  const rpcs = answerRpcs(nats, transact);
  onStop('rpcs', () => rpcs.stop());

  const server = createServer({
    transact,
    notify,
    patientUrl: env.PATIENT_URL,
    findPatient: (tenant, patientId) => callRpc(nats, 'patientStatus', { tenant, patientId }),
    recordsOf: async (tenant, patientId) => (await callRpc(nats, 'personRecords', { tenant, patientId })).records,
    findEncounter: (tenant, encounterId) => callRpc(nats, 'encounterStatus', { tenant, encounterId }),
    typeDefs,
    identityKeys: env.INTERNAL_JWKS,
    logger,
    metrics,
  });
  onStop('http', () => server.stop());
  const listening = await server.start(env.PORT, env.HOST);

  // The patient subgraph is not among the checks: without it prescriptions can be read, drafted and edited.
  const ops = await createOpsServer({ port: env.OPS_PORT, host: env.HOST, metrics, checks: { postgresql: () => pingDatabase(dataSource), nats: () => nats.check() } });
  onStop('ops', () => ops.stop());
  onStop('readiness', () => ops.drain());
  logger.info({ port: listening, opsPort: ops.port }, 'ready');
});
