import type { Caller } from '@dra/access';
import type { Outcome } from '../../execution/contract.ts';
import type { Kept } from './answer-store.ts';

/** No tenant is called so: it begins with a capital letter. */
export const ownPrefix = 'Own ';

/** Of what one caller alone may see: invalidated by whatever the same caller changes. */
export const ownTag = ({ tenant, userId }: Caller) => `${ownPrefix}${tenant} ${userId}`;

/** Faults of the moment. A refusal, or a thing that is not there, is an answer, not a fault. */
const passing = new Set(['DEPENDENCY_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'SUBREQUEST_HTTP_ERROR', 'OVERLOADED']);

const bodyStart = '{"data":';

/**
 * Puts an older answer in place of one that could not be had, and says so: `extensions.staleIfError` with its age in
 * seconds and the codes of what went wrong.
 * @returns false, with the outcome as it was, where something else went wrong or the older answer is too old
 */
export function standIn(outcome: Outcome, kept: Kept, now: number): boolean {
  if (kept.staleUntil <= now || outcome.rest !== undefined || !kept.text.startsWith(bodyStart)) return false;
  const codes = new Set(outcome.errors.map((error) => String(error.extensions?.['code'])));
  for (const code of codes) if (!passing.has(code)) return false;
  outcome.data = kept.text.slice(bodyStart.length, -1);
  outcome.errors = [];
  outcome.extensions = { ...outcome.extensions, staleIfError: { ageSeconds: Math.floor((now - kept.storedAt) / 1_000), codes: [...codes] } };
  return true;
}
