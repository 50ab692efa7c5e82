import { connectNats, ensureStreams, publish, serveRpc } from '@dra/messaging';
import type { ConsumeOptions } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import { createRelay, createTransact, openDataSource, pingDatabase, readAuditPage } from '@dra/pg-store';
import type { Relay } from '@dra/pg-store';
import { createLogger, createMetrics, createOpsServer, parseEnv, runService } from '@dra/service';
import typeDefs from '../../../schema/voice.graphql';
import { environment } from './env.ts';
import { applyTranscriptionResults, heedFailedSteps } from './jobs/apply-transcription-results.ts';
import { askPatientOver } from './jobs/ask-patient.ts';
import { heedRevocations } from './jobs/heed-revocations.ts';
import { lookAfterHearings } from './jobs/look-after-hearings.ts';
import { retireRecordings } from './jobs/retire-recordings.ts';
import { sweepLeftovers } from './jobs/sweep-leftovers.ts';
import { createServer } from './server.ts';
import { soundsIn } from './store/sounds.ts';
import { createInTransaction, notifyThrough } from './store/work.ts';

const logger = createLogger({ name: 'voice', level: process.env['LOG_LEVEL'] || 'info' });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(environment, process.env);
  const metrics = createMetrics(env.SERVICE_NAME);

  const dataSource = await openDataSource({ url: env.DATABASE_URL, schema: 'voice', entities: [], poolSize: env.DATABASE_POOL, applicationName: env.SERVICE_NAME });
  onStop('database', () => dataSource.destroy());
  const store = createObjectStore({
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    ...(env.S3_PUBLIC_ENDPOINT ? { publicEndpoint: env.S3_PUBLIC_ENDPOINT } : {}),
  });
  onStop('object store', () => store.close());
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

  const transact = createTransact(dataSource, { onOutbox: () => relay.nudge(), logger });
  const notify = notifyThrough(nats);
  const sounds = soundsIn(store);
  const inTransaction = createInTransaction(transact, notify);
  const consumed = metrics.histogram('consumer_duration_seconds', 'Time to handle a message', ['durable', 'outcome']);
  const observe: ConsumeOptions<unknown>['observe'] = ({ durable, outcome, seconds }) => consumed.observe({ durable, outcome }, seconds);
  const results = await applyTranscriptionResults(nats, { inTransaction, sounds, readResult: (ref) => store.getJson(ref) }, observe);
  onStop('results', () => results.stop());
  const failedSteps = await heedFailedSteps(nats, { inTransaction }, observe);
  onStop('failed steps', () => failedSteps.stop());
  const patient = askPatientOver(nats);
  const revocations = await heedRevocations(nats, { inTransaction, sounds, patient }, observe);
  onStop('revocations', () => revocations.stop());
  const audit = serveRpc(nats, 'auditOfVoice', ({ tenant, ...page }) => transact({ tenant }, (tx) => readAuditPage(tx, page)));
  onStop('audit', () => audit.stop());
  const retiring = retireRecordings(dataSource, { inTransaction, sounds }, logger);
  onStop('retention', () => retiring.stop());

  const sweeping = sweepLeftovers({ dataSource, objects: store, logger });
  onStop('leftovers', () => sweeping.stop());

  const lookingAfter = lookAfterHearings(dataSource, { inTransaction }, logger);
  onStop('live visits', () => lookingAfter.stop());

  const server = createServer({ transact, notify, patient, sounds, retentionDays: env.RECORDING_RETENTION_DAYS, typeDefs, identityKeys: env.INTERNAL_JWKS, logger, metrics });
  onStop('http', () => server.stop());
  const listening = await server.start(env.PORT, env.HOST);

  const ops = await createOpsServer({
    port: env.OPS_PORT,
    host: env.HOST,
    metrics,
    checks: { postgresql: () => pingDatabase(dataSource), nats: () => nats.check(), objects: () => store.check() },
  });
  onStop('ops', () => ops.stop());
  onStop('readiness', () => ops.drain());
  logger.info({ port: listening, opsPort: ops.port }, 'ready');
});
