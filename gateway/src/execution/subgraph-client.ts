import { Pool, errors as undici } from 'undici';
import { ServiceError, backoffMs, millisecondsLeft, signalUntil } from '@dra/service';
import { setTimeout as sleep } from 'node:timers/promises';

export type SubgraphReply = { data?: Record<string, unknown> | null; errors?: readonly Record<string, unknown>[]; extensions?: Record<string, unknown> };

export type SubgraphCall = {
  body: string;
  headers: Record<string, string>;
  /** Reads are tried again when the connection fails; a change is sent once. */
  mayRetry: boolean;
  deadline: number;
  signal: AbortSignal | null;
};

export type SubgraphClient = {
  name: string;
  /** @throws ServiceError DEPENDENCY_UNAVAILABLE | DEADLINE_EXCEEDED */
  call(call: SubgraphCall): Promise<SubgraphReply>;
  close(): Promise<void>;
};

export type SubgraphClientSettings = {
  connections: number;
  connectTimeoutMs: number;
  /** Tries in all, for reads whose connection failed. */
  attempts: number;
  /** A reply longer than this is not read to its end. */
  maxReplyBytes: number;
};

export const defaultSubgraphClientSettings: SubgraphClientSettings = { connections: 64, connectTimeoutMs: 1_000, attempts: 3, maxReplyBytes: 32 * 1_048_576 };

/** One subgraph behind a pool of kept connections. */
export function createSubgraphClient(name: string, url: string, settings: SubgraphClientSettings = defaultSubgraphClientSettings): SubgraphClient {
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  const pool = new Pool(origin, {
    connections: settings.connections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 120_000,
    connect: { timeout: settings.connectTimeoutMs },
    // The request's own deadline is shorter than either.
    headersTimeout: 65_000,
    bodyTimeout: 65_000,
  });

  const attempt = async (call: SubgraphCall): Promise<SubgraphReply> => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...call.headers },
      body: call.body,
      signal: signalUntil(call.deadline, call.signal ?? undefined),
    });
    const text = await readText(body, settings.maxReplyBytes);
    const reply = parseReply(text);
    if (!reply) throw new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service gave no valid answer.`, { details: { status: statusCode } });
    return reply;
  };

  return {
    name,
    close: () => pool.close(),
    call: async (call) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(call);
        } catch (error) {
          const fault = faultOf(name, error, call.deadline);
          const wait = backoffMs(tries, { baseMs: 50, maxMs: 400 });
          const again = call.mayRetry && isConnectionFailure(error) && tries < settings.attempts && millisecondsLeft(call.deadline) > wait && !call.signal?.aborted;
          if (!again) throw fault;
          await sleep(wait);
        }
      }
    },
  };
}

async function readText(body: AsyncIterable<Buffer> & { destroy(error?: Error): unknown }, limit: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    // Leaving the loop destroys the stream, and with it the connection that still holds the rest.
    if (bytes > limit) throw new ServiceError('DEPENDENCY_UNAVAILABLE', 'A service answered too much at once: ask for less.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseReply(text: string): SubgraphReply | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { data, errors } = value as { data?: unknown; errors?: unknown };
  const dataFits = data === undefined || (typeof data === 'object' && !Array.isArray(data));
  const errorsFit = errors === undefined || (Array.isArray(errors) && errors.every((error) => typeof error === 'object' && error !== null));
  return dataFits && errorsFit && (data !== undefined || errors !== undefined) ? (value as SubgraphReply) : null;
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT']);

function isConnectionFailure(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  // An AggregateError of failed connects (IPv4 and IPv6) carries the code as well.
  return typeof code === 'string' && connectionCodes.has(code);
}

function faultOf(name: string, error: unknown, deadline: number): ServiceError {
  if (error instanceof ServiceError) return error;
  const timedOut = millisecondsLeft(deadline) === 0 || error instanceof undici.HeadersTimeoutError || error instanceof undici.BodyTimeoutError;
  if (timedOut) return new ServiceError('DEADLINE_EXCEEDED', `The ${name} service did not answer in time.`, { cause: error });
  return new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service does not answer.`, { cause: error });
}
