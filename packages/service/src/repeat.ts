import { pause } from './pause.ts';

/**
 * Runs `round` at once and then each `everyMs` after the last one's end. What it throws goes to `fault`, and the next one
 * comes all the same. Keeps no process alive. `stop` waits for a round that runs.
 */
export function repeat(everyMs: number, round: () => Promise<unknown>, fault: (error: unknown) => void): { stop(): Promise<void> } {
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      await round().catch(fault);
      await pause(everyMs, { signal: ending.signal, keepsAlive: false });
    }
  })();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}
