import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits so long, or until `signal` aborts: then it ends early and is no error, so that a loop looks for itself whether it
 * should go on. @param keepsAlive false where a process that has nothing else to do may end meanwhile
 */
export async function pause(ms: number, { signal, keepsAlive = true }: { signal?: AbortSignal; keepsAlive?: boolean } = {}): Promise<void> {
  try {
    await sleep(ms, undefined, { ref: keepsAlive, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
