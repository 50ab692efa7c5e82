import { ServiceError } from '@dra/service';
import { ConnectionFailure, openConnection } from './connection.ts';
import type { Connection, Endpoint, RawReply } from './connection.ts';
import type { CancelSignal } from './contract.ts';

export type PoolSettings = {
  /** Connections at once: with the queue, the bulkhead that keeps a slow subgraph's trouble its own. */
  connections: number;
  /** Requests that may wait for a connection; one more is refused at once. */
  queue: number;
  connectTimeoutMs: number;
  /** An idle connection older than this is not used again. The server's own Keep-Alive hint, less half a second, goes first. */
  idleMs: number;
  /** Connections are replaced after this long, so that new replicas of a subgraph get their share. */
  maxAgeMs: number;
  maxReplyBytes: number;
};

export type PoolRequest = {
  /** Head and body as they go out. */
  wire: string;
  encoding: 'latin1' | 'utf8';
  /** Epoch milliseconds. */
  expiresAt: number;
  signal: CancelSignal | null;
};

export type PoolCounts = { busy: number; idle: number; queued: number };

export type Pool = {
  /**
   * @param read gets the reply while its bytes are lent, and makes of them what the promise gives; what it goes on to do with
   * a copy is no longer this pool's
   * @throws ServiceError DEADLINE_EXCEEDED | CANCELLED | DEPENDENCY_UNAVAILABLE (queue full), ConnectionFailure
   */
  request<T>(request: PoolRequest, read: (reply: RawReply) => T | Promise<T>): Promise<T>;
  counts(): PoolCounts;
  /** What runs is cut off. */
  close(): void;
};

/** How exactly deadlines are kept: one timer looks after all requests of a pool, in place of one timer each. */
const sweepMs = 20;

type Waiting = { request: PoolRequest; start(connection: Connection): void; fail(error: Error): void };
type Running = { connection: Connection; expiresAt: number; fail(error: Error): void };

/** Kept connections to one address. The one used last is used first, so that few stay warm and the rest fall idle. */
export function createPool(name: string, endpoint: Endpoint, settings: PoolSettings): Pool {
  const idle: Connection[] = [];
  const running = new Set<Running>();
  const waiting = new Set<Waiting>();
  let open = 0;
  let closed = false;
  let sweeper: NodeJS.Timeout | null = null;

  const tooLate = () => new ServiceError('DEADLINE_EXCEEDED', `The ${name} service did not answer in time.`);
  const cancelled = () => new ServiceError('CANCELLED', 'Nobody waits for this answer any more.');

  const sweep = () => {
    const now = Date.now();
    for (const one of running) {
      if (one.expiresAt > now) continue;
      one.fail(tooLate());
    }
    for (const one of waiting) {
      if (one.request.expiresAt > now) continue;
      waiting.delete(one);
      one.fail(tooLate());
    }
    while (idle[0] && !fresh(idle[0], now)) idle.shift()?.destroy('idle for too long');
    if (running.size === 0 && waiting.size === 0 && idle.length === 0 && sweeper) {
      clearInterval(sweeper);
      sweeper = null;
    }
  };
  const fresh = (connection: Connection, now: number) => connection.usable && connection.idleUntil > now && now - connection.openedAt < settings.maxAgeMs;

  const openOne = (): Connection => {
    open += 1;
    const connection = openConnection(endpoint, settings, () => {
      open -= 1;
      const at = idle.indexOf(connection);
      if (at !== -1) idle.splice(at, 1);
      // Its place may be taken by whoever waits.
      if (waiting.size > 0 && !closed) queueMicrotask(serveNext);
    });
    return connection;
  };

  /** An idle one, or a new one where there is room. */
  const obtain = (): Connection | null => {
    const now = Date.now();
    for (let connection = idle.pop(); connection; connection = idle.pop()) {
      if (fresh(connection, now)) return connection;
      connection.destroy('idle for too long');
    }
    return open < settings.connections ? openOne() : null;
  };

  const serveNext = () => {
    for (const next of waiting) {
      const connection = obtain();
      if (!connection) return;
      waiting.delete(next);
      next.start(connection);
    }
  };

  const release = (connection: Connection) => {
    if (!connection.usable) return;
    if (closed) {
      connection.destroy('the pool is closed');
      return;
    }
    idle.push(connection);
    if (waiting.size > 0) serveNext();
  };

  return {
    request: (request, read) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service is no longer asked.`));
          return;
        }
        const { signal } = request;
        if (signal?.aborted) {
          reject(cancelled());
          return;
        }
        sweeper ??= setInterval(sweep, sweepMs).unref();
        let ended: ((error: Error) => void) | null = null;
        const onAbort = () => ended?.(cancelled());
        signal?.addEventListener('abort', onAbort);

        const start = (connection: Connection) => {
          const run: Running = {
            connection,
            expiresAt: request.expiresAt,
            fail: (error) => {
              // First its end, then the connection's: what the connection then says is heard by nobody.
              running.delete(run);
              signal?.removeEventListener('abort', onAbort);
              reject(error);
              connection.destroy('given up');
            },
          };
          running.add(run);
          ended = run.fail;
          connection.send(request.wire, request.encoding, (failure, reply) => {
            if (!running.delete(run)) return;
            signal?.removeEventListener('abort', onAbort);
            if (!reply) {
              reject(failure ?? new ConnectionFailure('no reply'));
              return;
            }
            try {
              resolve(read(reply));
            } catch (error) {
              reject(error as Error);
            }
            release(connection);
          });
        };

        const connection = waiting.size === 0 ? obtain() : null;
        if (connection) {
          start(connection);
          return;
        }
        if (waiting.size >= settings.queue) {
          signal?.removeEventListener('abort', onAbort);
          reject(new ServiceError('DEPENDENCY_UNAVAILABLE', `Too much waits for the ${name} service.`));
          return;
        }
        const wait: Waiting = {
          request,
          start,
          fail: (error) => {
            waiting.delete(wait);
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
        };
        ended = wait.fail;
        waiting.add(wait);
      }),
    counts: () => ({ busy: running.size, idle: idle.length, queued: waiting.size }),
    close: () => {
      closed = true;
      if (sweeper) clearInterval(sweeper);
      sweeper = null;
      for (const one of waiting) one.fail(new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service is no longer asked.`));
      for (const one of running) one.fail(new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service is no longer asked.`));
      for (const connection of idle.splice(0)) connection.destroy('the pool is closed');
    },
  };
}
