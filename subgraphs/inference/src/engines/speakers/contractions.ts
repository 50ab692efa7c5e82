/**
 * Contractions as recognisers write them that leave apostrophes out. Only what is no other word: not "its", "well", "were",
 * "ill", "id", "lets". Lower case.
 */
const full = new Map([
  ...`don't doesn't didn't can't couldn't wouldn't shouldn't isn't aren't wasn't weren't hasn't haven't hadn't won't mustn't ain't i've you've they've we've should've could've would've you're they're that's what's there's here's where's how's who's he's she's it'll you'll they'll that'll y'all`
    .split(' ')
    .map((word): [string, string] => [word.replace("'", ''), word]),
]);

/** "dont" -> "don't"; undefined for every other word. Without it a denial would be none. */
export const withApostrophe = (lower: string): string | undefined => full.get(lower);

const injected = /^(?:mgs?|milligrams?|mcgs?|micrograms?|units?|grams?|ml|given|give|gave|iv|or|x|#)$/;
const afterRoute = /^(?:injections?|shots?|doses?|once|twice|every|today|now|or|and|in|x)$/;

/** "im" is "i'm", unless it is the way into the muscle. */
export const meansIAm = (lower: string, before: string | undefined, after: string | undefined): boolean => lower === 'im' && after !== undefined && /^[a-z']/.test(after) && !afterRoute.test(after) && !injected.test(before ?? '');
