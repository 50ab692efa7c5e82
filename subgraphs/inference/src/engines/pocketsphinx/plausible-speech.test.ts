import { isPlausibleSpeech } from './plausible-speech.ts';

const said = (...words: [text: string, startMs: number, endMs: number, confidence: number][]) =>
  words.map(([text, startMs, endMs, confidence]) => ({ text, startMs, endMs, confidence }));

describe('plausible speech', () => {
  it.each([
    ['an answer of one word', said(['yes', 200, 600, 0.9])],
    ['a sentence with a doubtful word', said(['take', 0, 300, 0.9], ['lisinopril', 300, 1_000, 0.2], ['daily', 1_000, 1_500, 0.8])],
    ['a hesitant speaker', said(['well', 0, 400, 0.8], ['i', 1_500, 1_700, 0.7], ['think', 1_700, 2_100, 0.9])],
  ])('%s is kept', (_, words) => expect(isPlausibleSpeech(words)).toBe(true));

  it.each([
    ['nothing', said()],
    ['a word that takes as long as a chord', said(['shannon', 0, 1_550, 0.99])],
    ['a doubtful word in a noise', said(['the', 0, 300, 0.1])],
    ['two words in ten seconds', said(['mm', 0, 400, 0.9], ['oh', 9_600, 10_000, 0.9])],
  ])('%s is not', (_, words) => expect(isPlausibleSpeech(words)).toBe(false));
});
