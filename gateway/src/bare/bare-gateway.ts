import type { Logger } from '@dra/service';
import { createFront } from '../front/front.ts';
import type { Front } from '../front/front.ts';
import { defaultFrontSettings } from '../front/front-settings.ts';
import type { FrontSettings } from '../front/front-settings.ts';
import { createServedGraph } from '../front/served-graph.ts';
import { createPlanner } from '../planning/create-planner.ts';
import { createSubgraphClient } from '../transport/subgraph-client.ts';
import { useForwardedAuthorization } from './use-forwarded-authorization.ts';
import { compileOperation } from '../execution/compile-operation.ts';

export type BareGateway = { front: Front; stop(): Promise<void> };

/** Nobody is identified, nothing is limited, nothing is remembered: what is switched on comes from a configuration. */
export const bareSettings: FrontSettings = {
  ...defaultFrontSettings,
  deadlineMs: 60_000,
  requestTimeoutMs: 120_000,
  maxBodyBytes: 64 * 1_048_576,
  csrf: 'cookies',
  compression: null,
  headers: {},
  requestIds: false,
};

/** Any supergraph, as it is. @throws BrokenSupergraph */
export async function createBareGateway(options: { supergraphSdl: string; logger: Logger }): Promise<BareGateway> {
  const { supergraphSdl, logger } = options;
  const hooks = [useForwardedAuthorization()];
  const graph = await createServedGraph({
    supergraphSdl,
    planner: createPlanner(supergraphSdl),
    compile: compileOperation,
    connect: (name, url) => createSubgraphClient(name, url, { breaker: null }),
    hooks,
    introspection: true,
    hideSchema: false,
    logger,
  });
  const front = createFront({ settings: bareSettings, graph: () => graph, hooks, logger });
  return {
    front,
    stop: async () => {
      await front.stop(5_000);
      await graph.close();
    },
  };
}
