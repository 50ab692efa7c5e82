import { sentencesOf } from './sentences.ts';

/** Each word one token, half a second long, after the pauses that are given in seconds. */
function timed(text: string, pauses: Record<number, number> = {}) {
  let frame = 10;
  const words = text.split(' ').map((word, at) => {
    frame += 50 * (pauses[at] ?? 0);
    const startFrame = frame;
    frame += 25;
    return { text: word, startFrame, endFrame: frame, probability: 0.9, from: at, to: at + 1 };
  });
  return { words, segment: { startFrame: 0, endFrame: frame + 5, tokens: words.map((_, at) => at), logProbabilities: words.map(() => -0.1) } };
}
const cut = (text: string, pauses?: Record<number, number>) => {
  const { segment, words } = timed(text, pauses);
  return sentencesOf(segment, words).map((part) => part.words.map((word) => word.text).join(' '));
};

test.each([
  ['Any chest pain? No, no chest pain.', ['Any chest pain?', 'No, no chest pain.']],
  ['Mr. Dashwood saw Dr. Osei. He is well.', ['Mr. Dashwood saw Dr. Osei.', 'He is well.']],
  ['take 2.5 milligrams once a day', ['take 2.5 milligrams once a day']],
  ['He said "stop." Then he left.', ['He said "stop."', 'Then he left.']],
  ['ibuprofen 400 mg. as needed', ['ibuprofen 400 mg. as needed']],
])('%s', (text, sentences) => expect(cut(text)).toEqual(sentences));

test('a long pause parts without punctuation, a short one does not', () => {
  expect(cut('come back in two weeks thank you', { 5: 1.2 })).toEqual(['come back in two weeks', 'thank you']);
  expect(cut('come back in two weeks thank you', { 5: 0.8 })).toHaveLength(1);
});

test('nothing is lost, added or told twice, and times go on', () => {
  const { segment, words } = timed('Good morning. What brings you in? My head hurts.', { 6: 3 });
  const parts = sentencesOf(segment, words);
  expect(parts.flatMap((part) => part.segment.tokens)).toEqual(segment.tokens);
  expect(parts.map((part) => part.segment.logProbabilities.length)).toEqual(parts.map((part) => part.segment.tokens.length));
  expect(parts[0]!.segment.startFrame).toBe(segment.startFrame);
  expect(parts.at(-1)!.segment.endFrame).toBe(segment.endFrame);
  parts.slice(1).forEach((part, at) => expect(part.segment.startFrame).toBeGreaterThanOrEqual(parts[at]!.segment.endFrame));
});

test('of which not every token has its word stays whole', () => {
  const { segment, words } = timed('One. Two. Three.');
  expect(sentencesOf(segment, words.slice(0, 2))).toEqual([{ segment, words: words.slice(0, 2) }]);
  expect(sentencesOf(segment, [])).toEqual([{ segment, words: [] }]);
});
