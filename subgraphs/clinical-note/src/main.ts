import { callRpc, connectNats, ensureStreams, notifyChanged, publish, serveRpc } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import { createLogger, createMetrics, createOpsServer, parseEnv, retry, runService } from '@dra/service';
import { uuidv7 } from 'uuidv7';
import typeDefs from '../../../schema/clinical-note.graphql';
import type { Services } from './context.ts';
import { findEncounterBy } from './jobs/find-encounter.ts';
import { environment } from './env.ts';
import { applyNoteResults } from './jobs/apply-note-results.ts';
import { createRelay } from './jobs/relay-outbox.ts';
import { createServer } from './server.ts';
import { readAuditPage } from './store/audit-page.ts';
import { collectionsOf, ensureIndexes } from './store/collections.ts';
import { createNotes } from './store/notes.ts';
import { openMongo } from './store/open-mongo.ts';
import { createOutbox } from './store/outbox.ts';
import { createReadAudit } from './store/read-audit.ts';
import { indexedReader, pointReader, versionId } from './store/version-reader.ts';

const logger = createLogger({ name: 'clinical-note', level: process.env['LOG_LEVEL'] || 'info' });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(environment, process.env);
  const metrics = createMetrics(env.SERVICE_NAME);

  const mongo = openMongo({ url: env.MONGODB_URL, name: env.SERVICE_NAME, logger });
  onStop('mongodb', () => mongo.close());
  await retry(() => ensureIndexes(mongo.db), { baseMs: 250, maxMs: 2_000, attempts: 12 });
  const nats = await connectNats({ url: env.NATS_URL, name: env.SERVICE_NAME, logger });
  onStop('nats', () => nats.close());
  await ensureStreams(nats);
  const objects = createObjectStore({ endpoint: env.S3_ENDPOINT, region: env.S3_REGION, bucket: env.S3_BUCKET, accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY });
  onStop('objects', () => objects.close());

  const collections = collectionsOf(mongo.db);
  const relayed = metrics.counter('outbox_messages_total', 'Outbox messages by outcome', ['outcome']);
  const relay = createRelay({
    outbox: createOutbox(collections),
    publish: (row) => publish(nats, row),
    logger,
    onRound: ({ sent, failed }) => {
      relayed.inc({ outcome: 'sent' }, sent);
      relayed.inc({ outcome: 'failed' }, failed);
    },
  });
  onStop('relay', () => relay.stop());

  const reader = (await mongo.usesIndexes()) ? indexedReader(collections.versions) : pointReader(collections.versions);
  const notes = createNotes(collections, reader);
  const commands: Services['commands'] = {
    notes,
    now: () => new Date(),
    newId: uuidv7,
    findEncounter: findEncounterBy((request) => callRpc(nats, 'encounterStatus', request)),
    announce: ({ tenant, id, version, encounterId }) => {
      relay.nudge(versionId(tenant, { noteId: id, version }));
      notifyChanged(nats, { tenant, type: 'Note', id, encounterId });
    },
  };
  const services: Services = { notes, readAudit: createReadAudit(collections), commands };

  const jobSeconds = metrics.histogram('consumer_duration_seconds', 'Time to handle a message', ['durable', 'outcome']);
  const consumption = await applyNoteResults({
    nats,
    deps: commands,
    readResult: (ref) => objects.getJson(ref),
    observe: ({ durable, outcome, seconds }) => jobSeconds.observe({ durable, outcome }, seconds),
  });
  onStop('results', () => consumption.stop());

  const audit = serveRpc(nats, 'auditOfNotes', (page) => readAuditPage(collections, page));
  onStop('audit', () => audit.stop());

  const server = createServer({ services, typeDefs, identityKeys: env.INTERNAL_JWKS, logger, metrics });
  onStop('http', () => server.stop());
  const listening = await server.start(env.PORT, env.HOST);

  const ops = await createOpsServer({ port: env.OPS_PORT, host: env.HOST, metrics, checks: { mongodb: () => mongo.check(), nats: () => nats.check() } });
  onStop('ops', () => ops.stop());
  onStop('readiness', () => ops.drain());
  logger.info({ port: listening, opsPort: ops.port }, 'ready');
});
