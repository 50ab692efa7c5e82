import { removeFillers } from './remove-fillers.ts';
import { joinWords, splitWords } from './words.ts';

const clean = (text: string) => joinWords(removeFillers(splitWords(text)));

test.each([
  ['um , i , i just feel out of sorts , you know , lately .', 'i feel out of sorts, lately'],
  ['okay , so your lungs are clear , okay ?', 'your lungs are clear'],
  ['we do mon- , i monitor it', 'we do, i monitor it'],
  ['in 12-2019 , and w- and was unable', 'in 12-2019, and was unable'],
  ['endorsing this fatigue-', 'endorsing this fatigue'],
  ["i'm gon na go ahead and increase your lasix", "i'm going to increase your lasix"],
  ['do you know what it is', 'do you know what it is'],
  ['right knee pain', 'right knee pain'],
  ['the pain is on the right', 'the pain is on the right'],
  ['right , so it hurts', 'it hurts'],
  ['it was ... hard to cook', 'it was hard to cook'],
  ['uh , mm-hmm .', ''],
  ['i went to the er , uh , twice', 'i went to the er, twice'],
  ["i don't think so .", "i don't think so"],
  ["that is what it feels like .", 'that is what it feels like'],
])('%s', (said, kept) => expect(clean(said)).toBe(kept));

test.each(['no pain, no fever', 'maybe not', 'a little bit of swelling', 'very very tired', 'twenty twenty one'])('meaning stays: %s', (said) =>
  expect(clean(said)).toBe(said));
