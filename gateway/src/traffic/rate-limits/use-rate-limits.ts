import type { Metrics } from '@dra/service';
import type { Exchange, GatewayHook, Refusal } from '../../hooks/contract.ts';
import { refusal } from '../refusal.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';
import { tiers } from '../tiers/tier-of.ts';
import type { TierOf } from '../tiers/tier-of.ts';
import { networkOf } from './network-of.ts';
import { createRateLimiter } from './rate-limiter.ts';
import type { Verdict } from './rate-limiter.ts';
import type { RateLimitConfig } from './rate-limit-config.ts';

/** Which limit it was; also the label of the metric and, to the client, `extensions.limit`. */
type Scope = 'address' | 'user' | 'tenant' | 'operation';

/** The tightest verdict of this exchange so far: what its RateLimit headers tell. */
const tightest = Symbol('tightest rate limit');

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

  const take = (exchange: Exchange, scope: Scope, who: string, rate: Parameters<typeof limiter.count>[1]) => {
    const verdict = limiter.take(limiter.count(who, rate));
    return verdict instanceof Promise ? verdict.then((one) => settle(exchange, scope, one)) : settle(exchange, scope, verdict);
  };

  const takeTenant = (exchange: Exchange): Refusal | undefined | Promise<Refusal | undefined> => {
    const { caller } = exchange;
    if (!caller) return undefined;
    const rate = byTier.get(deps.tierOf(caller))?.tenant;
    return rate && take(exchange, 'tenant', `t ${caller.tenant}`, rate);
  };

  return {
    address: {
      name: 'rate-limit-address',
      // A stream that asks again came through the door once already, and has no address.
      onRequest: (exchange) => (config.address && exchange.address !== '' ? take(exchange, 'address', `a ${networkOf(exchange.address)}`, config.address) : undefined),
    },
    caller: {
      name: 'rate-limit-caller',
      onRequest: (exchange) => {
        const rate = byTier.get(deps.tierOf(exchange.caller))?.user;
        if (!rate) return takeTenant(exchange);
        const first = take(exchange, 'user', `u ${callerKey(exchange)}`, rate);
        if (first instanceof Promise) return first.then((refused) => refused ?? takeTenant(exchange));
        return first ?? takeTenant(exchange);
      },
      onOperation: (exchange, { name }) => {
        const rate = name === null ? undefined : operations.get(name);
        return rate && take(exchange, 'operation', `o ${name} ${callerKey(exchange)}`, rate);
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
