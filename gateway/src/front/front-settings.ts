/** How the door behaves. Milliseconds and bytes. */
export type FrontSettings = {
  path: string;
  /** The longest a request may take; a client may ask for less. */
  deadlineMs: number;
  maxBodyBytes: number;
  /** Operations in one batch; 0 refuses batches. */
  maxBatch: number;
  maxHeaderBytes: number;
  maxConnections: number;
  headersTimeoutMs: number;
  /** For a whole request to arrive. */
  requestTimeoutMs: number;
  keepAliveMs: number;
  /** For a client to take its answer, once it is written. */
  slowReaderMs: number;
  /** Of answers that clients have not taken yet, together. */
  maxUnreadBytes: number;
  /** Between two parts of an answer in parts. */
  heartbeatMs: number;
  /** How many proxies of ours stand in front and add to `x-forwarded-for`. */
  trustedProxies: number;
  /** `always`: GET needs a header that no page can send unasked. `cookies`: only where a cookie came along. */
  csrf: 'always' | 'cookies' | 'off';
  /** Null for none: then other sites' pages cannot read answers. */
  cors: CorsSettings | null;
  compression: { minBytes: number; brotliQuality: number; gzipLevel: number } | null;
  /** On every answer, names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Answers name their request (`x-request-id`). */
  requestIds: boolean;
};

export type CorsSettings = { origins: readonly string[]; credentials: boolean; headers: readonly string[]; maxAgeSeconds: number };

export const defaultFrontSettings: FrontSettings = {
  path: '/graphql',
  deadlineMs: 10_000,
  maxBodyBytes: 6 * 1_048_576,
  maxBatch: 0,
  maxHeaderBytes: 16_384,
  maxConnections: 10_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 72_000,
  slowReaderMs: 30_000,
  maxUnreadBytes: 256 * 1_048_576,
  heartbeatMs: 12_000,
  trustedProxies: 0,
  csrf: 'always',
  cors: null,
  compression: { minBytes: 1_024, brotliQuality: 4, gzipLevel: 6 },
  headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' },
  requestIds: true,
};
