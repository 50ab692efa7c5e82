import { createHash } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { ChangeFeed } from './change-feed.ts';
import { concerns, idsIn } from './watched-ids.ts';

export type StreamResult = { data?: Record<string, unknown> | null; errors?: readonly GraphQLFormattedError[]; extensions?: Record<string, unknown> };

export type LiveQueryTimings = {
  /** Changes within this time of each other are answered once. */
  coalesceMs: number;
  /** Asked anyway this often: a notice may be lost where it is sent. */
  safetyMs: number;
  /** Asked this often while the feed is away. */
  pollMs: number;
  /** The first wait after an answer that lacks a part; doubles up to `pollMs` or `safetyMs`. */
  retryMs: number;
};

export const defaultTimings: LiveQueryTimings = { coalesceMs: 100, safetyMs: 15_000, pollMs: 2_000, retryMs: 500 };

export type LiveQueryOptions = {
  /** Runs the subscriber's selection as a query with the subscriber's rights. */
  ask(): Promise<StreamResult>;
  /** Text in which the ids of the things asked for stand: document and variables. */
  about: string[];
  responseKey: string;
  tenant: string;
  feed: ChangeFeed;
  /** Epoch milliseconds: the end of the subscriber's token. */
  expiresAt: number;
  /** The subscriber has gone, or the server is draining. */
  signal: AbortSignal;
  timings?: Partial<LiveQueryTimings>;
};

/** Root errors after which there is nothing more to wait for. */
const endings = new Set(['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST', 'QUERY_TOO_COMPLEX', 'PERSISTED_QUERY_NOT_IN_LIST', 'COST_ESTIMATED_TOO_EXPENSIVE', 'COST_QUERY_PARSE_FAILURE']);
const passing = new Set(['DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL_SERVER_ERROR', 'OVERLOADED', 'RATE_LIMITED']);

/**
 * An answer at once, and another whenever what it shows has changed. Equal answers are not repeated. A slow reader costs
 * nothing: nothing is asked until it has taken the last answer, and what changed meanwhile is answered once.
 */
export async function* liveQuery(options: LiveQueryOptions): AsyncGenerator<StreamResult, void, undefined> {
  const { feed, signal, expiresAt } = options;
  const timings = { ...defaultTimings, ...options.timings };
  const wanted = idsIn(...options.about);
  let shown: ReadonlySet<string> = new Set();
  let changed = false;
  let wake: (() => void) | null = null;
  let later: NodeJS.Timeout | undefined;
  const markChanged = () => {
    changed = true;
    wake?.();
  };
  const stopListening = [
    feed.onChange(options.tenant, (notice) => {
      if (concerns(notice, wanted) || concerns(notice, shown)) markChanged();
    }),
    // Spread out: thousands of streams learn of it in the same moment.
    feed.onConnectionChange(() => {
      clearTimeout(later);
      later = setTimeout(markChanged, Math.random() * (timings.pollMs / 2));
    }),
  ];
  /** Until something changed, the time is over, or the subscriber is gone. */
  const wait = async (ms: number, earlier: boolean) => {
    if (signal.aborted || (earlier && changed)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        wake = null;
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, Math.min(ms, expiresAt - Date.now(), 2 ** 31 - 1)));
      signal.addEventListener('abort', done, { once: true });
      if (earlier) wake = done;
    });
  };

  let lastDigest = '';
  let failures = 0;
  try {
    while (!signal.aborted) {
      if (Date.now() >= expiresAt) {
        yield expired();
        return;
      }
      changed = false;
      const result = await options.ask();
      if (signal.aborted) return;
      if (Date.now() >= expiresAt) continue;
      const text = JSON.stringify(result);
      shown = idsIn(text);
      const digest = createHash('sha256').update(withoutRequestIds(text)).digest('base64');
      const fails = (result.errors ?? []).some((error) => passing.has(String(error.extensions?.['code'])));
      failures = fails ? failures + 1 : 0;
      if (digest !== lastDigest) {
        lastDigest = digest;
        yield result;
      }
      if (isOver(result, options.responseKey)) return;

      const regular = feed.connected() ? timings.safetyMs : timings.pollMs;
      await wait(fails ? Math.min(regular, timings.retryMs * 2 ** Math.min(failures - 1, 6)) : regular, true);
      // Whatever else changes in the next moment is answered together with it.
      if (changed) await wait(timings.coalesceMs, false);
    }
  } finally {
    clearTimeout(later);
    for (const stop of stopListening) stop();
  }
}

/** A masked error carries another request id each time; it is the same error. */
function withoutRequestIds(text: string): string {
  return text.replace(/"requestId":"[^"]*"/g, '""');
}

function isOver(result: StreamResult, responseKey: string): boolean {
  const root = result.data?.[responseKey];
  if (root !== null && root !== undefined) return false;
  return (result.errors ?? []).some((error) => {
    const atRoot = !error.path || error.path.length <= 1;
    return atRoot && endings.has(String(error.extensions?.['code']));
  });
}

function expired(): StreamResult {
  return { errors: [{ message: 'The token has expired: subscribe again with a new one.', extensions: { code: 'UNAUTHENTICATED' } }] };
}
