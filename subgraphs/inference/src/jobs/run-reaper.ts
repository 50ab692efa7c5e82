import { pause } from '@dra/service';
import type { Logger } from '@dra/service';

/**
 * Runs `round` every `everyMs`, the first time after as long: workers that lived while we were away show life first.
 * A round that fails (store or broker away) is tried again at the next.
 */
export function runReaper(options: { round: () => Promise<Record<string, number>>; everyMs: number; logger: Logger }): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const run = async () => {
    for (;;) {
      await pause(options.everyMs, { signal: stopping.signal });
      if (stopping.signal.aborted) return;
      try {
        const { wait: _, ...done } = await options.round();
        if (Object.values(done).some((count) => count > 0)) options.logger.warn(done, 'jobs without a sign of life');
      } catch (error) {
        options.logger.warn({ error }, 'the reaper could not look at all jobs');
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
