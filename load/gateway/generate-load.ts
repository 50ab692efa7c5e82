/**
 * One measurement: so many connections ask one thing again and again for so long. Prints one JSON line.
 * `node generate-load.ts '{"url":…,"body":…,"connections":50,"warmSeconds":1,"seconds":5,"authorization":"distinct"|"none"|"tokens","tokensFile":…}'`
 */
import { readFileSync } from 'node:fs';
import { createPool } from '../../gateway/src/transport/pool.ts';

export type LoadOrder = {
  url: string;
  body: string;
  connections: number;
  warmSeconds: number;
  seconds: number;
  /** `distinct`: each request its own header; `tokens`: one of a file's signed tokens, in random order; `none`: no header. */
  authorization: 'distinct' | 'tokens' | 'none';
  tokensFile?: string;
  /** The gateway verifies tokens: warming up goes on until it has seen each. */
  knowsCallers?: boolean;
};

export type LoadResult = { requests: number; seconds: number; p50Ms: number; p99Ms: number; failures: number; busy: number };

const longestWarmMs = 60_000;
const order = JSON.parse(process.argv[2] ?? '{}') as LoadOrder;
const address = new URL(order.url);
const pool = createPool('gateway', { host: address.hostname, port: Number(address.port), tls: null }, {
  connections: order.connections,
  queue: order.connections,
  connectTimeoutMs: 5_000,
  idleMs: 60_000,
  maxAgeMs: 600_000,
  maxReplyBytes: 64 * 1_048_576,
});
const tokens = order.tokensFile ? (JSON.parse(readFileSync(order.tokensFile, 'utf8')) as string[]) : [];
const head = `POST ${address.pathname} HTTP/1.1\r\nhost: ${address.host}\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${Buffer.byteLength(order.body)}\r\n`;
let sent = 0;
/** First each token once, so that what is measured is a day's traffic and not everybody's first request; then at random. */
const authorization = () => {
  sent += 1;
  if (order.authorization === 'none') return '';
  const one = sent <= tokens.length ? sent - 1 : Math.floor(Math.random() * tokens.length);
  return `authorization: Bearer ${order.authorization === 'distinct' ? `caller-${process.pid}-${sent}` : (tokens[one] ?? '')}\r\n`;
};

/** A reply counts when it is 200, has data, and is as long as the first one. */
let length = -1;
async function run(seconds: number, atLeast = 0): Promise<{ times: number[]; failures: number }> {
  const times: number[] = [];
  let failures = 0;
  const end = performance.now() + seconds * 1_000;
  const latest = end + longestWarmMs;
  const asker = async () => {
    for (let began = performance.now(); began < end || (sent < atLeast && began < latest); began = performance.now()) {
      try {
        const bytes = await pool.request({ wire: `${head}${authorization()}\r\n${order.body}`, encoding: 'utf8', expiresAt: Date.now() + 30_000, signal: null }, ({ head: { status }, body }) =>
          status === 200 && body[0] === 123 && !body.subarray(0, 12).includes('errors') ? body.length : -2,
        );
        if (length === -1) length = bytes;
        if (bytes !== length || bytes < 0) failures += 1;
      } catch {
        failures += 1;
      }
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: order.connections }, asker));
  return { times, failures };
}

await run(order.warmSeconds, order.knowsCallers ? tokens.length : 0);
// Whoever started us has gone: there is nobody to measure for.
process.stdout.on('error', () => process.exit(1));
process.stdout.write('warm\n');
const cpu = process.cpuUsage();
const began = performance.now();
const { times, failures } = await run(order.seconds);
const seconds = (performance.now() - began) / 1_000;
const { user, system } = process.cpuUsage(cpu);
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const result: LoadResult = { requests: times.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99), failures, busy: (user + system) / 1e6 / seconds };
process.stdout.write(`${JSON.stringify(result)}\n`);
pool.close();
