/**
 * Aborts when one of them does, until it is released. Not `AbortSignal.any`: what that hangs on a signal that lives as long
 * as the process (a worker's own stop) stays there, a little with each batch.
 */
export function eitherSignal(...signals: readonly AbortSignal[]): { signal: AbortSignal; release(): void } {
  const either = new AbortController();
  const abort = () => either.abort();
  for (const one of signals) {
    if (one.aborted) abort();
    one.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: either.signal,
    release: () => signals.forEach((one) => one.removeEventListener('abort', abort)),
  };
}

/** Waits for the work, or until the signal aborts. Leaves nothing behind: a race with a promise that never settles would. */
export async function unlessAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stop: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
