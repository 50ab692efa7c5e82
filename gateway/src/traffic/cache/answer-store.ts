import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Redis } from 'ioredis';
import type { SharedRedis } from '../redis/shared-redis.ts';
import type { InvalidationLog } from './invalidation-log.ts';

/** Something that is remembered: an answer, or an entity. Times in epoch milliseconds. */
export type Kept = {
  text: string;
  bytes: Uint8Array;
  storedAt: number;
  freshUntil: number;
  /** May stand in for what cannot be had; never before `freshUntil`. */
  staleUntil: number;
  tags: readonly string[];
};

export type AnswerStore = {
  /** What this process has, fresh or stale. */
  near(key: string): Kept | undefined;
  /** What all gateways have. Null where that cannot be told in time. */
  far(keys: readonly string[]): Promise<(Kept | undefined)[]> | null;
  /** @param since when what it was made from was asked for: a change meanwhile makes it worthless */
  keep(key: string, kept: Kept, since: number): void;
  invalidate(tags: readonly string[]): void;
  clearNear(): void;
};

/** Clocks of two gateways may differ by this much. */
const skewMs = 1_000;

/**
 * In this process first, then in Redis. A tag names what an answer was made of; a change of it removes the answer from both.
 * Keys are hashes already; tags are hashed before Redis sees them.
 */
export function createAnswerStore(options: {
  redis: SharedRedis | null;
  log: InvalidationLog;
  localBytes: number;
  maxEntryBytes: number;
  redisDeadlineMs: number;
  /** Of the keys in Redis, such as `dra:answer:`. */
  prefix: string;
  /** Told how many bytes the near part takes. */
  onSize?: (bytes: number) => void;
  now?: () => number;
}): AnswerStore {
  const { redis, log, prefix, now = Date.now } = options;
  const keysByTag = new Map<string, Set<string>>();
  const local = new LRUCache<string, Kept>({
    maxSize: Math.max(1, options.localBytes),
    maxEntrySize: options.maxEntryBytes,
    // The text, its bytes, and what an entry costs by itself.
    sizeCalculation: ({ text, bytes }) => text.length + bytes.byteLength + 512,
    dispose: ({ tags }, key) => {
      for (const tag of tags) {
        const keys = keysByTag.get(tag);
        keys?.delete(key);
        if (keys?.size === 0) keysByTag.delete(tag);
      }
    },
  });

  const keepNear = (key: string, kept: Kept) => {
    local.set(key, kept);
    if (!local.has(key)) return;
    for (const tag of kept.tags) {
      const keys = keysByTag.get(tag) ?? new Set();
      keysByTag.set(tag, keys.add(key));
    }
    options.onSize?.(local.calculatedSize);
  };

  return {
    near: (key) => {
      const kept = local.get(key);
      if (!kept || kept.staleUntil > now()) return kept;
      local.delete(key);
      return undefined;
    },
    far: (keys) => {
      if (!redis?.ready()) return null;
      return redis
        .attempt((client) => client.mget(keys.map((key) => prefix + key)), options.redisDeadlineMs)
        .then((texts) =>
          keys.map((key, index) => {
            const kept = texts?.[index] ? unpack(texts[index]) : undefined;
            if (!kept || kept.staleUntil <= now()) return undefined;
            // A notice may have overtaken the removal in Redis, and clocks may differ.
            if (log.changedSince(kept.tags, kept.storedAt - skewMs)) return undefined;
            keepNear(key, kept);
            return kept;
          }),
        );
    },
    keep: (key, kept, since) => {
      if (kept.bytes.byteLength > options.maxEntryBytes || log.changedSince(kept.tags, since)) return;
      keepNear(key, kept);
      const ms = Math.ceil(kept.staleUntil - now());
      if (ms > 0) void redis?.attempt((client) => write(client, prefix, key, kept, ms), options.redisDeadlineMs * 10);
    },
    invalidate: (tags) => {
      for (const tag of tags) for (const key of [...(keysByTag.get(tag) ?? [])]) local.delete(key);
      void redis?.attempt((client) => remove(client, prefix, tags), options.redisDeadlineMs * 10);
    },
    clearNear: () => local.clear(),
  };
}

const tagKey = (prefix: string, tag: string) => `${prefix}tag:${hash('sha256', tag, 'base64url').slice(0, 22)}`;

/** A tag leads to its keys, by when each is over: those that are, are forgotten as others come. */
async function write(client: Redis, prefix: string, key: string, kept: Kept, ms: number): Promise<void> {
  const now = Date.now();
  const commands = client.pipeline().set(prefix + key, pack(kept), 'PX', ms);
  for (const tag of kept.tags) {
    const name = tagKey(prefix, tag);
    commands.zremrangebyscore(name, '-inf', now).zadd(name, now + ms, key).pexpire(name, ms, 'GT').pexpire(name, ms, 'NX');
  }
  await commands.exec();
}

async function remove(client: Redis, prefix: string, tags: readonly string[]): Promise<void> {
  for (const name of tags.map((tag) => tagKey(prefix, tag))) {
    const keys = await client.zrange(name, 0, -1);
    // Only these: what is kept under the tag meanwhile stays known to it.
    if (keys.length > 0) await client.pipeline().unlink(...keys.map((key) => prefix + key)).zrem(name, ...keys).exec();
  }
}

function pack({ text, storedAt, freshUntil, staleUntil, tags }: Kept): string {
  return `${JSON.stringify({ storedAt, freshUntil, staleUntil, tags })}\n${text}`;
}

/** @returns undefined for what another version of the gateway wrote, or anybody else */
function unpack(packed: string): Kept | undefined {
  const end = packed.indexOf('\n');
  let head: Record<string, unknown>;
  try {
    head = JSON.parse(packed.slice(0, end)) as Record<string, unknown>;
  } catch {
    // Not ours: as if it were not there.
    return undefined;
  }
  const { storedAt, freshUntil, staleUntil, tags } = head;
  if (end < 0 || typeof storedAt !== 'number' || typeof freshUntil !== 'number' || typeof staleUntil !== 'number' || !Array.isArray(tags)) return undefined;
  const text = packed.slice(end + 1);
  return { text, bytes: Buffer.from(text), storedAt, freshUntil, staleUntil, tags: tags.map(String) };
}
