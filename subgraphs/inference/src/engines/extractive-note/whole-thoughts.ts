import type { Omission } from './choose-units.ts';

const mostSentences = 4;
const mostCharacters = 320;

/**
 * What someone said in one turn is one entry of a list, not one a sentence: it is read at once, and the list is half as
 * long. As important as its most important sentence. In any order; comes back in the order of speech.
 */
export function inWholeThoughts(omissions: readonly Omission[]): Omission[] {
  const whole: Omission[] = [];
  for (const one of [...omissions].sort((a, b) => placeOf(a) - placeOf(b))) {
    const before = whole.at(-1);
    const goesOn = before !== undefined && one.sources.length > 0 && before.sources.at(-1)!.segment === one.sources[0]!.segment;
    if (!goesOn || before.sources.length >= mostSentences || before.text.length + one.text.length > mostCharacters) {
      whole.push(one);
      continue;
    }
    whole[whole.length - 1] = { text: `${before.text} ${one.text}`, sources: [...before.sources, ...one.sources], importance: Math.max(before.importance, one.importance), salience: Math.max(before.salience, one.salience) };
  }
  return whole;
}

/** No sentence begins past a million characters of its segment. */
const placeOf = ({ sources }: Omission) => sources.at(-1)!.turn * 1e7 + sources.at(-1)!.words[0]!.start;
