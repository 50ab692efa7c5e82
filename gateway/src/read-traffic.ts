import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { EnvironmentFault } from '@dra/service';
import type { Logger } from '@dra/service';
import { createSharedRedis, productTraffic, readTrustedDocuments, trafficConfig } from './traffic/index.ts';
import type { GatewayDeps } from './server.ts';

/**
 * What guards, saves and observes the product's traffic: what it has of itself, or what a file says in its place.
 * @throws EnvironmentFault where the file cannot be read or says what cannot be
 */
export async function readTraffic(options: { production: boolean; file: string | undefined; trustedDocuments: string | undefined; redisUrl: string | undefined; logger: Logger }): Promise<NonNullable<GatewayDeps['traffic']> & { close(): void }> {
  const config = options.file === undefined ? productTraffic({ production: options.production, trustedManifest: options.trustedDocuments }) : await configIn(resolve(options.file));
  const redis = options.redisUrl === undefined ? null : createSharedRedis({ url: options.redisUrl, logger: options.logger });
  const { trusted } = config.documents;
  return { config, redis, trusted: trusted ? readTrustedDocuments(await readFile(resolve(trusted.manifest), 'utf8')) : null, close: () => redis?.close() };
}

async function configIn(file: string) {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new EnvironmentFault([`TRAFFIC_CONFIG: ${file} cannot be read (${error.code ?? error.message})`]);
  });
  const read = trafficConfig.safeParse(parseYaml(text) ?? {});
  if (read.success) return read.data;
  throw new EnvironmentFault(read.error.issues.map((issue) => `TRAFFIC_CONFIG: ${issue.path.join('.')}: ${issue.message}`));
}
