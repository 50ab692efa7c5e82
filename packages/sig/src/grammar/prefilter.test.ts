import { plain } from '../cases/plain.ts';
import { roundFive } from '../cases/round-five.ts';
import { roundSix } from '../cases/round-six.ts';
import { readClockTokens } from '../text/clock-tokens.ts';
import { readPhrase } from '../text/phrase.ts';
import { readShorthand } from '../text/shorthand.ts';
import { groups } from './find-pieces.ts';
import { createPrefilter } from './prefilter.ts';
import { requiredWords } from './required-words.ts';

test.each([
  [/\b(?:then )?repeat(?:ed)? (?:dose|it)\b/, [['repeat d', 'repeat i', 'repeated', 'then rep']]],
  [/(?<!no )[#%](\d+) ?apart/, [[' apart', 'apart'], ['#', '%']]],
  [/(?=.*week)x*y+z?/, [['week']]],
  [/(?:tablets?|caps|)/, []],
  [/a|bc/, []],
  [/q{2}(?:am|pm)/, [['am', 'pm']]],
  [/(\w+) \1/, []],
])('%s requires', (pattern, words) => {
  expect(requiredWords(pattern)).toEqual(words);
});

test('no rule that matches is passed over, and most others are', () => {
  const patterns = groups.flatMap(({ rules }) => rules.map(({ pattern }) => pattern));
  const { candidates } = createPrefilter(patterns);
  const texts = [...plain, ...roundFive, ...roundSix].map(([text]) => readPhrase(text, (tokens) => readShorthand(readClockTokens(tokens))).text);
  let tried = 0;
  const hidden = texts.flatMap((text) => {
    const found = new Set(candidates(text));
    tried += found.size;
    return patterns.filter((pattern, at) => !found.has(at) && text.search(pattern) >= 0).map(({ source }) => `${text}: ${source}`);
  });
  expect(hidden).toEqual([]);
  expect(tried).toBeLessThan((patterns.length * texts.length) / 5);
});

test('letters beyond ASCII are letters', () => {
  const { candidates } = createPrefilter([/5 °c/, /–/, /é+d/]);
  expect(candidates('at 5 °c – créd')).toEqual([0, 1, 2]);
});
