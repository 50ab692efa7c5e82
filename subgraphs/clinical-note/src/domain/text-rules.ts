import { invalid } from './outcome.ts';
import type { Fault } from './outcome.ts';

export const longest = { statement: 4_000, addendum: 20_000, attestation: 2_000, reason: 2_000 } as const;

// Everything that is not text: control characters (line breaks apart), lone surrogates, characters that reorder others.
const unfit = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|\p{Surrogate}/u;

/** The text as it is kept, or why it cannot be. Empty and overlong text is refused, never cut. */
export function checkText(text: string, most: number, ...path: string[]): { text: string } | { fault: Fault } {
  const kept = text.replace(/\r\n?/g, '\n').trim();
  if (kept === '') return { fault: invalid('Something must be written here.', ...path) };
  if (kept.length > most) return { fault: invalid(`At most ${most} characters fit here.`, ...path) };
  if (unfit.test(kept)) return { fault: invalid('Control characters are not text.', ...path) };
  return { text: kept };
}
