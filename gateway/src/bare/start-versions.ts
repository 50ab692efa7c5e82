import { resolve } from 'node:path';
import type { Logger } from '@dra/service';
import type { GatewayConfig } from '../config/gateway-config.ts';
import { createGraphSwitch } from '../front/graph-switch.ts';
import type { GraphVersion } from '../front/graph-versions.ts';
import type { ServedGraph } from '../front/served-graph.ts';
import { createSupergraphSource } from '../front/watch-supergraph.ts';

/** The other supergraphs of a configuration, each with its own plans, operations and connections. */
export async function startVersions(
  config: GatewayConfig,
  { build, logger }: { build(supergraphSdl: string): Promise<ServedGraph>; logger: Logger },
): Promise<(GraphVersion & { close(): Promise<void> })[]> {
  return Promise.all(
    Object.entries(config.versions).map(async ([name, { supergraph, percent }]) => {
      const source = createSupergraphSource(/^https?:/.test(supergraph) ? supergraph : resolve(supergraph), logger);
      const graphs = createGraphSwitch({ first: await build(await source.read()), build, drainMs: config.http.deadlineMs + 1_000, logger });
      const unwatch = config.reload ? source.watch(config.reload.everyMs, (text) => graphs.replace(text)) : () => undefined;
      return {
        name,
        share: percent / 100,
        current: () => graphs.current(),
        close: () => {
          unwatch();
          return graphs.close();
        },
      };
    }),
  );
}
