import type { Metrics } from '@dra/service';
import type { Exchange, GatewayHook, Refusal } from '../../hooks/contract.ts';
import { refusal } from '../refusal.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import { tiers } from '../tiers/tier-of.ts';
import type { TierOf } from '../tiers/tier-of.ts';
import { networkOf } from './network-of.ts';
import { createRateLimiter } from './rate-limiter.ts';
import type { Count, Verdict } from './rate-limiter.ts';
import type { Rate } from './rate.ts';
import type { RateLimitConfig } from './rate-limit-config.ts';

/** Which limit it was; also the label of the metric and, to the client, `extensions.limit`. */
type Scope = 'address' | 'user' | 'tenant' | 'operation';

/** The tightest verdict of this exchange so far: what its RateLimit headers tell. */
const tightest = Symbol('tightest rate limit');

/** Among what is remembered of a caller. */
const ofCaller = Symbol('counts of the caller');
type Counts = {
  user: Count | null;
  tenant: Count | null;
  /** Of the operation asked last that has a limit of its own, and its name. */
  operation: Count | null;
  name: string | null;
};

/**
 * Requests a client address, a user, a tenant and an operation may make in a time, by tier. Two hooks, because addresses
 * are counted before anybody is identified: a flood of bad tokens costs no cryptography.
 */
export function useRateLimits(config: RateLimitConfig, deps: { redis: SharedRedis | null; tierOf: TierOf; metrics: Metrics; now?: () => number }): { address: GatewayHook; caller: GatewayHook } {
  const limiter = createRateLimiter({ redis: deps.redis, deadlineMs: config.redisDeadlineMs, share: config.leaseShare, leaseMs: config.leaseMs, now: deps.now });
  const limited = deps.metrics.counter('dra_gateway_rate_limited_total', 'Requests refused because there were too many, by which limit and tier.', ['limit', 'tier']);
  const operations = new Map(Object.entries(config.operations));
  // A pair of nothing for tiers without limits, so that a lookup is one step.
  const byTier = new Map(tiers.map((tier) => [tier, config.tiers[tier] ?? {}]));

  const settle = (exchange: Exchange, scope: Scope, verdict: Verdict): Refusal | undefined => {
    tell(exchange, verdict);
    if (verdict.allowed) return undefined;
    limited.inc({ limit: scope, tier: deps.tierOf(exchange.caller) });
    const seconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1_000));
    return refusal(429, 'RATE_LIMITED', `Too many requests: try again in ${seconds} s.`, { limit: scope, retryAfterSeconds: seconds }, { 'retry-after': String(seconds) });
  };

  const take = (exchange: Exchange, scope: Scope, count: Count) => {
    const verdict = limiter.take(count);
    return verdict instanceof Promise ? verdict.then((one) => settle(exchange, scope, one)) : settle(exchange, scope, verdict);
  };

  const countsOf = (exchange: Exchange): Counts => {
    const { caller, callerNotes } = exchange;
    const rates = byTier.get(deps.tierOf(caller));
    const fresh: Counts = {
      user: rates?.user ? limiter.count(`u ${callerKey(exchange)}`, rates.user) : null,
      tenant: caller && rates?.tenant ? limiter.count(`t ${caller.tenant}`, rates.tenant) : null,
      operation: null,
      name: null,
    };
    callerNotes?.set(ofCaller, fresh);
    return fresh;
  };

  /** Found once for a caller whose token is remembered. */
  const remembered = (exchange: Exchange): Counts => {
    const known = exchange.callerNotes?.get(ofCaller) as Counts | undefined;
    if (!known) return countsOf(exchange);
    if (known.user) known.user = limiter.again(known.user);
    if (known.tenant) known.tenant = limiter.again(known.tenant);
    return known;
  };

  const ofOperation = (exchange: Exchange, name: string, rate: Rate): Count => {
    const known = exchange.callerNotes?.get(ofCaller) as Counts | undefined;
    if (known?.operation && known.name === name) return (known.operation = limiter.again(known.operation));
    const count = limiter.count(`o ${name} ${callerKey(exchange)}`, rate);
    if (known) {
      known.operation = count;
      known.name = name;
    }
    return count;
  };

  return {
    address: {
      name: 'rate-limit-address',
      // A stream that asks again came through the door once already, and has no address.
      onRequest: (exchange) => {
        if (!config.address) return undefined;
        const { address } = exchange;
        return address === '' ? undefined : take(exchange, 'address', limiter.count(`a ${networkOf(address)}`, config.address));
      },
    },
    caller: {
      name: 'rate-limit-caller',
      onRequest: (exchange) => {
        const { user, tenant } = remembered(exchange);
        if (!user) return tenant ? take(exchange, 'tenant', tenant) : undefined;
        const first = take(exchange, 'user', user);
        if (!tenant) return first;
        if (first instanceof Promise) return first.then((refused) => refused ?? take(exchange, 'tenant', tenant));
        return first ?? take(exchange, 'tenant', tenant);
      },
      onOperation: (exchange, { name }) => {
        const rate = name === null ? undefined : operations.get(name);
        return rate && name !== null ? take(exchange, 'operation', ofOperation(exchange, name, rate)) : undefined;
      },
    },
  };
}

/** Users by tenant and id; whoever has no identity by address. */
function callerKey({ caller, address }: Exchange): string {
  return caller ? `${caller.tenant} ${caller.userId}` : networkOf(address);
}

/** `RateLimit-*` as of draft-ietf-httpapi-ratelimit-headers, of the limit that has the smallest part left. */
function tell(exchange: Exchange, verdict: Verdict): void {
  const before = exchange.notes.get(tightest) as Verdict | undefined;
  if (before && verdict.allowed && before.remaining * verdict.limit <= verdict.remaining * before.limit) return;
  exchange.notes.set(tightest, verdict);
  const headers = exchange.responseHeaders;
  headers['ratelimit-limit'] = String(verdict.limit);
  headers['ratelimit-remaining'] = String(verdict.allowed ? verdict.remaining : 0);
  headers['ratelimit-reset'] = String(verdict.allowed ? verdict.resetSeconds : Math.max(1, Math.ceil(verdict.retryAfterMs / 1_000)));
}
