import './env.ts';
import { createCallerVerifier, createIdentitySigner } from '@dra/access';
import { createLogger, createMetrics } from '@dra/service';
import type { Metrics } from '@dra/service';
import { persona, testIdentity } from '@dra/testkit';
import { createPersistedQueries } from '../plugins/use-persisted-queries.ts';
import { createGateway } from '../server.ts';
import type { Gateway, GatewayDeps } from '../server.ts';
import { createSilentFeed } from '../subscriptions/change-feed.ts';
import { startTestSubgraphs } from './test-subgraphs.ts';
import type { TestSubgraphs } from './test-subgraphs.ts';

export type GraphqlReply = {
  status: number;
  headers: Headers;
  body: { data?: Record<string, never> | null; errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[] };
  text: string;
};

export type TestGateway = {
  gateway: Gateway;
  subgraphs: TestSubgraphs;
  url: string;
  metrics: Metrics;
  /** Everything the gateway logged. */
  logged(): string;
  token: string;
  post(body: unknown, headers?: Record<string, string>): Promise<GraphqlReply>;
  stop(): Promise<void>;
};

/** The gateway over two small subgraphs, on ports of the system's choice. */
export async function startTestGateway(overrides: Partial<GatewayDeps> = {}): Promise<TestGateway> {
  const lines: string[] = [];
  const logger = createLogger({ name: 'test-gateway', level: 'debug', destination: { write: (line: string) => void lines.push(line) } });
  const metrics = createMetrics('test-gateway', { defaults: false });
  const subgraphs = await startTestSubgraphs();
  const { issuer, audience } = testIdentity;
  const gateway = await createGateway({
    supergraphSdl: subgraphs.supergraphSdl,
    subgraphUrls: subgraphs.urls,
    verifyCaller: createCallerVerifier(testIdentity.callerJwks, { issuer, audience }),
    signIdentity: createIdentitySigner(testIdentity.internalPrivateKey),
    feed: createSilentFeed(),
    persistedQueries: createPersistedQueries({ logger }),
    logger,
    metrics,
    production: false,
    ...overrides,
  });
  const url = await gateway.start(0, '127.0.0.1');
  const token = await persona('PRESCRIBER', 'demo', 'dr.osei').callerToken();
  return {
    gateway,
    subgraphs,
    url,
    metrics,
    token,
    logged: () => lines.join(''),
    post: async (body, headers = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        body: typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: parseOr(text), text };
    },
    stop: async () => {
      await gateway.stop();
      await subgraphs.stop();
    },
  };
}

function parseOr(text: string): GraphqlReply['body'] {
  try {
    return JSON.parse(text) as GraphqlReply['body'];
  } catch {
    // Not JSON: the test that expected JSON shows the text.
    return {};
  }
}
