import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { connectNats, ensureStreams } from '@dra/messaging';
import { createObjectStore } from '@dra/objects';
import { createLogger, createMetrics, createOpsServer, parseEnv, runService } from '@dra/service';
import { createEngineHost } from './engine-host.ts';
import { workerEnvironment } from './env.ts';
import type { WorkerEnvironment } from './env.ts';
import { watchGpus } from './gpu-metrics.ts';
import { runWorker } from './run-worker.ts';
import { createWorkerMetrics } from './worker-metrics.ts';

// Read by TensorFlow's C library, which knows no other way: no lines about processor features, and no GPU taken whole.
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';

const logger = createLogger({ name: `worker-${process.env['POOL'] || 'none'}`, level: process.env['LOG_LEVEL'] || 'info' });

void runService(logger, async ({ onStop }) => {
  const env = parseEnv(workerEnvironment, process.env);
  const name = env.SERVICE_NAME ?? `worker-${env.POOL}`;
  const metrics = createMetrics(name);
  const measured = createWorkerMetrics(metrics, env.POOL);

  const nats = await connectNats({ url: env.NATS_URL, name, logger });
  onStop('nats', () => nats.close());
  await ensureStreams(nats);
  const objects = createObjectStore({ endpoint: env.S3_ENDPOINT, region: env.S3_REGION, bucket: env.S3_BUCKET, accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY });
  onStop('objects', () => objects.close());

  const host = createEngineHost({
    threadFile: join(__dirname, 'engine-thread.cjs'),
    pool: env.POOL,
    logger,
    heapMb: env.ENGINE_HEAP_MB,
    surroundings: { path: env.PATH, cacheHome: env.XDG_CACHE_HOME, rxnormFolder: env.RXNORM_DIR, languageModel: languageModelOf(env), speech: speechOf(env) },
    onRestart: (reason) => measured.restarted(reason),
  });
  // Loads while the ops server already answers: a model takes its time.
  let takesJobs = false;
  const working = async () => {
    if (!takesJobs) throw new Error('the engine is still being loaded');
  };
  const ops = await createOpsServer({ port: env.OPS_PORT, host: env.HOST, metrics, checks: { working, nats: () => nats.check(), objects: () => objects.check() } });
  onStop('ops', () => ops.stop());
  await host.ready();
  const worker = await runWorker({ nats, objects, kind: env.POOL, host, workerId: randomUUID(), logger, observe: measured });
  onStop('worker', () => worker.stop());
  takesJobs = true;
  const gpus = await watchGpus(metrics, { path: env.PATH, logger });
  onStop('device gauges', () => gpus.stop());
  const queue = measured.watchQueue(nats, logger);
  onStop('queue gauges', () => queue.stop());
  onStop('readiness', () => ops.drain());
  logger.info({ pool: env.POOL, opsPort: ops.port }, 'ready');
});

function languageModelOf({ POOL, LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey }: WorkerEnvironment) {
  return POOL === 'note' && baseUrl && model ? { baseUrl, model, apiKey: apiKey ?? null } : undefined;
}

function speechOf(env: WorkerEnvironment) {
  return {
    modelsDir: env.MODELS_DIR, model: env.ASR_MODEL, canary: env.ASR_CANARY, shadow: env.ASR_SHADOW, language: env.ASR_LANGUAGE,
    backend: env.TFJS_BACKEND, device: env.TFJS_DEVICE, tensorflowDir: env.TF_DEPS_DIR,
  };
}
