import { ServiceError } from '@dra/service';
import { ConnectionFailure, openConnection } from './connection.ts';
import type { Connection, Endpoint, RawReply, ReplyListener } from './connection.ts';
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

/** One request of the pool: it waits for a connection, then it runs. */
type Asked = ReplyListener & {
  request: PoolRequest;
  start(connection: Connection): void;
  fail(error: Error): void;
};

/**
 * Things that come and go all the time, in no order. A Set would do, but for the collector: each time its table is renewed,
 * the old one points to the new one, and once the first has grown old, every table after it does too, with all that was
 * in it at that moment: half of all requests outlived their answers.
 */
class Bag<T extends { place: number }> {
  readonly items: T[] = [];

  add(item: T): void {
    item.place = this.items.push(item) - 1;
  }

  /** @returns whether it was there */
  remove(item: T): boolean {
    const { place } = item;
    if (place === -1) return false;
    item.place = -1;
    const last = this.items.pop() as T;
    if (last !== item) {
      this.items[place] = last;
      last.place = place;
    }
    return true;
  }
}

/** Kept connections to one address. The one used last is used first, so that few stay warm and the rest fall idle. */
export function createPool(name: string, endpoint: Endpoint, settings: PoolSettings): Pool {
  const idle: Connection[] = [];
  const running = new Bag<Run<unknown>>();
  /** In the order in which they came. */
  const waiting = new Set<Asked>();
  let open = 0;
  let closed = false;
  let sweeper: NodeJS.Timeout | null = null;

  const tooLate = () => new ServiceError('DEADLINE_EXCEEDED', `The ${name} service did not answer in time.`);
  const cancelled = () => new ServiceError('CANCELLED', 'Nobody waits for this answer any more.');

  const sweep = () => {
    const now = Date.now();
    for (const one of [...running.items, ...waiting]) if (one.request.expiresAt <= now) one.fail(tooLate());
    while (idle[0] && !fresh(idle[0], now)) idle.shift()?.destroy('idle for too long');
    if (running.items.length === 0 && waiting.size === 0 && idle.length === 0 && sweeper) {
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

  class Run<T> implements Asked {
    readonly request: PoolRequest;
    /** Among those that run. */
    place = -1;
    private readonly read: (reply: RawReply) => T | Promise<T>;
    private readonly resolve: (value: T | Promise<T>) => void;
    private readonly reject: (error: Error) => void;
    private connection: Connection | null = null;

    constructor(request: PoolRequest, read: (reply: RawReply) => T | Promise<T>, resolve: (value: T | Promise<T>) => void, reject: (error: Error) => void) {
      this.request = request;
      this.read = read;
      this.resolve = resolve;
      this.reject = reject;
    }

    start(connection: Connection): void {
      waiting.delete(this);
      this.connection = connection;
      running.add(this as Run<unknown>);
      connection.send(this.request.wire, this.request.encoding, this);
    }

    /** Nobody waits for it any more. */
    handleEvent(): void {
      this.fail(cancelled());
    }

    fail(error: Error): void {
      // First its end, then the connection's: what the connection then says is heard by nobody.
      if (!running.remove(this as Run<unknown>)) waiting.delete(this);
      this.request.signal?.removeEventListener('abort', this);
      this.reject(error);
      this.connection?.destroy('given up');
    }

    hear(failure: ConnectionFailure | null, reply: RawReply | null): void {
      if (!running.remove(this as Run<unknown>)) return;
      this.request.signal?.removeEventListener('abort', this);
      if (!reply) {
        this.reject(failure ?? new ConnectionFailure('no reply'));
        return;
      }
      try {
        this.resolve(this.read(reply));
      } catch (error) {
        this.reject(error as Error);
      }
      if (this.connection) release(this.connection);
    }
  }

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
        const run = new Run(request, read, resolve, reject);
        const connection = waiting.size === 0 ? obtain() : null;
        if (!connection && waiting.size >= settings.queue) {
          reject(new ServiceError('DEPENDENCY_UNAVAILABLE', `Too much waits for the ${name} service.`));
          return;
        }
        signal?.addEventListener('abort', run);
        if (connection) run.start(connection);
        else waiting.add(run as Asked);
      }),
    counts: () => ({ busy: running.items.length, idle: idle.length, queued: waiting.size }),
    close: () => {
      closed = true;
      if (sweeper) clearInterval(sweeper);
      sweeper = null;
      for (const one of [...waiting, ...running.items]) one.fail(new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service is no longer asked.`));
      for (const connection of idle.splice(0)) connection.destroy('the pool is closed');
    },
  };
}
