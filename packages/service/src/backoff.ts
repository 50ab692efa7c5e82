import { pause } from './pause.ts';

export type Backoff = { baseMs: number; maxMs: number; attempts: number };

/** Exponential with full jitter: the wait before attempt `attempt` (1 = the first retry). */
export function backoffMs(attempt: number, { baseMs, maxMs }: Pick<Backoff, 'baseMs' | 'maxMs'>, random = Math.random): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/**
 * Tries until it works, `retryable` says no, the attempts are used up or the signal aborts; then throws the last error.
 */
export async function retry<T>(
  work: (attempt: number) => Promise<T>,
  backoff: Backoff,
  options: { retryable?: (error: unknown) => boolean; signal?: AbortSignal } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const mayRetry = options.retryable?.(error) ?? true;
      if (!mayRetry || attempt >= backoff.attempts || options.signal?.aborted) throw error;
      await pause(backoffMs(attempt, backoff), options.signal ? { signal: options.signal } : {});
      if (options.signal?.aborted) throw error;
    }
  }
}
