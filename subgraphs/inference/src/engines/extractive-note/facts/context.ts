import type { Word } from '../words.ts';

/**
 * ConText (Harkema et al. 2009): whether a term is negated, past, hypothetical, or of a relative, by the words around it
 * and how far those reach.
 */
export type Context = { negated: boolean; temporality: 'current' | 'past' | 'hypothetical'; experiencer: 'patient' | 'family' };

type Rule = { words: RegExp; reach: number };

/** Matched on lower-case words joined by blanks, from the trigger on to its right. */
const negations: readonly Rule[] = [
  { words: /^(?:no evidence of|no sign of|no signs of|no history of|negative for|free of|ruled out for|without any|absence of)\b/, reach: 10 },
  { words: /^(?:no|not|never|denies|denied|deny|without|none|nor|neither|\w+n't|cannot)\b/, reach: 9 },
  { words: /^(?:stopped(?: taking)?|quit(?: taking)?|no longer|came off|taken off|ran out of|off of)\b/, reach: 4 },
];
const pseudo = /^(?:no change|no increase|no decrease|not only|not certain|not sure|no doubt|not just|don't know|no improvement|not improved|no problem|no worries|not necessarily|can't tell|no longer have to)\b/;
/** Said after the term. */
const negatedAfter = /^(?:\w+ ){0,2}(?:(?:was|were|is|are|has been|have been) (?:ruled out|negative|absent|denied)|went away|is gone|are gone|has gone|have gone|has stopped|have stopped|never happened|not (?:present|seen|noted))\b/;
const past = /\b(?:history of|used to|previously|in the past|years ago|months ago|when i was|last year|as a child|remote|status post|(?<!\b(?:has|have|i've|she's|he's|you've) )had (?:a|an|my|the)|back in|resolved|since then gone)\b/;
const hypothetical = /\b(?:if|in case|unless|might|could|may|should you|rule out|risk of|risk for|watch for|look out for|concern for|possible|possibly|to prevent|would|worried(?: about| that)?|afraid(?: of| that)?|thought it was|not sure)\b/;
const relatives = /\b(?:mother|mom|mother's|mom's|father|dad|father's|dad's|brothers?|sisters?|siblings?|grand(?:mother|father|ma|pa|parents?)|aunts?|uncles?|cousins?|family history|parents?|(?:my|your|his|her) (?:son|daughter|wife|husband|kids?|children|family|partner|girlfriend|boyfriend|friend)(?:'s)?|(?:runs in|in|of) (?:the|my|your|his|her) family)\b/;
const everyRelative = new RegExp(relatives, 'g');
/** Ends what came before it. */
const ends = /^(?:but|however|although|though|except|because|which|who|yet|still|,|;|:|\.|\?|then|so)$/;
/** The patient again, after a relative. */
const patientAgain = /\b(?:but i|and i|i also|i've|i have|i'm)\b/;

/** @param from first word of the term, @param to after its last */
export function contextOf(words: readonly Word[], from: number, to: number): Context {
  const lowers = words.map(({ lower }) => lower);
  const text = (at: number, end: number) => lowers.slice(Math.max(0, at), end).join(' ');
  return { negated: isNegatedAt(lowers, from, to), temporality: timeOf(text(from - 10, from), text(to, to + 5)), experiencer: experiencerAt(text(from - 14, from), text(to, to + 8)) };
}

function isNegatedAt(lowers: readonly string[], from: number, to: number): boolean {
  if (negatedAfter.test(lowers.slice(to, to + 8).join(' '))) return true;
  for (let at = from - 1; at >= Math.max(0, from - 12); at -= 1) {
    const word = lowers[at]!;
    // A list goes on: "no fever, chills or cough".
    if (ends.test(word) && !(word === ',' && isList(lowers, at, from))) return false;
    const rest = lowers.slice(at, at + 5).join(' ');
    if (pseudo.test(rest)) return false;
    const rule = negations.find(({ words }) => words.test(rest));
    if (rule) return from - at <= rule.reach;
  }
  return false;
}

/** Between the comma and the term stands nothing but the list. */
const isList = (lowers: readonly string[], comma: number, from: number) => !lowers.slice(comma + 1, from).some((word) => /^(?:i|i'm|i've|he|she|it|you|we|they|is|are|was|were|have|has|had|do|does|did|just|only|some)$/.test(word));

function timeOf(before: string, after: string): Context['temporality'] {
  if (hypothetical.test(before)) return 'hypothetical';
  return past.test(before) || /^(?:\w+ ){0,3}(?:years?|months?) ago\b|^(?:\w+ ){0,2}in (?:19|20)\d\d\b|^(?:\w+ )?resolved\b/.test(after) ? 'past' : 'current';
}

function experiencerAt(before: string, after: string): Context['experiencer'] {
  const match = [...before.matchAll(everyRelative)].at(-1);
  if (match) return patientAgain.test(before.slice(match.index + match[0].length)) ? 'patient' : 'family';
  return /\b(?:in|on) (?:my|the) (?:mother's|father's|mom's|dad's)? ?(?:family|side)\b|\bruns in (?:the|my) family\b/.test(after) ? 'family' : 'patient';
}
