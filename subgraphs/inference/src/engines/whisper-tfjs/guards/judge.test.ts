import { compressionRatio } from './compression-ratio.ts';
import { judge } from './judge.ts';
import { longestRepetition } from './repetition.ts';

const sure = { averageLogProbability: -0.2, noSpeechProbability: 0.01 };
const visit = 'So the cough started about two weeks ago, mostly at night, and I have been taking lisinopril ten milligrams every morning.';

describe('judging what a window says', () => {
  it('trusts what people say, also when they insist', () => {
    expect(judge({ text: visit, ...sure })).toBe('trusted');
    expect(judge({ text: 'No, no, no. Never.', ...sure })).toBe('trusted');
    expect(judge({ text: 'Ten milligrams, ten milligrams in the morning.', ...sure })).toBe('trusted');
  });

  it('takes a decoder that doubts its words, over sound that it holds for no speech, for silence', () => {
    expect(judge({ text: 'Thank you for watching.', averageLogProbability: -1.3, noSpeechProbability: 0.8 })).toBe('silent');
  });

  it('keeps sure words in sound that it holds for no speech: a no-speech probability alone proves nothing', () => {
    expect(judge({ text: visit, averageLogProbability: -0.3, noSpeechProbability: 0.9 })).toBe('trusted');
  });

  it('doubts unlikely words', () => {
    expect(judge({ text: visit, averageLogProbability: -1.4, noSpeechProbability: 0.1 })).toBe('doubtful');
  });

  it('takes punctuation and music signs alone for silence', () => {
    for (const text of ['', ' . . .', '♪ ♪♪', ' -']) expect(judge({ text, ...sure })).toBe('silent');
  });

  it.each(['Thank you. '.repeat(40), 'take one tablet, take one tablet, take one tablet, take one tablet, take one tablet', 'ha '.repeat(120)])('sees that "%s" repeats', (text) => {
    expect(judge({ text, ...sure })).toBe('repeats');
  });
});

describe('repetition and compression', () => {
  it('count what follows itself', () => {
    expect(longestRepetition('a b a b a b c'.split(' '))).toBe(3);
    expect(longestRepetition('a b c d'.split(' '))).toBe(1);
    expect(longestRepetition([])).toBe(1);
    expect(compressionRatio('')).toBe(0);
    expect(compressionRatio(visit)).toBeLessThan(2);
    expect(compressionRatio('la la la '.repeat(30))).toBeGreaterThan(5);
  });
});
