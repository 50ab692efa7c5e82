import type { Word } from './words.ts';

const negations = /^(?:no|not|never|none|nothing|nobody|nowhere|neither|nor|without|cannot|can't|denies|denied|deny|denying|negative|absent|nope|nah|zero|\w+n't)$/;

/** Said with a "no" that says nothing about the patient. */
const idioms = [/^no (?:, )?there(?:'s)?\b/, /^no problem/, /^no worries/, /^not only\b/, /^don't worry/, /^why don't (?:you|we|i)\b/, /^no doubt/, /^isn't (?:it|that)\b/, /^doesn't it\b/, /^don't you\b/, /^won't you\b/, /^haven't you\b/, /^aren't you\b/, /^didn't you\b/];

/** How often something is negated. Idioms and tag questions do not count. */
export function countNegations(words: readonly Pick<Word, 'lower'>[]): number {
  let count = 0;
  for (let index = 0; index < words.length; index += 1) {
    if (!negations.test(words[index]!.lower)) continue;
    const here = words.slice(index, index + 3).map((word) => word.lower).join(' ');
    const fromBefore = index > 0 ? words.slice(index - 1, index + 3).map((word) => word.lower).join(' ') : '';
    if (idioms.some((idiom) => idiom.test(here) || idiom.test(fromBefore))) continue;
    count += 1;
  }
  return count;
}

export const isNegated = (words: readonly Pick<Word, 'lower'>[]) => countNegations(words) > 0;
