import { LRUCache } from 'lru-cache';

/** When each tag was last invalidated, so that an answer that was under way meanwhile is not remembered. */
export type InvalidationLog = {
  add(tags: readonly string[]): void;
  /** All that was made before now is worthless. */
  addEverything(): void;
  changedSince(tags: readonly string[], since: number): boolean;
};

const mostTags = 50_000;

export function createInvalidationLog(now: () => number = Date.now): InvalidationLog {
  let everythingAt = Number.NEGATIVE_INFINITY;
  const changedAt = new LRUCache<string, number>({
    max: mostTags,
    // What is forgotten counts as changed when it was forgotten: rather one answer too few.
    dispose: (at, _, reason) => {
      if (reason === 'evict') everythingAt = Math.max(everythingAt, at);
    },
  });
  return {
    add: (tags) => {
      for (const tag of tags) changedAt.set(tag, now());
    },
    addEverything: () => {
      everythingAt = now();
    },
    changedSince: (tags, since) => (tags.length > 0 && everythingAt >= since) || tags.some((tag) => (changedAt.get(tag) ?? Number.NEGATIVE_INFINITY) >= since),
  };
}
