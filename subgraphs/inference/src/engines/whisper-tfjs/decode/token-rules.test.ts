import type { WhisperConfiguration } from '../checkpoint/configuration.ts';
import type { Tokens } from '../tokens/tokens.ts';
import { promptTokens } from './prompt.ts';
import { createTokenRules } from './token-rules.ts';

const tokens = {
  start: 11, end: 10, previous: 16, noSpeech: 17, noTimestamps: 18, transcribe: 15, firstTimestamp: 19, lastTimestamp: 29,
  languages: new Map([['en', 12], ['es', 13]]), isSpecial: (token: number) => token >= 10, encode: (text: string) => [...text].map((_, at) => at % 10), decode: () => '',
} satisfies Tokens;
const configuration = { suppressed: [3], suppressedAtStart: [10], latestFirstTimestamp: 4, vocabulary: 34 } as unknown as WhisperConfiguration;
const rules = createTokenRules(configuration, tokens);
/** Words are likelier than timestamps unless said otherwise. */
function allowed(said: number[], scores = Float32Array.from({ length: 34 }, (_, token) => (token < 10 ? 5 : 0))): number[] {
  rules.apply(scores, said);
  return [...scores].flatMap((score, token) => (score === -Infinity ? [] : [token]));
}

describe('what may follow', () => {
  it('first is an early timestamp', () => expect(allowed([])).toEqual([19, 20, 21, 22, 23]));
  it('after a first timestamp are words or the end', () => expect(allowed([19])).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 14]));
  it('after words are words, the end or a later timestamp, and never what is suppressed', () => expect(allowed([20, 1])).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 14, 21, 22, 23, 24, 25, 26, 27, 28, 29]));
  it('after a closing timestamp is its pair or the end', () => {
    const endIsLikely = Float32Array.from({ length: 34 }, (_, token) => (token === 10 ? 5 : 0));
    expect(allowed([19, 1, 25], endIsLikely)).toEqual([10, 14, 25, 26, 27, 28, 29]);
    expect(allowed([19, 1, 25])).toEqual([25, 26, 27, 28, 29]);
  });
  it('after a pair are words', () => expect(allowed([19, 1, 25, 25])).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 14]));
  it('is a timestamp where all of them together are likelier than any word', () => {
    const even = new Float32Array(34);
    expect(allowed([19, 1], even)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
  });
});

describe('the prompt', () => {
  it('is language and task', () => {
    expect(promptTokens(tokens, 448, 'es')).toEqual([11, 13, 15]);
    expect(promptTokens(tokens, 448, null)).toEqual([11]);
    expect(promptTokens(tokens, 448, 'xx')).toEqual([11]);
  });
  it('begins with expected words, and drops the first of those that do not fit', () => {
    expect(promptTokens(tokens, 448, 'en', { medicines: ['ab'] })).toEqual([16, 0, 1, 2, 3, 11, 12, 15]);
    const long = promptTokens(tokens, 20, 'en', { vocabulary: ['one', 'two', 'three'], medicines: ['lisinopril'] });
    expect(long.length).toBe(1 + 9 + 3);
    expect(long.slice(-3)).toEqual([11, 12, 15]);
  });
});
