import { spokenIn } from '../wordings.ts';
import type { Fact } from './fact.ts';

const between = String.raw`(?:(?!miss|forget|skip|mind|stop|only|just)[\w']+ ){0,2}`;
const takes = String.raw`(?:take|taking|taken|took|use|using|on|started?|got)`;
const notTaking = new RegExp(String.raw`\b(?:not|never|no longer|[a-z]+n't) ${between}${takes}\b(?! anything (?:but|except|other))`);
const stopped = /\b(?:stopped|quit|came off|went off|gone off|ran out of|weaned off|taken off)\b/;
const askedTaking = new RegExp(String.raw`\b${takes}\b`);

/**
 * Whether a medicine was said not to be taken. A negation beside its name alone is no such thing: "I never miss my
 * lisinopril", "no trouble with the lisinopril".
 */
export function isSaidNotTaken({ negated, sources }: Pick<Fact, 'negated' | 'sources'>): boolean {
  const said = sources.map((sentence) => spokenIn(sentence).toLowerCase().replaceAll('’', "'"));
  if (said.some((text) => stopped.test(text) && !/\b(?:have|has|never|not|[a-z]+n't) (?:\w+ ){0,1}(?:stopped|quit)\b/.test(text))) return true;
  if (!negated) return false;
  // "Are you taking lisinopril?" "No."
  return said.some((text) => notTaking.test(text)) || (said.length > 1 && askedTaking.test(said[0]!));
}
