import { createHash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Logger } from '@dra/service';
import type { Program } from '../execution/contract.ts';
import type { Exchange, GatewayHook, SupergraphText } from '../hooks/contract.ts';
import type { Authorization } from '../planning/authorization/create-authorization.ts';
import type { RightsOf } from '../planning/authorization/requirements.ts';
import type { Planner } from '../planning/contract.ts';
import type { SubgraphClient } from '../transport/contract.ts';
import { createApolloLane } from './apollo-lane.ts';
import type { ApolloLane, FormatError } from './apollo-lane.ts';
import { createOperationStore } from './operation-store.ts';
import type { CompileRequest, OperationStore, OperationStoreSettings, StoredOperation } from './operation-store.ts';
import { createLabelDecision } from './override-labels.ts';
import { createRunOperation } from './run-operation.ts';
import type { RunOperation } from './run-operation.ts';
import type { FormatErrors } from './write-answer.ts';

/** One supergraph at work: planned against, its operations compiled, its subgraphs connected. Replaced as a whole. */
export type ServedGraph = {
  supergraph: SupergraphText;
  planner: Planner;
  schema: GraphQLSchema;
  store: OperationStore;
  clients: ReadonlyMap<string, SubgraphClient>;
  lane: ApolloLane;
  run: RunOperation;
  /** What a plan depends on besides its document, as part of a key. `''` for nothing. */
  variantOf(exchange: Exchange): string;
  /** A valid document, compiled for this request's plan. @throws GraphQLError when there is no plan */
  admit(exchange: Exchange, source: ValidDocument): Promise<StoredOperation>;
  /** What this caller may see, where anybody looks. */
  rightsOf: RightsOf | undefined;
  /** Compiles an operation before anybody asks for it. @throws GraphQLError */
  warm(source: { text: string; document: DocumentNode; operationName: string | undefined }): Promise<void>;
  /** Aborted when another has taken its place: what goes on for long has to begin anew there. */
  readonly leaving: AbortSignal;
  leave(): void;
  /** Its connections are gone. */
  readonly closed: boolean;
  close(): Promise<void>;
};

export type ValidDocument = { text: string; hash: string; document: DocumentNode; operationName: string | undefined };

export type CompileOperation = (planner: Planner, document: DocumentNode, operationName: string | undefined, options: { overrideLabels: ReadonlySet<string> }) => Program;

export type ServedGraphOptions = {
  supergraphSdl: string;
  planner: Planner;
  compile: CompileOperation;
  connect(name: string, url: string): SubgraphClient;
  /** Addresses by subgraph name, in place of the supergraph's. */
  subgraphUrls?: Readonly<Record<string, string | undefined>>;
  hooks: readonly GatewayHook[];
  plugins?: readonly ApolloServerPlugin<Exchange>[];
  introspection: boolean;
  hideSchema: boolean;
  /** Of a document's own faults, as Apollo Server finds them. */
  formatError?: FormatError | undefined;
  /** Of everything else. */
  formatErrors?: FormatErrors | undefined;
  store?: OperationStoreSettings | undefined;
  /** What parts of the graph ask of callers, and what this one may; absent where nobody looks. */
  authorization?: { rights: Authorization; of: RightsOf } | undefined;
  /** Labels of progressive overrides that are on for everybody. */
  overrideLabels?: readonly string[];
  logger: Logger;
};

const noLabels: ReadonlySet<string> = new Set();

export async function createServedGraph(options: ServedGraphOptions): Promise<ServedGraph> {
  const { planner, compile, supergraphSdl } = options;
  const supergraph: SupergraphText = { version: createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 16), sdl: supergraphSdl };
  const clients = new Map<string, SubgraphClient>();
  for (const [name, url] of planner.subgraphs) {
    const address = options.subgraphUrls?.[name] ?? url;
    if (address !== '') clients.set(name, options.connect(name, address));
  }
  const store = createOperationStore(options.store);
  const run = createRunOperation({ hooks: options.hooks, clients, supergraph, formatErrors: options.formatErrors ?? ((errors) => errors), rightsOf: options.authorization?.of });
  const labelsOf = createLabelDecision(planner.overrideLabels, options.overrideLabels);
  const variantOf = planner.overrideLabels.length === 0 ? () => '' : (exchange: Exchange) => [...labelsOf(exchange)].sort().join(',');

  const requestFor = (source: ValidDocument, variant: string, overrideLabels: ReadonlySet<string>): CompileRequest => ({
    ...source,
    variant,
    compile: (document) => compile(planner, document, source.operationName, { overrideLabels }),
    rights: options.authorization?.rights.of(source.document, source.operationName) ?? null,
  });

  let closed = false;
  const leaving = new AbortController();
  const admit = async (exchange: Exchange, source: ValidDocument) => {
    const [variant, overrideLabels] = [variantOf(exchange), labelsOf(exchange)];
    const ahead = store.find(source.text, source.operationName, variant) ? undefined : planner.ahead?.(source.document, source.operationName, { overrideLabels });
    if (ahead) await ahead;
    return store.compile(requestFor(source, variant, overrideLabels));
  };

  const lane = await createApolloLane({
    schema: planner.apiSchema,
    supergraphSdl,
    plugins: options.plugins ?? [],
    introspection: options.introspection,
    hideSchema: options.hideSchema,
    formatError: options.formatError,
    logger: options.logger,
    run,
    admit,
  });

  return {
    supergraph,
    planner,
    schema: planner.apiSchema,
    store,
    clients,
    lane,
    run,
    variantOf,
    admit,
    rightsOf: options.authorization?.of,
    warm: async ({ text, document, operationName }) => {
      const hash = createHash('sha256').update(text).digest('hex');
      await store.compile(requestFor({ text, hash, document, operationName }, '', noLabels));
    },
    leaving: leaving.signal,
    leave: () => leaving.abort(),
    get closed() {
      return closed;
    },
    close: async () => {
      closed = true;
      leaving.abort();
      await lane.stop();
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
