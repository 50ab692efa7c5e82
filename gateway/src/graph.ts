import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { Logger } from '@dra/service';
import type { GatewayContext } from './context.ts';
import { createSubgraphClient } from './execution/subgraph-client.ts';
import type { SubgraphClient } from './execution/subgraph-client.ts';
import { createSubgraphDataSource } from './execution/subgraph-data-source.ts';
import type { FetchObserver } from './execution/subgraph-data-source.ts';
import { createErrorFormatter } from './plugins/use-masked-errors.ts';
import { requestScope } from './http/request-scope.ts';
import { acceptSecurityFeatures } from './supergraph/accept-security-features.ts';
import { withoutTwins } from './supergraph/subscription-twins.ts';

export type Graph = {
  apollo: ApolloServer<GatewayContext>;
  /** What clients see, subscriptions included. @throws Error before the supergraph is loaded */
  schema(): GraphQLSchema;
  stop(): Promise<void>;
};

export type GraphOptions = {
  supergraphSdl: string;
  /** Addresses by subgraph name, in place of the supergraph's. */
  subgraphUrls: Readonly<Record<string, string | undefined>>;
  persistedQueries: KeyValueCache<string>;
  plugins: ApolloServerPlugin<GatewayContext>[];
  observeFetch: FetchObserver;
  production: boolean;
  introspection: boolean;
  logger: Logger;
};

/** Loads the supergraph into the stock gateway and starts Apollo Server over it. */
export async function createGraph(options: GraphOptions): Promise<Graph> {
  const { logger } = options;
  const clients: SubgraphClient[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: acceptSecurityFeatures(options.supergraphSdl),
    logger: quiet(logger),
    __exposeQueryPlanExperimental: !options.production,
    buildService: ({ name, url }) => {
      const client = createSubgraphClient(name, options.subgraphUrls[name] ?? url ?? '');
      clients.push(client);
      return createSubgraphDataSource(client, { logger, observe: options.observeFetch });
    },
  });
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const apollo = new ApolloServer<GatewayContext>({
    gateway,
    logger: quiet(logger),
    nodeEnv: options.production ? 'production' : 'development',
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: options.production,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    persistedQueries: { cache: options.persistedQueries },
    formatError: createErrorFormatter(logger, () => requestScope.getStore()?.requestId),
    plugins: [ApolloServerPluginCacheControlDisabled(), ...options.plugins],
  });
  await apollo.start();
  const loaded = () => {
    if (!schema) throw new Error('the supergraph is not loaded');
    return schema;
  };
  const faults = withoutTwins(loaded());
  if (faults.length > 0) throw new Error(`The supergraph's subscriptions cannot be served. ${faults.join(' ')}`);
  return {
    apollo,
    schema: loaded,
    stop: async () => {
      await apollo.stop();
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

/** Apollo's own log lines may quote a document: only how bad and where from is kept, unless somebody debugs. */
function quiet(logger: Logger) {
  const at = (level: 'warn' | 'error') => (message?: unknown) => {
    logger[level]({ from: 'apollo' }, 'apollo reports a problem: see the debug level');
    logger.debug({ from: 'apollo' }, String(message));
  };
  const debug = (message?: unknown) => logger.debug({ from: 'apollo' }, String(message));
  return { debug, info: debug, warn: at('warn'), error: at('error') };
}
