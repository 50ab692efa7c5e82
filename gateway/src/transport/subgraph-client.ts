import { setTimeout as sleep } from 'node:timers/promises';
import { BrokenCircuitError, CircuitState, ExponentialBackoff, SamplingBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { ServiceError, backoffMs } from '@dra/service';
import { ReplyTooLarge } from './body-reader.ts';
import { ConnectionFailure } from './connection.ts';
import type { TlsSettings } from './connection.ts';
import type { SubgraphClient, SubgraphReply, SubgraphRequest } from './contract.ts';
import type { PoolCounts } from './pool.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createHttp1Sender } from './send-http1.ts';
import { createHttp2Sender } from './send-http2.ts';

export type SubgraphSettings = {
  connections: number;
  queue: number;
  connectTimeoutMs: number;
  idleMs: number;
  maxAgeMs: number;
  maxReplyBytes: number;
  /** Asks the subgraph to pack its replies: for slow lines between us, not for one machine. */
  compressed: boolean;
  /** For https addresses. */
  http2: boolean;
  /** For https addresses. */
  tls: TlsSettings;
  /** The longest that one attempt may take; the request's own deadline where that comes first. */
  attemptTimeoutMs: number;
  /** Tries in all, for reads. */
  attempts: number;
  /** Retries as a share of requests, beyond the first ten. */
  retryShare: number;
  /** Null for none. */
  breaker: BreakerSettings | null;
};

export type BreakerSettings = {
  /** Share of failures, within the window, at which the subgraph is left alone. */
  failures: number;
  windowMs: number;
  /** Fewer requests a second than this say nothing. */
  minimumRps: number;
  /** How long it is left alone at first; doubles up to `longestRestMs`. */
  restMs: number;
  longestRestMs: number;
  /** A request that was given less time than this and ran out of it says nothing: a client may ask for one millisecond. */
  patienceMs: number;
};

export const defaultSubgraphSettings: SubgraphSettings = {
  connections: 128,
  queue: 1_024,
  connectTimeoutMs: 1_000,
  idleMs: 30_000,
  maxAgeMs: 300_000,
  maxReplyBytes: 32 * 1_048_576,
  compressed: false,
  http2: false,
  tls: {},
  attemptTimeoutMs: 60_000,
  attempts: 3,
  retryShare: 0.2,
  breaker: { failures: 0.5, windowMs: 10_000, minimumRps: 2, restMs: 1_000, longestRestMs: 15_000, patienceMs: 1_000 },
};

export type BreakerState = 'closed' | 'open' | 'half-open';

export type WatchedSubgraphClient = SubgraphClient & { state(): { breaker: BreakerState; retries: number } & PoolCounts };

/** Replies by which a proxy or a subgraph says that it cannot answer now. */
const cannotNow = new Set([502, 503, 504]);
const retryWaits = { baseMs: 40, maxMs: 400 } as const;

/**
 * How the gateway reaches one subgraph. Inside, from the outermost: retries of reads (with jitter and a budget), the
 * circuit breaker, the deadline of an attempt, the pool with its bounded queue.
 *
 * @param url http or https, without credentials
 * @throws TypeError when the address is none
 */
export function createSubgraphClient(name: string, url: string, overrides: Partial<SubgraphSettings> = {}): WatchedSubgraphClient {
  const settings = { ...defaultSubgraphSettings, ...overrides };
  const address = new URL(url);
  if (address.protocol !== 'http:' && address.protocol !== 'https:') throw new TypeError(`The address of the ${name} service is not http or https.`);
  const sender = settings.http2 && address.protocol === 'https:' ? createHttp2Sender(name, address, settings) : createHttp1Sender(name, address, settings);
  const budget = createRetryBudget({ share: settings.retryShare, most: 10 });
  const guard = settings.breaker ? createGuard(settings.breaker) : null;
  let retries = 0;

  const attempt = (request: SubgraphRequest): Promise<SubgraphReply> => {
    const now = Date.now();
    const expiresAt = Math.min(request.deadline, now + settings.attemptTimeoutMs);
    if (!guard) return sender.send(request, expiresAt);
    return guard.execute(() => sender.send(request, expiresAt), expiresAt - now);
  };

  /** Reads only: what came of the first try may be worth another. */
  const again = async (request: SubgraphRequest, first: SubgraphReply | null, firstFault: unknown): Promise<SubgraphReply> => {
    let reply = first;
    let fault = firstFault;
    for (let tries = 1; ; tries += 1) {
      // A kept connection that the server had closed meanwhile: at once, on a new one, and no fault of anybody's.
      const free = tries === 1 && fault instanceof ConnectionFailure && fault.untouched;
      const wait = free ? 0 : backoffMs(tries, retryWaits);
      const may = tries < settings.attempts && (reply !== null || mayHelp(fault)) && !request.signal?.aborted && request.deadline - Date.now() > wait;
      if (!may || !(free || budget.spend())) {
        if (reply) return reply;
        throw asServiceError(name, fault);
      }
      retries += 1;
      if (wait > 0) await sleep(wait);
      reply = null;
      fault = undefined;
      try {
        reply = await attempt(request);
        if (!cannotNow.has(reply.status)) return reply;
      } catch (error) {
        fault = error;
      }
    }
  };

  return {
    name,
    send: (request) => {
      budget.earn();
      if (request.kind === 'query') {
        return attempt(request).then(
          (reply) => (cannotNow.has(reply.status) ? again(request, reply, undefined) : reply),
          (fault: unknown) => again(request, null, fault),
        );
      }
      return attempt(request).catch((error: unknown) => {
        throw asServiceError(name, error);
      });
    },
    state: () => ({ breaker: guard?.state() ?? 'closed', retries, ...sender.counts() }),
    close: () => sender.close(),
  };
}

/** A reply that is too long, or a peer that does not speak HTTP, will be so again. */
function mayHelp(fault: unknown): boolean {
  return fault instanceof ConnectionFailure && !(fault.cause instanceof ReplyTooLarge);
}

function asServiceError(name: string, fault: unknown): ServiceError {
  if (fault instanceof ServiceError) return fault;
  if (fault instanceof BrokenCircuitError) return new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service does not answer and is left alone for a moment.`);
  if (fault instanceof ConnectionFailure && fault.cause instanceof ReplyTooLarge) return new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service answered too much at once: ask for less.`, { cause: fault });
  return new ServiceError('DEPENDENCY_UNAVAILABLE', `The ${name} service does not answer.`, { cause: fault });
}

/** An end of a request that says that the subgraph is in trouble. */
class Trouble extends Error {}

function createGuard(settings: BreakerSettings) {
  const handled = handleWhen((error) => error instanceof Trouble).orWhenResult((reply) => cannotNow.has((reply as SubgraphReply).status));
  const breaker = circuitBreaker(handled, {
    halfOpenAfter: new ExponentialBackoff({ initialDelay: settings.restMs, maxDelay: settings.longestRestMs }),
    breaker: new SamplingBreaker({ threshold: settings.failures, duration: settings.windowMs, minimumRps: settings.minimumRps }),
  });
  const states: Record<CircuitState, BreakerState> = {
    [CircuitState.Closed]: 'closed',
    [CircuitState.HalfOpen]: 'half-open',
    [CircuitState.Open]: 'open',
    [CircuitState.Isolated]: 'open',
  };
  const isTrouble = (error: unknown, patienceMs: number) =>
    (error instanceof ConnectionFailure && !error.untouched && !(error.cause instanceof ReplyTooLarge)) ||
    (error instanceof ServiceError && error.code === 'DEADLINE_EXCEEDED' && patienceMs >= settings.patienceMs);
  const unwrapped = (error: unknown): never => {
    throw error instanceof Trouble ? error.cause : error;
  };

  return {
    state: () => states[breaker.state],
    /** Rejects with what `work` rejects with, or a BrokenCircuitError. */
    execute: (work: () => Promise<SubgraphReply>, patienceMs: number): Promise<SubgraphReply> => {
      const told = (error: unknown): never => {
        throw isTrouble(error, patienceMs) ? new Trouble('the subgraph is in trouble', { cause: error }) : error;
      };
      return breaker.execute(() => work().then(undefined, told)).then(undefined, unwrapped);
    },
  };
}
