import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import { createIdentityVerifier, identityHeader } from '@dra/access';
import type { Actor } from '@dra/access';
import { ServiceError, deadlineFrom, deadlineHeader, millisecondsLeft, signalUntil } from '@dra/service';
import type { Logger, Metrics } from '@dra/service';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { JSONWebKeySet } from 'jose';
import type { AddressInfo } from 'node:net';
import { uuidv7 } from 'uuidv7';
import { formatError } from './format-error.ts';
import { guardFields, guardReferences } from './scope-guard.ts';
import { createDenialRecorder } from './denial-recorder.ts';
import type { DenialRecorder, RecordDenial } from './denial-recorder.ts';

/** What every request to a subgraph carries; a subgraph adds its stores and loaders. */
export type RequestContext = {
  actor: Actor;
  requestId: string;
  /** Epoch milliseconds by which the caller wants an answer. */
  deadline: number;
  /** Aborts at the deadline. */
  signal: AbortSignal;
  logger: Logger;
  /** To be forwarded on calls to other subgraphs: identity, deadline, request id. */
  forwardHeaders: Record<string, string>;
};

export type SubgraphOptions<Ctx extends RequestContext> = {
  name: string;
  /** The text of schema/<name>.graphql. */
  typeDefs: string;
  resolvers: Record<string, unknown>;
  createContext: (request: RequestContext) => Ctx;
  /** The gateway's public keys. */
  identityKeys: JSONWebKeySet;
  /** Puts a refused field on record; called once per field and request. `stop` waits for what is on its way. */
  recordDenial?: RecordDenial<Ctx>;
  logger: Logger;
  metrics: Metrics;
};

export type SubgraphServer = {
  app: FastifyInstance;
  schema: GraphQLSchema;
  /** Listens, and says on which port. */
  start(port: number, host: string): Promise<number>;
  stop(): Promise<void>;
};

const requestIdPattern = /^[A-Za-z0-9_-]{8,64}$/;
const bodyLimit = 8 * 1024 * 1024;

/** A subgraph's schema with its rights enforced; for the server, and for tests over the whole schema. */
export function buildGuardedSchema<Ctx extends RequestContext>(options: Pick<SubgraphOptions<Ctx>, 'typeDefs' | 'resolvers'> & { onDenied?: DenialRecorder<Ctx>['onDenied'] }): GraphQLSchema {
  const typeDefs = parse(options.typeDefs);
  const guard = { actorOf: (context: Ctx) => context.actor, ...(options.onDenied ? { onDenied: options.onDenied } : {}) };
  // The non-array form of buildSubgraphSchema throws in 2.15.
  const bare = buildSubgraphSchema([{ typeDefs }]);
  const resolvers = guardReferences(options.resolvers, bare, guard);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  guardFields(schema, guard);
  return schema;
}

/** A subgraph's public door: POST /graphql for the gateway. Opens no port until `start`. */
export function createSubgraphServer<Ctx extends RequestContext>(options: SubgraphOptions<Ctx>): SubgraphServer {
  const denials = options.recordDenial ? createDenialRecorder(options.recordDenial, options.logger) : null;
  const schema = buildGuardedSchema({ ...options, ...(denials ? { onDenied: denials.onDenied } : {}) });
  const verify = createIdentityVerifier(options.identityKeys);
  const app = Fastify({ bodyLimit, forceCloseConnections: 'idle', keepAliveTimeout: 75_000, requestTimeout: 70_000 });
  const apollo = new ApolloServer<Ctx>({
    schema,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    logger: quiet(options.logger),
    formatError: (formatted, thrown) => formatError(formatted, thrown, options.logger),
    plugins: [ApolloServerPluginLandingPageDisabled(), fastifyApolloDrainPlugin(app), measured<Ctx>(options.metrics)],
  });

  const contextOf = async (headers: Record<string, string | string[] | undefined>): Promise<Ctx> => {
    const one = (name: string) => (Array.isArray(headers[name]) ? headers[name][0] : headers[name]);
    const given = one('x-request-id') ?? '';
    const requestId = requestIdPattern.test(given) ? given : uuidv7();
    const identity = one(identityHeader);
    const deadline = deadlineFrom(one(deadlineHeader));
    const actor = await verify(identity, requestId).catch((error: unknown) => {
      throw asGraphQLError(error, 401);
    });
    if (millisecondsLeft(deadline) === 0) throw asGraphQLError(new ServiceError('DEADLINE_EXCEEDED', 'The request came after its deadline.'), 504);
    return options.createContext({
      actor,
      requestId,
      deadline,
      signal: signalUntil(deadline),
      logger: options.logger.child({ requestId }),
      forwardHeaders: { [identityHeader]: identity as string, [deadlineHeader]: String(deadline), 'x-request-id': requestId },
    });
  };

  return {
    app,
    schema,
    async start(port, host) {
      await apollo.start();
      await app.register(fastifyApollo(apollo), { path: '/graphql', method: ['POST'], context: async (request) => contextOf(request.headers) });
      await app.listen({ port, host });
      return (app.server.address() as AddressInfo).port;
    },
    async stop() {
      await apollo.stop();
      await app.close();
      await denials?.settled();
    },
  };
}

function asGraphQLError(error: unknown, status: number): GraphQLError {
  const known = error instanceof ServiceError;
  return new GraphQLError(known ? error.message : 'Something went wrong on our side.', {
    extensions: { code: known ? error.code : 'INTERNAL_SERVER_ERROR', http: { status } },
  });
}

function measured<Ctx extends RequestContext>(metrics: Metrics): ApolloServerPlugin<Ctx> {
  const duration = metrics.histogram('graphql_request_duration_seconds', 'Time to answer a GraphQL request', ['operation']);
  const errors = metrics.counter('graphql_errors_total', 'GraphQL errors by code', ['code']);
  return {
    requestDidStart: async () => {
      const end = duration.startTimer();
      return {
        willSendResponse: async ({ operation, response }) => {
          end({ operation: operation?.operation ?? 'none' });
          const body = response.body;
          if (body.kind === 'single') for (const error of body.singleResult.errors ?? []) errors.inc({ code: String(error.extensions?.['code'] ?? 'UNKNOWN') });
        },
      };
    },
  };
}

/** Apollo logs whole errors at times, with what a driver put into them: only that something happened is kept. */
function quiet(logger: Logger) {
  const line = (level: 'debug' | 'info' | 'warn' | 'error') => () => logger[level]('the GraphQL server logged a line');
  return { debug: () => {}, info: () => {}, warn: line('warn'), error: line('error') };
}
