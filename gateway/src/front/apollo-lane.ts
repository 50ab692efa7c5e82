import { ApolloServer, HeaderMap } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from '@dra/service';
import type { Exchange } from '../hooks/contract.ts';
import { documentFault, refused } from './answered.ts';
import type { Answered } from './answered.ts';
import { refusal } from './fault.ts';
import { subscribeElsewhere } from './run-operation.ts';
import type { RunOperation } from './run-operation.ts';
import type { StoredOperation } from './operation-store.ts';

export type LaneRequest = { text: string; hash: string; operationName: string | undefined; variables: Record<string, unknown> | undefined; extensions: Record<string, unknown> | undefined; takesParts: boolean };

/** Apollo Server's pipeline for what is not known yet: it parses, validates, and lets its plugins have their say. */
export type ApolloLane = {
  /** False while a plugin watches requests that is not declared adapted: then every request goes through here. */
  shortPathOpen: boolean;
  ask(exchange: Exchange, request: LaneRequest): Promise<Answered>;
  stop(): Promise<void>;
};

/** What a client sees of an error that Apollo Server, or planning, found. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown, exchange: Exchange | undefined) => GraphQLFormattedError;

export type ApolloLaneOptions = {
  schema: GraphQLSchema;
  supergraphSdl: string;
  plugins: readonly ApolloServerPlugin<Exchange>[];
  introspection: boolean;
  /** No suggestions of names that the schema has. */
  hideSchema: boolean;
  formatError?: FormatError | undefined;
  logger: Logger;
  /** The operation, compiled. @throws GraphQLError when it has no plan */
  admit(exchange: Exchange, source: { text: string; hash: string; document: DocumentNode; operationName: string | undefined }): Promise<StoredOperation>;
  run: RunOperation;
};

const adapted = new WeakSet<object>();

/**
 * Says that a plugin of Apollo Server may be left out for operations that are known: whatever it does for them is done
 * elsewhere (by a hook of ours), or only matters while a document is parsed and validated.
 */
export function declareAdapted<P extends ApolloServerPlugin<Exchange>>(plugin: P): P {
  adapted.add(plugin);
  return plugin;
}

/** On an error that Apollo Server hands out: what it was made of. */
const cause = Symbol('cause');

/** What our executor came to, for whoever called Apollo Server. */
const laneNote = Symbol('apollo lane');
type LaneContext = Exchange & { [laneNote]: LaneNote };
type LaneNote = { exchange: Exchange; request: LaneRequest; answered: Answered | undefined };

export async function createApolloLane(options: ApolloLaneOptions): Promise<ApolloLane> {
  const { logger } = options;
  const shortPathOpen = options.plugins.every((plugin) => !plugin.requestDidStart || adapted.has(plugin));
  const apollo = new ApolloServer<Exchange>({
    gateway: {
      onSchemaLoadOrUpdate: (callback) => {
        callback({ apiSchema: options.schema, coreSupergraphSdl: options.supergraphSdl });
        return () => undefined;
      },
      load: async () => ({
        executor: async ({ context, document, source, queryHash, operation, request }) => {
          // Apollo Server hands on a copy of the context: what would be written to it, nobody would read.
          const note = (context as LaneContext)[laneNote];
          note.answered = await execute(note.exchange, note.request, operation?.operation, { text: source, hash: queryHash, document, operationName: request.operationName });
          return shortPathOpen ? { data: null } : resultOf(note.answered);
        },
      }),
      stop: async () => undefined,
    },
    // Whoever sets APOLLO_KEY for another program on the machine must not have this one report to anybody.
    apollo: {},
    logger: quiet(logger),
    nodeEnv: options.hideSchema ? 'production' : 'development',
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: options.hideSchema,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    // Valid documents are kept by the operation store; where every request comes through here, Apollo's own does.
    ...(shortPathOpen ? { documentStore: null } : {}),
    // Apollo Server does not say whose request it is about: the error goes along, and is formatted where that is known.
    formatError: (formatted, error) => Object.assign({ ...formatted }, { [cause]: error }),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...options.plugins,
    ],
  });
  await apollo.start();

  async function execute(exchange: Exchange, request: LaneRequest, kind: OperationTypeNode | undefined, source: { text: string; hash: string; document: DocumentNode; operationName: string | undefined }): Promise<Answered> {
    if (!kind) {
      const fault: GraphQLFormattedError = { message: 'The document has no such operation: name one of its own in operationName.', extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } };
      return documentFault([options.formatError?.(fault, undefined, exchange) ?? fault]);
    }
    if (kind === OperationTypeNode.SUBSCRIPTION) {
      return refused(refusal(400, 'BAD_REQUEST', subscribeElsewhere));
    }
    let stored: StoredOperation;
    try {
      stored = await options.admit(exchange, source);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const { http, ...extensions } = error.extensions as { http?: { status?: number; headers?: Map<string, string> } } & Record<string, unknown>;
      const formatted: GraphQLFormattedError = { ...error.toJSON(), extensions };
      return refused({ status: http?.status ?? 500, errors: [options.formatError?.(formatted, error, exchange) ?? formatted], ...(http?.headers ? { headers: Object.fromEntries(http.headers) } : {}) });
    }
    return options.run(exchange, stored, request.variables, request.takesParts);
  }

  function format({ [cause]: error, ...formatted }: GraphQLFormattedError & { [cause]?: unknown }, exchange: Exchange): GraphQLFormattedError {
    return options.formatError?.(formatted, error, exchange) ?? formatted;
  }

  return {
    shortPathOpen,
    ask: async (exchange, request) => {
      const note: LaneNote = { exchange, request, answered: undefined };
      const context = Object.assign(Object.create(exchange) as Exchange, { [laneNote]: note });
      const { http, body } = await apollo.executeOperation(
        {
          query: request.text,
          operationName: request.operationName,
          variables: request.variables ?? {},
          extensions: request.extensions ?? {},
          http: { method: exchange.method, headers: headerMap(exchange), search: '', body: null },
        },
        { contextValue: context },
      );
      // Where no plugin could have touched it, the answer is written from the executor's own text.
      if (note.answered && (shortPathOpen || note.answered.kind !== 'outcome')) return note.answered;
      if (body.kind !== 'single') throw new Error('Apollo Server answered in parts, which it was not asked for');
      const headers = Object.fromEntries(http.headers);
      const { data } = body.singleResult;
      const errors = (body.singleResult.errors ?? []).map((error) => format(error as GraphQLFormattedError & { [cause]?: unknown }, exchange));
      if (data === undefined && !note.answered) {
        const status = http.status ?? 400;
        return { kind: 'errors', operation: undefined, status, errors, headers, ofDocument: status === 400 };
      }
      const operation = note.answered?.operation;
      return { kind: 'answer', operation, answer: { status: http.status ?? 200, body: JSON.stringify(errors.length > 0 ? { ...body.singleResult, errors } : body.singleResult), headers } };
    },
    stop: () => apollo.stop(),
  };
}

/** For plugins, which look at values and not at text. */
function resultOf(answered: Answered) {
  if (answered.kind !== 'outcome') return { data: null };
  const { data, errors, extensions } = answered.outcome;
  return {
    data: JSON.parse(data) as Record<string, unknown> | null,
    ...(errors.length > 0 ? { errors: errors.map(({ message, path, extensions: own }) => new GraphQLError(message, { ...(path ? { path } : {}), ...(own ? { extensions: own } : {}) })) } : {}),
    ...(extensions ? { extensions } : {}),
  };
}

function headerMap(exchange: Exchange): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(exchange.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
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
