/** How long a client is willing to wait, in milliseconds: it can only shorten the gateway's own limit. */
export const timeoutHeader = 'x-request-timeout-ms';

/** @returns epoch milliseconds */
export function requestDeadline(header: string | string[] | undefined, longestMs: number, now = Date.now()): number {
  const asked = typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : Number.POSITIVE_INFINITY;
  return now + Math.min(Math.max(1, asked), longestMs);
}
