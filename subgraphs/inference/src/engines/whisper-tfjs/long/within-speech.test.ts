import { withinSpeech } from './within-speech.ts';

const speech = [{ start: 10, end: 20 }, { start: 30, end: 40 }];

test.each([
  ['silence before and after is no part of it', { start: 5, end: 25 }, { start: 10, end: 20 }],
  ['a pause within stays', { start: 12, end: 35 }, { start: 12, end: 35 }],
  ['it begins where the next speech does', { start: 22, end: 40 }, { start: 30, end: 40 }],
  ['where none was heard it stays', { start: 22, end: 28 }, { start: 22, end: 28 }],
])('%s', (_, said, expected) => expect(withinSpeech(said, speech)).toEqual(expected));
