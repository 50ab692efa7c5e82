import { adverbs, thirdPersonForm } from './verbs.ts';
import { isMark, joinWords } from './words.ts';
import type { Word } from './words.ts';

const contracted: Record<string, string> = { "you're": 'patient is', "you've": 'patient has', "you'll": 'patient will' };
const subjectAfter = /^(?:if|when|that|and|so|because|as|since|think|while|believe|know|but|until|unless|see|where|before|after|,|what|once|sure|or|hope|suspect|says|said|like)$/;
const unsure = new Set(['?', '"', "you'd", 'yours', "y'all", 'yall']);

/** A question inside what looked like a statement. */
const inversion = /\b(?:do|does|did|are|is|was|have|has|can|could|would|will) (?:you|there|it)\b/;

/** Ways to begin a plan that say no more than the plan itself. Not "might", "could", "may": those are not yet plans. */
const leadIns = [
  /^(?:what )?(?:i'm|i am|we're|we are) going to (?:do is )?(?:go ahead and )?/,
  /^i (?:do )?(?:want|wanna) to (?:go ahead and )?(?:just )?/,
  /^i (?:would|'d) like to (?:go ahead and )?/,
  /^i'd like to (?:go ahead and )?/,
  /^i (?:will|'ll) (?:go ahead and )?/,
  /^(?:i'll|we'll|we will) (?:go ahead and )?/,
  /^let's (?:go ahead and )?/,
];

/**
 * What the clinician says to the patient, said of the patient: "your lungs are clear" -> "patient's lungs are clear".
 * "I" and "we" stay: the clinician is the note's author. Null where the grammar is not sure: then it is quoted.
 */
export function toNoteVoice(words: readonly Word[], { dropLeadIn }: { dropLeadIn: boolean }): string | null {
  if (words.length < 2 || words.some((word) => unsure.has(word.lower))) return null;
  if (inversion.test(words.map((word) => word.lower).join(' '))) return null;
  const out: { text: string }[] = [];
  const kept = dropLeadIn ? withoutLeadIn(words) : words;
  for (let index = 0; index < kept.length; index += 1) {
    const word = kept[index]!;
    const before = kept[index - 1];
    const full = contracted[word.lower];
    if (full) out.push({ text: full });
    else if (word.lower === 'your') out.push({ text: "patient's" });
    else if (word.lower === 'yourself') out.push({ text: 'themselves' });
    else if (word.lower === 'you') {
      if (before && !subjectAfter.test(before.lower)) {
        out.push({ text: 'patient' });
        continue;
      }
      const verb = verbAfter(kept, index);
      if (!verb) return null;
      out.push({ text: 'patient' });
      for (const between of kept.slice(index + 1, verb.at)) if (!isMark(between, ',')) out.push(between);
      out.push({ text: verb.form });
      index = verb.at;
    } else out.push({ text: word.lower === 'i' ? 'I' : word.text.replace(/^i'/, "I'") });
  }
  return joinWords(out);
}

function withoutLeadIn(words: readonly Word[]): readonly Word[] {
  const start = words.slice(0, 9).map((word) => word.lower).join(' ');
  for (const leadIn of leadIns) {
    const match = leadIn.exec(start);
    if (!match) continue;
    const count = match[0].trim().split(' ').length;
    // "let's see", "i want you": not a plan's verb.
    if (words.length - count >= 2) return words.slice(count);
  }
  return words;
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
