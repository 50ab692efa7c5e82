import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createCallerVerifier, createIdentitySigner } from '@dra/access';
import { createLogger, createMetrics, createOpsServer, parseEnv, runService } from '@dra/service';
import { callerKeys, gatewayEnv } from './env.ts';
import { createPersistedQueries } from './plugins/use-persisted-queries.ts';
import { createGateway } from './server.ts';
import { createSilentFeed } from './subscriptions/change-feed.ts';
import { createNatsFeed } from './subscriptions/nats-feed.ts';

// The stock gateway reports its use to its vendor unless told not to; nothing leaves a clinic by default.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

const logger = createLogger({ name: process.env['SERVICE_NAME'] || 'gateway', level: process.env['LOG_LEVEL'] || 'info' });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(gatewayEnv, process.env);
  const production = env.NODE_ENV === 'production';
  const metrics = createMetrics(env.SERVICE_NAME);

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

  const gateway = await createGateway({
    supergraphSdl: await readFile(resolve(env.SUPERGRAPH_FILE), 'utf8'),
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
    ...(env.INTROSPECTION === undefined ? {} : { introspection: env.INTROSPECTION }),
  });
  onStop('gateway', () => gateway.stop());
  onStop('readiness', () => ops.drain());

  const url = await gateway.start(env.PORT, env.HOST);
  serving = true;
  logger.info({ url }, 'ready');
});
