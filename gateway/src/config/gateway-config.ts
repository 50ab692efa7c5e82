import { z } from 'zod';
import { trafficConfig } from '../traffic/traffic-config.ts';

const milliseconds = (what: string) => z.int().min(1).max(2 ** 31 - 1).describe(`${what} Milliseconds.`);
const bytes = (what: string) => z.int().min(1).describe(`${what} Bytes.`);

const corsConfig = z.strictObject({
  origins: z.array(z.string()).min(1).describe('Origins whose pages may read answers; `*` for any, then without credentials.'),
  credentials: z.boolean().default(false).describe('Pages may send what their visitor is known by; not with `*`.'),
  headers: z.array(z.string()).default([]).describe('Further request headers that pages may send.'),
  maxAgeSeconds: z.int().min(0).default(600).describe('How long a browser need not ask again.'),
});

const compressionConfig = z.strictObject({
  minBytes: bytes('Shorter answers go as they are.').default(1_024),
  brotliQuality: z.int().min(0).max(11).default(4).describe('For clients that take br: higher is smaller and slower.'),
  gzipLevel: z.int().min(1).max(9).default(6).describe('For clients that take gzip: higher is smaller and slower.'),
});

const httpConfig = z.strictObject({
  path: z.string().regex(/^\//).default('/graphql').describe('Where it answers.'),
  deadlineMs: milliseconds('The longest a request may take; a client may ask for less in `x-request-timeout-ms`.').default(60_000),
  maxBodyBytes: bytes('Of a request, compressed and as text.').default(64 * 1_048_576),
  maxBatch: z.int().min(0).default(0).describe('Operations in one batch; 0 refuses batches.'),
  maxHeaderBytes: bytes('Of a request\'s head.').default(16_384),
  maxConnections: z.int().min(1).default(10_000).describe('Open at once, idle ones too.'),
  headersTimeoutMs: milliseconds('For a request\'s head to arrive.').default(10_000),
  requestTimeoutMs: milliseconds('For a whole request to arrive.').default(120_000),
  keepAliveMs: milliseconds('How long an idle connection is kept.').default(72_000),
  slowReaderMs: milliseconds('For a client to take its answer.').default(30_000),
  maxUnreadBytes: bytes('Of answers that clients have not taken yet, together.').default(256 * 1_048_576),
  heartbeatMs: milliseconds('Between two signs of life in an answer in parts.').default(12_000),
  trustedProxies: z.int().min(0).default(0).describe('How many proxies of ours stand in front and add to x-forwarded-for.'),
  csrf: z.enum(['always', 'cookies', 'off']).default('cookies').describe('Where a GET needs a header that no page sends unasked: always, only with a cookie, nowhere.'),
  cors: corsConfig.nullable().default(null).describe('Which pages of other sites may ask; null for none.'),
  compression: compressionConfig.nullable().default(null).describe('Packs whole answers for clients that take it; null for never.'),
  headers: z.record(z.string().regex(/^[a-z0-9-]+$/), z.string()).default({}).describe('On every answer; names in lower case.'),
  requestIds: z.boolean().default(false).describe('Answers name their request in x-request-id, and subgraphs hear it.'),
});

const subgraphConfig = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).optional().describe('In place of the supergraph\'s own address.'),
  connections: z.int().min(1).optional().describe('At once; 128 where nothing is said.'),
  queue: z.int().min(0).optional().describe('Requests that may wait for a connection.'),
  connectTimeoutMs: milliseconds('For a connection to open.').optional(),
  attemptTimeoutMs: milliseconds('For one attempt.').optional(),
  idleMs: milliseconds('How long an idle connection is kept.').optional(),
  maxReplyBytes: bytes('Of one reply.').optional(),
  attempts: z.int().min(1).max(10).optional().describe('Tries in all, for queries.'),
  retryShare: z.number().min(0).max(1).optional().describe('Retries as a share of requests.'),
  compressed: z.boolean().optional().describe('Ask for compressed replies.'),
  http2: z.boolean().optional().describe('For https addresses: many requests on few connections. Others are asked by HTTP/1.1.'),
  tls: z
    .strictObject({
      ca: z.string().optional().describe('A PEM file: who signs the certificate that the subgraph shows, in place of the machine\'s own list.'),
      cert: z.string().optional().describe('A PEM file: our certificate, for subgraphs that ask who we are.'),
      key: z.string().optional().describe('A PEM file: its private key.'),
    })
    .optional()
    .describe('For https addresses.'),
  breaker: z
    .strictObject({
      failures: z.number().gt(0).lt(1).default(0.5).describe('The share of failed requests at which the subgraph is left alone.'),
      windowMs: milliseconds('Over which failures are counted.').default(10_000),
      minimumRps: z.number().min(0).default(2).describe('Fewer requests a second than this say nothing.'),
      restMs: milliseconds('How long the subgraph is left alone at first.').default(1_000),
      longestRestMs: milliseconds('And at most.').default(15_000),
      patienceMs: milliseconds('A request that had less time than this says nothing.').default(1_000),
    })
    .nullable()
    .optional()
    .describe('null switches the circuit breaker off.'),
});

const identityConfig = z.strictObject({
  jwks: z.string().describe('Where the callers\' public keys are: an address, or a file.'),
  issuer: z.string().describe('What `iss` must be.'),
  audience: z.string().describe('What `aud` must be, or hold.'),
  required: z.boolean().default(true).describe('Requests without a token are refused; false lets them in as nobody.'),
  signingKey: z.string().optional().describe('A file with an Ed25519 private JWK: each subgraph then hears who asks, signed, in x-dra-identity.'),
});

const upstreamConfig = z.strictObject({
  protocol: z.enum(['auto', 'sse', 'websocket']).default('auto').describe('How the subgraph serves its subscriptions: auto asks for server-sent events (graphql-sse) first, then for a WebSocket (graphql-transport-ws).'),
  webSocketUrl: z.url({ protocol: /^wss?$/ }).optional().describe('Where its WebSocket is, if not at its own address.'),
});

/** Ours to make for each request to a subgraph (RFC 9110: hop by hop, or about the body): a client's would speak of another body. */
const ownHeaders = new Set(['host', 'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'content-length', 'content-type', 'content-encoding', 'accept', 'accept-encoding']);
const forwardable = z.string().refine((name) => !ownHeaders.has(name.toLowerCase()) && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name), 'is not a header that can go on: the gateway makes it itself, or it is no name');

/** Everything that `npm run gateway -- --config FILE` can switch on. What is absent is off. */
export const gatewayConfig = z.strictObject({
  http: httpConfig.prefault({}).describe('The door to clients.'),
  page: z.boolean().default(true).describe('Browsers that come to the endpoint see Apollo Sandbox; nobody does without introspection.'),
  introspection: z.boolean().default(true).describe('Whether the schema may be asked for; without it errors suggest no names either.'),
  maskErrors: z.boolean().default(false).describe('Errors that are no business of a client\'s are told as INTERNAL_SERVER_ERROR, and logged.'),
  forward: z.array(forwardable).default(['authorization']).describe('Request headers that go on to every subgraph.'),
  subgraphs: z
    .strictObject({ all: subgraphConfig.omit({ url: true }).prefault({}).describe('Unless one of them says something else.'), named: z.record(z.string(), subgraphConfig).default({}).describe('By the name that the supergraph has for it.') })
    .prefault({})
    .describe('How subgraphs are reached: all of them, and by name.'),
  subscriptions: z
    .strictObject({
      all: upstreamConfig.prefault({}).describe('Unless one of them says something else.'),
      named: z.record(z.string(), upstreamConfig).default({}).describe('By the subgraph\'s name.'),
      maxPerUser: z.int().min(1).optional().describe('Open at once for one user; for the anonymous, by address.'),
      max: z.int().min(1).optional().describe('Open at once, all together.'),
    })
    .prefault({})
    .describe('Where subgraphs\' events come from, and how many clients may wait for them.'),
  identity: identityConfig.optional().describe('Who asks, by a signed token (EdDSA, ES256, RS256 or PS256).'),
  authorization: z
    .strictObject({
      errors: z.enum(['errors', 'extensions', 'disabled']).default('errors').describe('Where it is told what was left out.'),
      rejectUnauthorized: z.boolean().default(false).describe('Refuses the whole operation in place of leaving parts of it out.'),
      dryRun: z.boolean().default(false).describe('Leaves nothing out, and only tells what would have been.'),
      policies: z
        .strictObject({
          claim: z.string().min(1).optional().describe('The claim of the verified token that lists policies that hold; a path with dots.'),
          url: z.url({ protocol: /^https?$/ }).optional().describe('Who decides about the others: asked as a coprocessor of Apollo\'s router is, at the stage SupergraphRequest.'),
          timeoutMs: milliseconds('For an answer; without one, none of them holds.').default(1_000),
        })
        .optional()
        .describe('Which policies hold, where some field asks for any. Without it none does.'),
    })
    .optional()
    .describe('@authenticated, @requiresScopes and @policy, by the token that `identity` verified.'),
  operations: z
    .strictObject({
      max: z.int().min(1).default(5_000).describe('Documents that are kept compiled.'),
      maxCharacters: z.int().min(1).default(32 * 1_048_576).describe('Of their texts, together.'),
      maxWaiting: z.int().min(1).default(500).describe('Operations that may wait to be compiled before more are refused.'),
    })
    .prefault({})
    .describe('What is remembered of operations.'),
  overrideLabels: z.array(z.string()).default([]).describe('Labels of @override that are on. `percent(N)` needs no entry: it is on for N of 100 callers.'),
  reload: z
    .strictObject({ everyMs: milliseconds('How often the supergraph\'s file or address is looked at.').default(2_000) })
    .optional()
    .describe('Takes a new supergraph without a restart.'),
  versions: z
    .record(
      z.string().regex(/^[a-zA-Z0-9._-]+$/),
      z.strictObject({
        supergraph: z.string().describe('A file, or an http(s) address.'),
        percent: z.number().min(0).max(100).default(0).describe('Of callers that get it without asking for it, always the same ones: a canary.'),
      }),
    )
    .default({})
    .describe('Other supergraphs beside the one that is served: asked for by path (/NAME/graphql) or by the header x-graph-version.'),
  flags: z
    .strictObject({
      file: z.string().describe('YAML or JSON: by flag `default`, `tenants`, `roles`, `percent`.'),
      everyMs: milliseconds('How often it is looked at.').default(2_000),
      labels: z.record(z.string(), z.string()).default({}).describe('Flag by override label.'),
      versions: z.record(z.string(), z.string()).default({}).describe('Flag by version of the graph.'),
    })
    .optional()
    .describe('Feature flags, through OpenFeature.'),
  redis: z.strictObject({ url: z.string().describe('redis:// or rediss://') }).optional().describe('Shared by all gateways: limits, documents, caches.'),
  traffic: trafficConfig.optional().describe('What guards, saves and observes traffic.'),
  ops: z.strictObject({ port: z.int().min(0).max(65_535).describe('0 for any free one.'), host: z.string().default('127.0.0.1').describe('The address to listen on.') }).optional().describe('A door for operations: /livez, /readyz, /metrics.'),
  requestMetrics: z.boolean().default(false).describe('Requests, errors and fetches counted and timed, for /metrics of `ops`.'),
  accessLog: z.boolean().default(false).describe('A line for each request: who, what, how long; never a variable or a reply.'),
  workers: z.int().min(1).max(256).default(1).describe('Processes that share the port.'),
});
export type GatewayConfig = z.infer<typeof gatewayConfig>;

/** As JSON Schema, for editors and checks: what may be written, with what is said of it. */
export function configSchema(): Record<string, unknown> {
  return z.toJSONSchema(gatewayConfig, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
}
