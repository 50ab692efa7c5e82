import type { Route, SigPiece } from '@dra/sig';
import type { DrugMention } from './drug-mentions.ts';
import type { Turn } from './turns.ts';

/** A form that can be given in one way only says the route: a patch, eye drops, an inhaler. */
const forms: readonly (readonly [Route, RegExp])[] = [
  ['ophthalmic', /\beye (?:drops?|ointment)|ophthalmic/],
  ['otic', /\bear drops?|otic\b/],
  ['nasal', /\bnasal sprays?|nose sprays?/],
  ['inhalation', /\binhalers?|nebuli[sz]ers?/],
  ['vaginal', /\bvaginal (?:cream|gel|tablets?|suppository|ring)/],
  ['rectal', /\brectal (?:cream|foam|suppository)/],
  ['transdermal', /\bpatch(?:es)?/],
  ['topical', /\b(?:cream|ointment|lotion|(?:topical )?gel|shampoo|foam|topical)/],
];
const between = /^(?:(?: ,| \(| \)| -| [#%][\d.]+| percent| mgs?| milligrams?| mcg| micrograms?| the| a| hfa| ophthalmic| topical| medium potency| high potency| low potency| strength)*) /;

/** The route that the form behind the name says; none where the form has several. */
export const saidForm = (turn: Turn, mention: DrugMention, to: number): SigPiece[] => {
  const zone = turn.phrase.text.slice(mention.to, Math.min(to, mention.to + 70));
  const lead = between.exec(zone)?.[0] ?? '';
  const rest = zone.slice(Math.max(0, lead.length - 1));
  for (const [route, rule] of forms) {
    const match = rule.exec(rest);
    if (!match || match.index > 2) continue;
    if (route === 'topical' && /\b(?:eye|eyes|lid|ear|vagina\w*|rect\w*|nose|nostril)\b/.test(turn.phrase.text.slice(mention.to, Math.min(to, mention.to + 140)))) return [];
    const from = mention.to + Math.max(0, lead.length - 1) + match.index;
    return [{ field: 'route', from, to: from + match[0].length, route }];
  }
  return [];
};
