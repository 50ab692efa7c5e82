import { adverbs, isBaseVerb, isPastOrModal, thirdPersonForm } from './verbs.ts';
import { isMark, joinWords } from './words.ts';
import type { Word } from './words.ts';

const plain: Record<string, string> = { me: 'patient', my: 'their', myself: 'themselves' };
const contracted: Record<string, string> = { "i'm": 'patient is', "i've": 'patient has', "i'll": 'patient will' };
const impersonal = new Set(['it', "it's", 'the', 'there', "there's", 'this', 'he', "he's", 'she', "she's", 'they', 'sometimes', 'that', "that's", 'my', 'both', 'nothing', 'everything']);
const quoted = new Set(['you', 'your', "you're", "you've", 'yours', 'yourself', 'we', 'us', 'our', 'ours', "we're", "we've", "we'd", "we'll", "i'd", 'mine', "let's", 'ourselves', 'yall', "y'all", '?', '"']);

/**
 * What the patient says of themselves, said of the patient: "i've had a cough" -> "patient has had a cough".
 * Null where the grammar is not sure: then the sentence is quoted.
 */
export function toThirdPerson(words: readonly Word[]): string | null {
  if (words.length < 3 || words.some((word) => quoted.has(word.lower))) return null;
  const first = words[0]!.lower;
  const speaksOfSelf = words.some((word) => word.lower === 'i' || word.lower in contracted);
  if (!speaksOfSelf && !impersonal.has(first)) return null;
  const out: { text: string }[] = [];
  let present = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const full = contracted[word.lower];
    if (full) {
      out.push({ text: full });
      present = false;
    } else if (word.lower === 'i') {
      if (words[index - 1]?.lower === 'me') return null;
      if (/^(?:am|do|did|was|have|had|can|could|should|would|and|or)$/.test(words[index - 1]?.lower ?? '')) {
        // "do i", "my wife and i": inverted or shared subjects.
        if (!/^(?:and|or)$/.test(words[index - 1]!.lower) || isShared(words, index)) return null;
      }
      const verb = verbAfter(words, index);
      if (!verb) return null;
      out.push({ text: 'patient' });
      for (const between of words.slice(index + 1, verb.at)) if (!isMark(between, ',')) out.push(between);
      out.push({ text: verb.form });
      present = isBaseVerb(words[verb.at]!.lower);
      index = verb.at;
    } else if (present && /^(?:and|or)$/.test(words[index - 1]?.lower ?? '') && isBaseVerb(word.lower) && !isPastOrModal(word.lower)) {
      out.push({ text: thirdPersonForm(word.lower) ?? word.text });
    } else out.push({ text: plain[word.lower] ?? word.text });
  }
  if (out[0]!.text === 'their') out[0] = { text: "patient's" };
  const text = joinWords(out);
  return speaksOfSelf || first === 'my' ? text : `patient reports that ${text}`;
}

function verbAfter(words: readonly Word[], at: number): { at: number; form: string } | null {
  for (let index = at + 1; index <= Math.min(at + 3, words.length - 1); index += 1) {
    const word = words[index]!;
    if (adverbs.has(word.lower) || isMark(word, ',')) continue;
    const form = thirdPersonForm(word.lower);
    return form ? { at: index, form } : null;
  }
  return null;
}

/** "my wife and i": a person stands before the "and". */
function isShared(words: readonly Word[], at: number): boolean {
  const before = words[at - 2];
  return before !== undefined && /^(?:wife|husband|son|daughter|mother|father|mom|dad|friend|friends|partner|kids|children|sister|brother|family|boyfriend|girlfriend|he|she|they|you)$/.test(before.lower);
}
