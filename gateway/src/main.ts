import { dirname, join, resolve } from 'node:path';
import { createCallerVerifier, createIdentitySigner } from '@dra/access';
import { createLogBuffer, createLogger, createMetrics, createOpsServer, parseEnv, runService } from '@dra/service';
import { callerKeys, gatewayEnv } from './env.ts';
import { createSupergraphSource } from './front/watch-supergraph.ts';
import { createPersistedQueries } from './plugins/use-persisted-queries.ts';
import { readTraffic } from './read-traffic.ts';
import { createGateway } from './server.ts';
import { createSilentFeed } from './subscriptions/change-feed.ts';
import { createNatsFeed } from './subscriptions/nats-feed.ts';

// The stock gateway reports its use to its vendor unless told not to; nothing leaves a clinic by default.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

const logger = createLogger({ name: process.env['SERVICE_NAME'] || 'gateway', level: process.env['LOG_LEVEL'] || 'info', destination: createLogBuffer(1) });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(gatewayEnv, process.env);
  const production = env.NODE_ENV === 'production';
  const metrics = createMetrics(env.SERVICE_NAME);

  if (env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined) {
    const { startTracing } = await import('./traffic/observe/start-tracing.ts');
    onStop('tracing', startTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: env.SERVICE_NAME, ratio: env.OTEL_TRACES_SAMPLER_ARG }));
  }

  const feed = env.NATS_URL ? createNatsFeed({ url: env.NATS_URL, name: env.SERVICE_NAME, logger }) : createSilentFeed();
  onStop('change feed', () => feed.close());
  const persistedQueries = createPersistedQueries({ redisUrl: env.REDIS_URL, logger, metrics });
  onStop('persisted queries', () => persistedQueries.close());

  let serving = false;
  const ops = await createOpsServer({
    port: env.OPS_PORT,
    host: env.HOST,
    metrics,
    checks: {
      supergraph: async () => {
        if (!serving) throw new Error('not serving yet');
      },
    },
    // Shown only: without them the gateway is slower, not wrong, and must go on taking traffic.
    notes: { nats: () => (!env.NATS_URL ? 'not configured' : feed.connected() ? 'connected' : 'away'), redis: () => persistedQueries.state() },
  });
  onStop('operations', () => ops.stop());

  const source = createSupergraphSource(/^https?:/.test(env.SUPERGRAPH_FILE) ? env.SUPERGRAPH_FILE : resolve(env.SUPERGRAPH_FILE), logger);
  const traffic = await readTraffic({ production, file: env.TRAFFIC_CONFIG, trustedDocuments: env.TRUSTED_DOCUMENTS, redisUrl: env.REDIS_URL, logger });
  onStop('traffic', () => traffic.close());
  const gateway = await createGateway({
    supergraphSdl: await source.read(),
    traffic,
    subgraphUrls: {
      patient: env.PATIENT_URL,
      voice: env.VOICE_URL,
      'clinical-note': env.CLINICAL_NOTE_URL,
      prescription: env.PRESCRIPTION_URL,
      inference: env.INFERENCE_URL,
    },
    verifyCaller: createCallerVerifier(callerKeys(env.IDENTITY_JWKS_URL), { issuer: env.IDENTITY_ISSUER, audience: env.IDENTITY_AUDIENCE }),
    signIdentity: createIdentitySigner(env.INTERNAL_SIGNING_KEY),
    feed,
    persistedQueries,
    logger,
    metrics,
    production,
    deadlineMs: env.REQUEST_DEADLINE_MS,
    streamLimits: { perUser: env.MAX_STREAMS_PER_USER, total: 5_000 },
    // Beside the bundle, where the build puts it.
    explorerFolder: production ? null : resolve(env.EXPLORER_DIR ?? join(dirname(process.argv[1] ?? '.'), 'graphiql')),
    planThread: { file: resolve(dirname(process.argv[1] ?? '.'), 'plan-thread.cjs') },
    ...(env.INTROSPECTION === undefined ? {} : { introspection: env.INTROSPECTION }),
  });
  onStop('gateway', () => gateway.stop());
  onStop('readiness', () => ops.drain());

  const url = await gateway.start(env.PORT, env.HOST);
  serving = true;
  if (env.SUPERGRAPH_RELOAD_MS > 0) onStop('supergraph', source.watch(env.SUPERGRAPH_RELOAD_MS, (text) => gateway.replaceSupergraph(text)));
  logger.info({ url }, 'ready');
});
