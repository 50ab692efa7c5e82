/** Words of directions that are found run together: "bymouthtwicedaily". */
const words = new Set(
  `take give use apply inject inhale place instill insert chew swallow tablet tablets tab tabs capsule capsules cap caps puff puffs drop drops gtts spray sprays patch unit units teaspoon tsp by mouth orally once twice three four
  times time a day days daily every each other morning evening night nightly bedtime at hours hour hrs as needed directed required for pain fever cough nausea anxiety with food meals water before after breakfast lunch dinner po bid tid qid prn qhs
  qam qpm hs in into the both left right eye eyes ear ears nostril and then until gone finished week weeks weekly month months monthly x per under tongue skin topically affected area when if`.split(/\s+/),
);
const longest = 10;
const cache = new Map<string, readonly string[] | null>();

/** The words that a run of letters is made of, the fewest; null where it is not wholly made of them, or is one of them. */
export const splitRun = (run: string): readonly string[] | null => {
  if (run.length < 7 || run.length > 40 || words.has(run)) return null;
  const known = cache.get(run);
  if (known !== undefined) return known;
  // best[i]: the fewest words that make up the first i letters
  const best: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= run.length; end += 1) {
    let found: readonly string[] | null = null;
    for (let start = Math.max(0, end - longest); start < end; start += 1) {
      const before = best[start];
      if (before && words.has(run.slice(start, end)) && (found === null || before.length + 1 < found.length)) found = [...before, run.slice(start, end)];
    }
    best.push(found);
  }
  const parts = best[run.length] ?? null;
  if (cache.size < 5_000) cache.set(run, parts);
  return parts;
};
