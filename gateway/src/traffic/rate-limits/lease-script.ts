import type { Redis } from 'ioredis';

/**
 * One bucket, in Redis' own time. KEYS[1] the bucket; ARGV: capacity, tokens a millisecond, tokens spent on credit (or,
 * negative, given back), tokens wanted. Answers with tokens granted and tokens left, as text: Lua's numbers lose their
 * fractions on the way.
 */
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local capacity, perMs, debt, want = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local state = redis.call('HMGET', KEYS[1], 't', 'a')
local tokens = tonumber(state[1]) or capacity
local at = tonumber(state[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - at) * perMs)
tokens = math.max(-capacity, math.min(capacity, tokens - debt))
local granted = math.max(0, math.min(want, math.floor(tokens)))
tokens = tokens - granted
redis.call('HSET', KEYS[1], 't', tostring(tokens), 'a', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - tokens) / perMs) + 1000)
return { tostring(granted), tostring(tokens) }
`;

export type Lease = { granted: number; tokens: number };

type WithLease = { draLease(key: string, capacity: number, perMs: number, debt: number, want: number): Promise<unknown> };

/** @returns null where the answer is not one of this script */
export async function leaseTokens(redis: Redis, key: string, capacity: number, perMs: number, debt: number, want: number): Promise<Lease | null> {
  if (!('draLease' in redis)) redis.defineCommand('draLease', { numberOfKeys: 1, lua: script });
  const answer = await (redis as unknown as WithLease).draLease(key, capacity, perMs, debt, want);
  if (!Array.isArray(answer)) return null;
  const [granted, tokens] = answer.map(Number);
  return granted === undefined || tokens === undefined || Number.isNaN(granted + tokens) ? null : { granted, tokens };
}
