import { GraphQLError } from 'graphql';
import type { Caller } from '@dra/access';
import { nobody } from '../identity/nobody.ts';

export type StreamLimits = { perUser: number; total: number };

export const defaultStreamLimits: StreamLimits = { perUser: 20, total: 5_000 };

/** Why a stream's signal aborted: the transport tells the client to come back after a drain. */
export type StreamEnd = 'gone' | 'draining';

export type Stream = { signal: AbortSignal; end(why: StreamEnd): void; release(): void };

export type StreamRegistry = {
  /** @throws GraphQLError RATE_LIMITED when the user, or the process, has as many streams as it may; DEPENDENCY_UNAVAILABLE while draining */
  open(caller: Caller, transport: 'sse' | 'ws', address: string): Stream;
  counts(): Record<'sse' | 'ws', number>;
  /** Ends every stream, and lets none begin. Resolves when all have let go, or after `ms`. */
  drain(ms: number): Promise<void>;
};

/** Every stream of this process, so that none is unbounded and none is forgotten at the end. */
export function createStreamRegistry(limits: StreamLimits = defaultStreamLimits): StreamRegistry {
  const open = new Set<{ end(why: StreamEnd): void }>();
  const perUser = new Map<string, number>();
  const counts = { sse: 0, ws: 0 };
  let draining = false;
  let emptied: (() => void) | null = null;
  return {
    counts: () => ({ ...counts }),
    open: (caller, transport, address) => {
      if (draining) throw refusal('DEPENDENCY_UNAVAILABLE', 'The server is restarting: subscribe again in a moment.', 503);
      // All who are nobody are not one user.
      const user = caller === nobody.caller ? address : `${caller.tenant}/${caller.userId}`;
      const held = perUser.get(user) ?? 0;
      if (held >= limits.perUser) throw refusal('RATE_LIMITED', `You have ${held} streams open already: close one first.`, 429);
      if (open.size >= limits.total) throw refusal('RATE_LIMITED', 'There are too many streams open here: try again later.', 429);
      const controller = new AbortController();
      const entry = { end: (why: StreamEnd) => controller.abort(why) };
      open.add(entry);
      counts[transport] += 1;
      perUser.set(user, held + 1);
      return {
        signal: controller.signal,
        end: entry.end,
        release: () => {
          if (!open.delete(entry)) return;
          counts[transport] -= 1;
          const left = (perUser.get(user) ?? 1) - 1;
          if (left > 0) perUser.set(user, left);
          else perUser.delete(user);
          if (open.size === 0) emptied?.();
        },
      };
    },
    drain: async (ms) => {
      draining = true;
      if (open.size === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        emptied = () => {
          clearTimeout(timer);
          resolve();
        };
        for (const { end } of open) end('draining');
      });
    },
  };
}

function refusal(code: string, message: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status, headers: new Map<string, string>() } } });
}
