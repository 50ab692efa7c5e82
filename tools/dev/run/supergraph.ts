import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allServers } from '../servers/all-servers.ts';
import { serverNames } from '../servers/backing-server.ts';
import type { BackingServer, Place, Program, ServerName } from '../servers/backing-server.ts';
import { dataHome } from '../servers/data-home.ts';
import { Failure, sentenceOf } from '../servers/failure.ts';
import { freePort, isFree } from '../servers/free-ports.ts';
import { mongoDatabaseUrl } from '../servers/mongo.ts';
import { obtainServer } from '../servers/obtain-server.ts';
import { makeBucket, s3Region } from '../servers/probe/s3-request.ts';
import { during } from '../servers/progress.ts';
import type { Say } from '../servers/progress.ts';
import { startServer } from '../servers/start-server.ts';
import { buildBundles } from './build.ts';
import { migrateAll, seedDemo } from './prepare-stores.ts';
import { checkGivenServer } from './given-server.ts';
import type { StartOptions } from './options.ts';
import { provideRecogniser } from './recogniser.ts';
import { secretsOfRun } from './secrets-of-run.ts';
import { environmentOf, services } from './services.ts';
import type { Backing, Ports, Service, ServiceName } from './services.ts';
import { startService } from './start-service.ts';
import type { Started, Supervisor } from './supervisor.ts';

/**
 * Brings everything up: servers and bundles side by side, then schemas and demo data, then the subgraphs, workers and
 * gateway.
 * @returns the address of the graph
 * @throws Failure: one sentence; what was started is the caller's to stop
 */
export async function bringUp(options: StartOptions, supervisor: Supervisor, env: NodeJS.ProcessEnv, say: Say): Promise<{ url: string }> {
  const ports = await portsOf(options.port);
  const secrets = secretsOfRun(options.dataDir);
  writeFileSync(join(options.dataDir, 'issuer.jwks.json'), JSON.stringify({ keys: [secrets.issuer.publicKey] }));

  const [backing] = await allOrFirstFailure([
    startBacking(options, supervisor, env, secrets.servers, say),
    during(say, 'building the services', buildBundles),
    provideRecogniser(env, say),
  ]);
  const migrating = { backing, secrets, dataDir: options.dataDir };
  await during(say, 'preparing the stores', () => migrateAll(migrating));
  if (options.demo) await during(say, 'loading the demo patients', () => seedDemo(migrating));

  const run = { ports, backing, secrets, dataDir: options.dataDir, extra: env };
  await during(say, 'starting the services', () =>
    allOrFirstFailure(
      wanted(env).map((service) =>
        supervisor.add({
          name: service.name,
          kind: service.kind,
          ports: { ...(ports[service.name].port === null ? {} : { graphql: ports[service.name].port as number }), ops: ports[service.name].ops },
          start: (spawned) => startService(service, environmentOf(service, run), join(options.dataDir, 'logs', `${service.name}.log`), spawned),
        }),
      ),
    ),
  );
  return { url: `http://localhost:${ports.gateway.port}/graphql` };
}

/** Benches bring workers of their own: `DRA_WITHOUT` names what not to start, separated by commas. */
function wanted(env: NodeJS.ProcessEnv): readonly Service[] {
  const without = new Set((env['DRA_WITHOUT'] ?? '').split(',').filter((name) => name !== ''));
  for (const name of without) if (!services.some((service) => service.name === name)) throw new Failure(`DRA_WITHOUT names ${name}: there is no such process`);
  return services.filter((service) => !without.has(service.name));
}

async function portsOf(base: number | null): Promise<Ports> {
  const entries: [ServiceName, { port: number | null; ops: number }][] = [];
  // The gateway's first: it is the one that a person chose.
  for (const service of services.toReversed()) {
    const port = service.portOffset === null ? null : base === null ? await freePort() : base + service.portOffset;
    const ops = base === null ? await freePort() : base + service.opsOffset;
    for (const wanted of base === null ? [] : [port, ops]) {
      if (wanted !== null && !(await isFree(wanted))) throw new Failure(`port ${wanted} (${service.name}) is in use: stop what listens there, or take others with --port`);
    }
    entries.push([service.name, { port, ops }]);
  }
  return Object.fromEntries(entries) as Ports;
}

type ServerUrls = Record<ServerName, string | null>;

async function startBacking(options: StartOptions, supervisor: Supervisor, env: NodeJS.ProcessEnv, secrets: Place['secrets'], say: Say): Promise<Backing> {
  const urls = Object.fromEntries(
    await allOrFirstFailure(
      serverNames.map(async (name) => {
        const server = allServers[name];
        const given = env[server.variable];
        if (given) await checkGivenServer(server, given, secrets);
        return [name, given || (await startOne(server, options.dataDir, supervisor, secrets, say))] as const;
      }),
    ),
  ) as ServerUrls;
  const s3Keys = env['S3_ENDPOINT']
    ? { accessKeyId: env['S3_ACCESS_KEY_ID'] ?? '', secretAccessKey: env['S3_SECRET_ACCESS_KEY'] ?? '', region: env['S3_REGION'] || s3Region }
    : { accessKeyId: secrets.s3AccessKeyId, secretAccessKey: secrets.s3SecretAccessKey, region: s3Region };
  const endpoint = urls.s3 as string;
  const bucket = env['S3_BUCKET'] || 'dr-assistant';
  await makeBucket(endpoint, bucket, s3Keys);
  const mongo = urls.mongo as string;
  return {
    postgres: urls.postgres as string,
    mongo: new URL(mongo).pathname.length > 1 ? mongo : mongoDatabaseUrl(mongo, 'dra_notes'),
    nats: urls.nats as string,
    redis: urls.redis,
    s3: { endpoint, bucket, ...s3Keys, publicEndpoint: env['S3_PUBLIC_ENDPOINT'] || endpoint },
  };
}

/** Redis alone is not needed to run: without it persisted queries live in the gateway's memory. */
async function startOne(server: BackingServer, dataDir: string, supervisor: Supervisor, secrets: Place['secrets'], say: Say): Promise<string | null> {
  let program: Program;
  try {
    program = await obtainServer(server, say);
  } catch (error) {
    if (server.name !== 'redis') throw error;
    say(`warning: ${sentenceOf(error)}; going on without it`);
    return null;
  }
  const home = dataHome(dataDir, server.name);
  mkdirSync(home, { recursive: true });
  const place: Place = { dataDir: join(home, program.flavour), port: await freePort(), secrets, throwaway: false };
  const log = join(dataDir, 'logs', `${server.name}.log`);
  const start = async (spawned: (process: Started) => void) => void (await startServer(server, program, place, log, spawned));
  await supervisor.add({ name: server.name, kind: 'server', ports: { server: place.port }, start }).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`${error.message}; if its data are past repair, \`npm start -- --reset\` begins anew without them`);
  });
  return server.url(place);
}

/** Waits for all before it throws, so that nothing is still being started when the caller begins to stop. */
async function allOrFirstFailure<T extends readonly unknown[]>(works: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(works);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T;
}
