import type { HeardSegment } from '../transcribe/recording-reader.ts';
import { joinSentences } from './join-sentences.ts';

const segment = (text: string, startMs: number, endMs: number, language = 'en'): HeardSegment => ({
  text, startMs, endMs, language, confidence: 0.8, words: text.split(' ').map((word) => ({ text: word, startMs, endMs, confidence: 0.8 })),
});
const texts = (...segments: HeardSegment[]) => joinSentences(segments).map(({ text }) => text);

test('what goes on at once is one sentence, with all of its words and its whole time', () => {
  const [whole, ...rest] = joinSentences([segment('I am going to start you on', 100, 1_900), { ...segment('10mg once a day.', 1_880, 4_000), confidence: 0.5 }]);
  expect(rest).toEqual([]);
  expect(whole).toMatchObject({ text: 'I am going to start you on 10mg once a day.', startMs: 100, endMs: 4_000, confidence: 0.691 });
  expect(whole!.words).toHaveLength(11);
});

test.each([
  ['after a sentence\'s end', segment('Any pain?', 0, 900), segment('no chest pain', 900, 2_000)],
  ['after a pause', segment('come back in two weeks', 0, 2_000), segment('thank you', 2_400, 3_000)],
  ['where it begins anew', segment('come back in two weeks', 0, 2_000), segment('Thank you', 2_000, 3_000)],
  ['in another language', segment('and he said', 0, 1_000), segment('gracias', 1_000, 2_000, 'es')],
  ['where it would go on for ever', segment('and then', 0, 19_000), segment('and then', 19_000, 21_000)],
])('nothing is joined %s', (_, before, next) => expect(texts(before, next)).toEqual([before.text, next.text]));

test('an abbreviation ends no sentence', () => expect(texts(segment('ask Dr.', 0, 900), segment('osei', 950, 1_500))).toEqual(['ask Dr. osei']));
