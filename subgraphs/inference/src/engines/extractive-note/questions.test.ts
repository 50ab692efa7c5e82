import { isQuestion, readAnswer, readQuestion } from './questions.ts';
import { removeFillers } from './remove-fillers.ts';
import { joinWords, splitWords } from './words.ts';

const ask = (text: string) => {
  const read = readQuestion(removeFillers(splitWords(text)));
  return read.form === 'yes-no' ? [read.verb, joinWords(read.topic)].filter(Boolean).join(' ') : read.form === 'open' ? read.label : null;
};

test.each([
  ['any chest pain ?', 'chest pain'],
  ['okay , and do you have any chest pain ?', 'chest pain'],
  ['do you smoke ?', 'smoking'],
  ['are you taking your medications ?', 'taking your medications'],
  ['have you ever had surgery ?', 'surgery'],
  ['have you noticed any swelling or anything like that ?', 'swelling'],
  ['how about other symptoms , like , have you had a fever or chills ?', 'fever or chills'],
  ['are you allergic to any medications ?', 'being allergic to any medications'],
  ['nausea or vomiting , diarrhea ?', 'nausea or vomiting, diarrhea'],
  ['how long has that been going on for ?', 'Duration'],
  ['what makes it better ?', 'Relieved by'],
  ['on a scale from one to ten , how bad is it ?', 'Severity'],
  ["don't you think that is what you want ?", null],
  ['do you think that it is worse ?', null],
  ['do you think surgery ?', null],
  ['do you have , um , any issues with pain ?', 'issues with pain'],
])('%s', (said, topic) => expect(ask(said)).toBe(topic));

test.each([
  ['no', 'no', ''],
  ['no i have not', 'no', 'i have not'],
  ["no, i haven't", 'no', ''],
  ['yes', 'yes', ''],
  ['yeah , but only at night', 'yes', 'but only at night'],
  ['no pain at all', null, 'no pain at all'],
  ['yeah no', null, 'yeah no'],
  ['not really', null, 'not really'],
  ['slight cramps', null, 'slight cramps'],
])('answer %s', (said, polarity, rest) => {
  const answer = readAnswer(splitWords(said));
  expect(answer.polarity).toBe(polarity);
  expect(joinWords(answer.rest)).toBe(rest);
});

test.each([
  ['i want to order another echocardiogram , okay ?', false],
  ['you take lisinopril , right ?', true],
  ['do you have any pain', true],
  ['any chest pain', true],
  ['your lungs are clear .', false],
])('is a question: %s', (said, expected) => expect(isQuestion(splitWords(said))).toBe(expected));
