/**
 * Lets the thread hear what was said to it (an abort) between two pieces of work: computing alone never would.
 * @throws the signal's reason
 */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
