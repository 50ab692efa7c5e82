/**
 * How many retries a client may make: a share of its requests and a small sum to begin with. When a subgraph is down for
 * everyone, retries end by themselves instead of doubling the load on what is left of it.
 */
export function createRetryBudget({ share, most }: { share: number; most: number }): { earn(): void; spend(): boolean } {
  let tokens = most;
  return {
    earn: () => {
      tokens = Math.min(most, tokens + share);
    },
    spend: () => {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
