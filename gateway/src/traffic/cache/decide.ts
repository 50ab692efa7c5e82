import type { HeaderPolicy } from './cache-control.ts';
import type { Scope } from './cache-hints.ts';
import type { StaticPolicy } from './static-policy.ts';

/** How long an answer lives, and who may be given it. Seconds. */
export type Decision = { scope: Scope; freshSeconds: number; staleSeconds: number };

export type DecisionSettings = {
  /** The configuration's word for this operation. */
  ttlSeconds: number | undefined;
  maxTtlSeconds: number;
  privateAnswers: boolean;
  staleIfError: boolean;
};

/**
 * Schema, headers and configuration together; the strictest wins. Shared only where the schema says PUBLIC of every object
 * and no reply said `private`; or where the schema says nothing of the sort, forbids nothing, and every subgraph that
 * answered is believed and said `public`. A configured lifetime changes how long, never for whom.
 * @returns null where nothing may be remembered
 */
export function decide(policy: StaticPolicy, headers: HeaderPolicy, settings: DecisionSettings): Decision | null {
  if (headers.forbidden) return null;
  const byHeaders = !policy.complete && policy.maxAge === undefined;
  const shared = !policy.sealed && !headers.private && (policy.scope === 'PUBLIC' || (byHeaders && headers.complete && headers.public));
  if (!shared && !settings.privateAnswers) return null;
  const freshSeconds = Math.min(lifetime(policy, headers, settings.ttlSeconds), settings.maxTtlSeconds);
  const staleSeconds = settings.staleIfError ? (policy.staleIfErrorSeconds ?? 0) : 0;
  if (freshSeconds + staleSeconds <= 0) return null;
  return { scope: shared ? 'PUBLIC' : 'PRIVATE', freshSeconds, staleSeconds };
}

function lifetime(policy: StaticPolicy, headers: HeaderPolicy, configured: number | undefined): number {
  const named = headers.maxAge ?? Number.POSITIVE_INFINITY;
  if (configured !== undefined) return Math.min(configured, named);
  if (policy.complete && policy.maxAge !== undefined) return Math.min(policy.maxAge, named);
  // Part of the answer has no hint: only the subgraphs can say, and all of them must.
  if (!headers.complete || headers.maxAge === undefined) return 0;
  return Math.min(policy.maxAge ?? Number.POSITIVE_INFINITY, headers.maxAge);
}

/** Whether looking for a remembered answer can be worth it; false for most operations, which then cost nothing. */
export function mayBeRemembered(policy: StaticPolicy, settings: DecisionSettings, trustsHeaders: boolean): boolean {
  const sharedAtAll = !policy.sealed && (policy.scope === 'PUBLIC' || trustsHeaders);
  if (!sharedAtAll && !settings.privateAnswers) return false;
  if (settings.ttlSeconds === 0 || (policy.maxAge === 0 && settings.ttlSeconds === undefined)) return settings.staleIfError && policy.staleIfErrorSeconds !== null;
  return true;
}
