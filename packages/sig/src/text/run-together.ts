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

/** Abbreviations that pharmacies write without a space: "tabpoqday", "gttou", and behind a number "hprn". */
const short = new Set('tab tabs cap caps gtt gtts supp po pv pr sl im iv sc sq ou au bid tid qid qd bd tds qds qhs qam qpm qday daily prn hs ac pc stat nocte mane x q inh'.split(' '));
/** Of one letter or of many meanings: only behind a number. */
const behindNumber = new Set('h hr hrs d mg mcg ml g u tab tabs cap caps gtt gtts puff puffs spray sprays'.split(' '));

/** The abbreviations that a run of letters is made of; null where something is left over. `numberNext`: a number stands behind it without a space. */
export const splitAbbreviations = (run: string, afterNumber: boolean, numberNext: boolean): readonly string[] | null => {
  if (run.length < 3 || run.length > 16 || short.has(run) || behindNumber.has(run) || /^(?:prnx|xprn)?$/.test(run)) return null;
  const cut = (from: number): readonly string[] | null => {
    if (from === run.length) return [];
    for (let end = run.length; end > from; end -= 1) {
      const part = run.slice(from, end);
      const fits = (from === 0 && afterNumber && behindNumber.has(part)) || (short.has(part) && !(part.length === 1 && !(end === run.length && numberNext)));
      const rest = fits ? cut(end) : null;
      if (rest) return [part, ...rest];
    }
    return null;
  };
  const parts = cut(0);
  return parts && parts.length > 1 ? parts : null;
};
