import cluster from 'node:cluster';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { UsageFault, bareArguments } from './arguments.ts';
import type { Crew } from './workers.ts';

type Serving = Extract<ReturnType<typeof bareArguments>, { kind: 'serve' }>;

const from = (path: string) => resolve(process.env['DRA_CALLED_FROM'] ?? '.', path);
const own = process.argv[1] ?? '.';
/** Beside the bundle, where the build puts it; from the sources as it is. */
const planThreadFile = resolve(dirname(own), basename(own).endsWith('.ts') ? '../planning/plan-thread.ts' : 'plan-thread.cjs');
/** Lines about requests are there to be read where somebody switched them on. */
const logLevel = (config: GatewayConfig) => process.env['LOG_LEVEL'] || (config.accessLog ? 'info' : 'warn');

/** `npm run gateway`: serves any supergraph. What takes time to load is loaded when it is known that it is needed. */
async function main(): Promise<void> {
  const given = bareArguments(process.argv.slice(2), process.env);
  const { configSchema, gatewayConfig } = await import('../config/gateway-config.ts');
  if (given.kind === 'print-schema') {
    process.stdout.write(`${JSON.stringify(configSchema(), null, 2)}\n`);
    return;
  }
  const config = given.config === undefined ? gatewayConfig.parse({}) : (await import('../config/read-config.ts')).readConfig(await readNamed('configuration', from(given.config)), given.config);
  const workers = given.workers ?? config.workers;
  if (workers > 1 && cluster.isPrimary) return supervise(workers, config);
  await serve(given, config);
}

async function supervise(workers: number, config: GatewayConfig): Promise<void> {
  const { superviseWorkers } = await import('./workers.ts');
  const { createStderrLogger } = await import('./stderr-logger.ts');
  let serving: Crew['serving'] = new Map();
  // One door for all of them: a scrape must not hear one worker, and another the next time.
  const ops = config.ops && (await openCrewDoor(() => serving, config.ops));
  const crew = superviseWorkers({ workers, logger: createStderrLogger(logLevel(config)), ready: announce });
  ({ serving } = crew);
  crew.stopping.addEventListener('abort', () => ops?.drain());
  await crew.ended;
  await ops?.stop();
}

async function openCrewDoor(serving: () => Crew['serving'], { port, host }: NonNullable<GatewayConfig['ops']>) {
  const { createOpsServer } = await import('@dra/service');
  const { collectMetrics } = await import('./worker-metrics.ts');
  const anyServes = async () => {
    if (serving().size === 0) throw new Error('no worker serves');
  };
  const registry = { metrics: () => collectMetrics(serving()), contentType: 'text/plain; version=0.0.4; charset=utf-8' };
  return createOpsServer({ port, host, metrics: { registry }, checks: { workers: anyServes } });
}

async function serve(given: Serving, config: GatewayConfig): Promise<void> {
  const { createSupergraphSource } = await import('../front/watch-supergraph.ts');
  const { createStderrLogger } = await import('./stderr-logger.ts');
  const logger = createStderrLogger(logLevel(config));
  const address = /^https?:\/\//.test(given.supergraph) ? given.supergraph : from(given.supergraph);
  const source = createSupergraphSource(address, logger);
  const supergraphSdl = await source.read().catch((error: NodeJS.ErrnoException) => {
    throw new UsageFault(`The supergraph ${address} cannot be read: ${reasonOf(error)}.`);
  });
  const endTracing = await startTracingFor(config);
  const { createBareGateway } = await import('./bare-gateway.ts');
  const { createMetrics } = await import('@dra/service');
  const metrics = createMetrics('gateway', { defaults: config.ops !== undefined });
  const gateway = await createBareGateway({ supergraphSdl, config, logger, metrics, planThread: { file: planThreadFile }, opsDoor: cluster.isPrimary });
  const port = await gateway.front.listen(given.port, given.host).catch((error: NodeJS.ErrnoException) => {
    throw new UsageFault(error.code === 'EADDRINUSE' ? `Port ${given.port} is taken: choose another with --port.` : `Port ${given.port} on ${given.host} cannot be opened: ${reasonOf(error)}.`);
  });
  const unwatch = config.reload ? source.watch(config.reload.everyMs, (text) => gateway.graphs.replace(text)) : () => undefined;

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    unwatch();
    gateway.stop().then(endTracing).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ error }, 'the gateway did not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const url = `http://${given.host.includes(':') ? `[${given.host}]` : given.host}:${port}${config.http.path}`;
  if (cluster.isPrimary) {
    announce(url);
    return;
  }
  // Whoever supervises says when to stop; without a supervisor nobody would.
  process.on('message', (message) => (message === 'stop' ? stop() : undefined));
  process.on('disconnect', stop);
  if (config.ops) (await import('./worker-metrics.ts')).tellMetrics(() => metrics.registry.metrics());
  process.send?.({ ready: url });
}

/** An SDK where the environment names a collector and the configuration wants spans. @returns sends what is left */
async function startTracingFor(config: GatewayConfig): Promise<() => Promise<void>> {
  const endpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!endpoint || !config.traffic?.observe?.tracing) return async () => undefined;
  const ratio = Number(process.env['OTEL_TRACES_SAMPLER_ARG'] ?? 0.01);
  if (!URL.canParse(endpoint) || !(ratio >= 0 && ratio <= 1)) throw new UsageFault('OTEL_EXPORTER_OTLP_ENDPOINT must be an address, and OTEL_TRACES_SAMPLER_ARG a part from 0 to 1.');
  const { startTracing } = await import('../traffic/observe/start-tracing.ts');
  return startTracing({ endpoint, serviceName: 'gateway', ratio });
}

function announce(url: string): void {
  process.stdout.write(`ready ${url}\n`);
}

function readNamed(what: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageFault(`The ${what} ${file} cannot be read: ${reasonOf(error)}.`);
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message);
}

main().catch((error: unknown) => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') {
    process.stderr.write(`Port ${String(port)} for operations is taken: choose another in ops.port.\n`);
    process.exit(2);
  }
  const told = name === 'UsageFault' || name === 'BrokenSupergraph' || name === 'ConfigFault';
  process.stderr.write(`${told ? message : (stack ?? message)}\n`);
  process.exit(told ? 2 : 1);
});
