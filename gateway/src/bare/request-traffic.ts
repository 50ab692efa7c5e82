import { readFile } from 'node:fs/promises';
import type { Logger, Metrics } from '@dra/service';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { SupergraphText } from '../hooks/contract.ts';
import type { Traffic } from '../traffic/index.ts';

const nothing: Traffic = { first: [], then: [], documents: undefined, warm: [], close: () => undefined };

/** What guards, saves and observes traffic, as far as it is switched on; only then is any of it loaded. */
export async function createRequestTraffic(config: GatewayConfig, deps: { logger: Logger; metrics: Metrics; supergraph: () => SupergraphText }): Promise<Traffic> {
  if (!config.traffic) return nothing;
  const { createTraffic } = await import('../traffic/create-traffic-hooks.ts');
  const { readTrustedDocuments } = await import('../traffic/documents/trusted-documents.ts');
  const redis = config.redis ? (await import('../traffic/redis/shared-redis.ts')).createSharedRedis({ url: config.redis.url, logger: deps.logger }) : null;
  const { trusted } = config.traffic.documents;
  const traffic = createTraffic(config.traffic, {
    ...deps,
    redis,
    feed: null,
    trusted: trusted ? readTrustedDocuments(await readFile(trusted.manifest, 'utf8')) : null,
  });
  return {
    ...traffic,
    close: () => {
      traffic.close();
      redis?.close();
    },
  };
}
