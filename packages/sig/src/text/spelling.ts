import type { Token } from './tokens.ts';

/** Words that a slip of one letter still means. Nothing shorter than five letters: too many other words lie near. */
const meant = `everyday tablet tablets capsule capsules daily twice three times every hours needed mouth morning evening bedtime night nightly weekly monthly breakfast lunch dinner supper before after meals puffs inhale inject apply
  affected topically orally directed subcutaneously sublingually milligrams micrograms teaspoon teaspoons tablespoon spray sprays nostril nostrils drops units patch weeks months minutes needed required nausea wheezing anxiety
  swallow dissolve tongue insert rectally vaginally instill suppository nebulizer inhalation afternoon monday tuesday wednesday thursday friday saturday sunday intramuscularly another other alternate thereafter followed maximum exceed`.split(/\s+/);
/** Real words that lie one letter from one of those. */
const others = new Set(
  `table tables cable mouths month mouth nights right light sight might eight fight weekly meekly hour house horse ever even never very time tunes times timed tomes night units unite spray stray pray spry drop drips crops props
  pitch batch match watch catch latch hatch patches breakfasts lunches punch bunch bench sinner thinner winner super upper mother brother bother others weeds wheels weaks affects affect effected inserts inserted injects injected injection
  applies applied apples apple ample dissolves swallows inhaler inhales exceeds alters alter after altered rafter later water minute month months mouths direct directs oral moral tongues needs need seeded heeded kneaded maxim dally
  rally tally dairy diary date three there these threw tree theme meal meats metals deals seals unit evenings mornings hourly tablespoons spoon hoarse anxious nauseas nauseous wheeze doses morning mourning mornin daily puff puffy before lower
  weaker weeks week weekend bedtimes insulin capsular after alter other every thrice twice nebulized nebulised nebulization nebulizers instil instils instilled instilling insulins`.split(/\s+/),
);
const known = new Set([...meant, ...others].flatMap((word) => [word, `${word}s`, `${word}d`, `${word}ed`, `${word}ing`, `${word.replace(/e$/, '')}ing`, word.replace(/s$/, '')]));
const byLength = new Map<number, string[]>();
for (const word of meant) byLength.set(word.length, [...(byLength.get(word.length) ?? []), word]);
const abbreviations: Readonly<Record<string, string>> = {
  dialy: 'daily', dailey: 'daily', tabet: 'tablet', tablt: 'tablet', tabelt: 'tablet', talet: 'tablet', tabelts: 'tablets', tblet: 'tablet', tabltes: 'tablets', tabs: 'tabs', capsul: 'capsule', capule: 'capsule', moth: 'mouth', mouh: 'mouth', mout: 'mouth',
  evry: 'every', evrey: 'every', evey: 'every', ever: 'every', hous: 'hours', hrous: 'hours', houra: 'hours', tiems: 'times', timesa: 'times', tmes: 'times', weks: 'weeks', dayly: 'daily', bedime: 'bedtime', bedtme: 'bedtime', nite: 'night', twce: 'twice', twise: 'twice', thre: 'three', pufs: 'puffs', befor: 'before', aftr: 'after', wih: 'with', dyas: 'days', dasy: 'days', dys: 'days', daya: 'days', tke: 'take', taek: 'take', tak: 'take', teh: 'the', fro: 'for', mouthe: 'mouth',
};
const cache = new Map<string, string | null>();

/** Corrects slips of one letter in the words of directions; says whether it did. `ever 4 hours` counts only before a number. */
export const mendSpelling = (tokens: readonly Token[]): { tokens: Token[]; corrected: boolean } => {
  let corrected = false;
  const mended = tokens.map((token, at) => {
    if (token.kind !== 'word') return token;
    const better = token.text === 'ever' ? (tokens[at + 1]?.kind === 'number' ? 'every' : null) : token.text === 'moth' ? (tokens[at - 1]?.text === 'by' ? 'mouth' : null) : token.text === 'fro' ? (tokens[at + 1]?.kind === 'number' ? 'for' : null) : meaning(token.text);
    if (better === null || better === token.text) return token;
    corrected ||= better !== 'night' || token.text !== 'nite';
    return { ...token, text: better };
  });
  return { tokens: mended, corrected };
};

const meaning = (word: string): string | null => {
  const listed = abbreviations[word];
  if (listed) return listed;
  if (word.length < 5 || word.length > 16 || known.has(word)) return null;
  const seen = cache.get(word);
  if (seen !== undefined) return seen;
  const near = [-1, 0, 1].flatMap((by) => byLength.get(word.length + by) ?? []).filter((candidate) => candidate[0] === word[0] && oneSlip(word, candidate));
  const found = near.length === 1 || (near.length > 1 && new Set(near.map((one) => one.replace(/s$/, ''))).size === 1) ? (near[0] ?? null) : null;
  if (cache.size < 5_000) cache.set(word, found);
  return found;
};

/** One letter more, less or other, or two swapped. */
const oneSlip = (a: string, b: string): boolean => {
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let tail = 0;
  while (tail < a.length - from && tail < b.length - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const left = a.length - from - tail;
  const right = b.length - from - tail;
  return (left <= 1 && right <= 1) || (left === 2 && right === 2 && a[from] === b[from + 1] && a[from + 1] === b[from]);
};
