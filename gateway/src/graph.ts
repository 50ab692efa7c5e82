import type { Logger } from '@dra/service';
import { compileOperation } from './execution/compile-operation.ts';
import type { FormatError } from './front/apollo-lane.ts';
import { defaultOperationStoreSettings } from './front/operation-store.ts';
import type { OperationStoreSettings } from './front/operation-store.ts';
import { createServedGraph } from './front/served-graph.ts';
import type { ServedGraph } from './front/served-graph.ts';
import type { FormatErrors } from './front/write-answer.ts';
import type { GatewayHook } from './hooks/contract.ts';
import { createPlanner } from './planning/create-planner.ts';
import { planningAhead } from './planning/plan-ahead.ts';
import type { PlanThread } from './planning/plan-ahead.ts';
import { withoutTwins } from './supergraph/subscription-twins.ts';
import { createSubgraphClient } from './transport/subgraph-client.ts';

export type GraphOptions = {
  supergraphSdl: string;
  /** Addresses by subgraph name, in place of the supergraph's. */
  subgraphUrls: Readonly<Record<string, string | undefined>>;
  hooks: readonly GatewayHook[];
  formatError?: FormatError;
  formatErrors?: FormatErrors;
  observeCompile?: OperationStoreSettings['observe'];
  production: boolean;
  introspection: boolean;
  planThread?: PlanThread | undefined;
  logger: Logger;
};

/** The product's supergraph at work. @throws Error when it cannot be served, with the reason */
export async function createGraph(options: GraphOptions): Promise<ServedGraph> {
  const planner = createPlanner(options.supergraphSdl);
  const faults = withoutTwins(planner.apiSchema);
  if (faults.length > 0) throw new Error(`The supergraph's subscriptions cannot be served. ${faults.join(' ')}`);
  return createServedGraph({
    supergraphSdl: options.supergraphSdl,
    planner: options.planThread ? planningAhead(planner, options.supergraphSdl, options.planThread) : planner,
    compile: compileOperation,
    connect: (name, url) => createSubgraphClient(name, url),
    subgraphUrls: options.subgraphUrls,
    hooks: options.hooks,
    introspection: options.introspection,
    store: { ...defaultOperationStoreSettings, ...(options.observeCompile ? { observe: options.observeCompile } : {}) },
    hideSchema: options.production,
    formatError: options.formatError,
    formatErrors: options.formatErrors,
    logger: options.logger,
  });
}
