import { createLogger } from '@dra/service';
import type { ApolloServerPlugin } from '@apollo/server';
import { compileOperation } from '../../execution/compile-operation.ts';
import type { DocumentSource, Exchange, GatewayHook } from '../../hooks/contract.ts';
import { createAuthorization } from '../../planning/authorization/create-authorization.ts';
import type { CallerRights } from '../../planning/authorization/requirements.ts';
import { createPlanner } from '../../planning/create-planner.ts';
import { createSubgraphClient } from '../../transport/subgraph-client.ts';
import { createFront } from '../front.ts';
import type { Front, FrontOptions } from '../front.ts';
import { defaultFrontSettings } from '../front-settings.ts';
import type { FrontSettings } from '../front-settings.ts';
import { createServedGraph } from '../served-graph.ts';
import type { ServedGraph } from '../served-graph.ts';
import { startOpenSubgraphs } from './open-subgraphs.ts';
import type { OpenSubgraphs } from './open-subgraphs.ts';

export type TestFront = {
  url: string;
  port: number;
  front: Front;
  graph: ServedGraph;
  subgraphs: OpenSubgraphs;
  post(body: unknown, headers?: Record<string, string>): Promise<Reply>;
  get(search: string, headers?: Record<string, string>): Promise<Reply>;
  stop(): Promise<void>;
};

export type Reply = { status: number; headers: Headers; text: string; body: { data?: unknown; errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[]; extensions?: unknown } };

export type TestFrontOptions = {
  settings?: Partial<FrontSettings>;
  hooks?: GatewayHook[];
  plugins?: ApolloServerPlugin<Exchange>[];
  documents?: DocumentSource;
  introspection?: boolean;
  elsewhere?: FrontOptions['elsewhere'];
  /** What a request may, where rights are looked at. */
  rightsOf?: (exchange: Exchange) => CallerRights;
};

/** The front over two open subgraphs, on ports of the system's choice. */
export async function startTestFront(options: TestFrontOptions = {}): Promise<TestFront> {
  const logger = createLogger({ name: 'test-front', level: 'silent' });
  const subgraphs = await startOpenSubgraphs();
  const hooks = options.hooks ?? [];
  const planner = createPlanner(subgraphs.supergraphSdl);
  const graph = await createServedGraph({
    supergraphSdl: subgraphs.supergraphSdl,
    planner,
    authorization: options.rightsOf && { rights: createAuthorization(planner), of: options.rightsOf },
    compile: compileOperation,
    connect: (name, url) => createSubgraphClient(name, url),
    hooks,
    plugins: options.plugins ?? [],
    introspection: options.introspection ?? true,
    hideSchema: false,
    logger,
  });
  const front = createFront({
    settings: { ...defaultFrontSettings, csrf: 'cookies', ...options.settings },
    graph: () => graph,
    hooks,
    documents: options.documents,
    elsewhere: options.elsewhere,
    logger,
  });
  const port = await front.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}/graphql`;
  const read = async (response: Response): Promise<Reply> => {
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parseOr(text) };
  };
  return {
    url,
    port,
    front,
    graph,
    subgraphs,
    post: async (body, headers = {}) =>
      read(
        await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
        }),
      ),
    get: async (search, headers = {}) => read(await fetch(`${url}?${search}`, { headers })),
    stop: async () => {
      await front.stop(1_000);
      await graph.close();
      await subgraphs.stop();
    },
  };
}

function parseOr(text: string): Reply['body'] {
  try {
    return JSON.parse(text) as Reply['body'];
  } catch {
    // Not JSON: the test that expected JSON shows the text.
    return {};
  }
}
