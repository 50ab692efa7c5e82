import { ServiceError } from './errors.ts';

/** The header in which the time by which an answer is wanted travels: epoch milliseconds. */
export const deadlineHeader = 'x-dra-deadline';

const longest = 60_000;

/**
 * When the caller stops waiting, as epoch milliseconds. A missing or absurd header means `fallbackMs` from now;
 * no caller can ask for more than a minute.
 */
export function deadlineFrom(header: string | string[] | undefined, fallbackMs = 10_000, now = Date.now()): number {
  const asked = Number(Array.isArray(header) ? header[0] : header);
  if (!Number.isSafeInteger(asked) || asked <= 0) return now + fallbackMs;
  return Math.min(asked, now + longest);
}

/** Milliseconds left, never negative. */
export function millisecondsLeft(deadline: number, now = Date.now()): number {
  return Math.max(0, deadline - now);
}

export function signalUntil(deadline: number, parent?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(millisecondsLeft(deadline));
  return parent ? AbortSignal.any([timeout, parent]) : timeout;
}

/**
 * Waits no longer than `ms`. What was begun goes on unless it listens to a signal of its own.
 * @throws ServiceError DEADLINE_EXCEEDED, or `code`
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, code = 'DEADLINE_EXCEEDED', message = 'It took too long.'): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ServiceError(code, message)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
