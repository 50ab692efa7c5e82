import { cues } from './lexicon/clinical-cues.ts';
import { isMark } from './words.ts';
import type { Word } from './words.ts';

/** What a clinician says a sentence is about, before saying it. */
export type LeadTopic = { kind: 'exam' | 'result' | 'problem'; topic: readonly Word[]; rest: readonly Word[] };

const restBegins = `(?=(?:i|i'm|i'd|i'll|i've|we|we're|we'll|let's|you|you're|you've|your|it|it's|this|that|that's|there|there's|the|what|everything|he|she|looks|so|my)\\b)`;
const exam = [
  new RegExp(`^(?:(?:on|with|for|in|during|and|now|as for|looking at|going to|moving on to) )+(?:your |the |his |her |my |today's )?(?:physical )?((?:[a-z-]+ ){0,4}?)(?:exam|examination)s? (?:of (?:your |the )?((?:[a-z-]+ ){1,3}?))?(?:here |today )?(?:, |${restBegins})`),
  new RegExp(`^(?:(?:when|as|and|while|now) )*(?:i'm |i )?(?:listening|listen|listened|looking|look|palpating|examining) (?:to |at |in )?(?:your |the )?((?:[a-z-]+ ){1,3}?)(?:, |here , |${restBegins})`),
];
const result = new RegExp(
  `^(?:(?:so|now|and|in|when|if) )*(?:i |we |let's )?(?:looking|look|looked|reviewing|review|reviewed|results?|on|for|as far as)(?: here)?(?: at| over)? ?(?:the |some of )?(?:results? (?:of |for |from )(?:the |your |this |that )?|your |the |this |that )((?:[a-z0-9-]+ ){1,5}?)(?:results? |goes |today |here )*(?:, |(?:and )${restBegins}|${restBegins})`,
);
const problems = [
  /^(?:(?:so|and|then|now|lastly|first|okay) )*for (?:your |the |his |her |our )?(?:first|second|third|fourth|fifth|next|last|other|1st|2nd|3rd)? ?(?:problem|diagnosis|issue|assessment|concern|one|thing)? ?(?:number [a-z0-9]+ )?(?:, |of |is |being |would be |are )*(?:the first problem |problem number [a-z0-9]+ )?(?:, |of |is |your |the |his |her |about |so )*/,
  /^(?:(?:so|and|then|now|lastly|first|okay) )*(?:as far as|regarding|in regards? to|with regards? to|in terms of|concerning|when it comes to|as for|about) (?:your |the |his |her |my )?/,
  /^(?:(?:so|and|then|now|lastly|okay) )*(?:your |the |his |her )?(?:first|second|third|fourth|fifth|next|last) (?:problem|diagnosis|issue) (?:, |of |is |being |your |the )*/,
];
const ends = /^(?:i|i'm|i'd|i'll|i've|we|we're|we'll|let's|you|you're|you've|your|it|it's|this|that|that's|there|there's|so|again|looks|my|what|he|she|because|is|are|has)$/;
const longestTopic = 7;

const known = new WeakMap<readonly Word[], { topic: LeadTopic | null }>();

/** The topic apart from what is said of it; null when none is named first. Each stretch of words is read once. */
export function leadTopic(words: readonly Word[]): LeadTopic | null {
  const before = known.get(words);
  if (before) return before.topic;
  const topic = findTopic(words);
  known.set(words, { topic });
  return topic;
}

function findTopic(words: readonly Word[]): LeadTopic | null {
  const text = `${words.slice(0, 24).map(({ lower }) => lower).join(' ')} `;
  for (const pattern of exam) {
    const match = pattern.exec(text);
    if (!match) continue;
    const named = (match[1] || match[2] || '').trim();
    const topic = wordsNamed(words, named);
    if (named && !topic.some(({ lower }) => cues.exam.has(lower) || examined.has(lower))) continue;
    return { kind: 'exam', topic, rest: words.slice(countOf(match[0])) };
  }
  const seen = result.exec(text);
  if (seen) {
    const topic = wordsNamed(words, seen[1]!.trim());
    if (topic.some(({ lower }) => tests.test(lower))) return { kind: 'result', topic, rest: words.slice(countOf(seen[0])) };
  }
  for (const pattern of problems) {
    const match = pattern.exec(text);
    if (!match) continue;
    const from = countOf(match[0]);
    let to = from;
    while (to < words.length && to - from <= longestTopic && words[to]!.kind !== 'mark' && !ends.test(words[to]!.lower)) to += 1;
    if (to === from || to - from > longestTopic || (words[to]?.kind === 'mark' && !isMark(words[to], ',', ':', '.', '-'))) continue;
    const topic = words.slice(from, to);
    if (!topic.some(({ lower }) => cues.problem.has(lower) || cues.symptom.has(lower) || cues.assessment.has(lower) || cues.exam.has(lower) || cues.result.has(lower))) continue;
    return { kind: 'problem', topic, rest: afterMarks(words, to) };
  }
  return null;
}

const tests = /^(?:x-?rays?|mri|ct|cat|scan|ultrasound|echocardiogram|echo|ekg|ecg|labs?|hemoglobin|a1c|biopsy|pathology|colonoscopy|endoscopy|mammogram|test|tests|panel|urinalysis|culture|imaging|films?|pfts?|bloodwork|blood|cbc)$/;
const examined = new Set(['heart', 'lungs', 'lung', 'neck', 'skin', 'eyes', 'ears', 'nose', 'throat', 'mouth', 'knee', 'back', 'hip', 'shoulder', 'elbow', 'wrist', 'hand', 'finger', 'ankle', 'foot', 'leg', 'legs', 'arm', 'belly', 'stomach', 'abdominal', 'musculoskeletal', 'neurological', 'neuro', 'cardiac', 'cardiovascular', 'respiratory', 'chest', 'breast', 'extremities', 'face', 'head', 'feet', 'spine', 'heent', 'psychiatric', 'thyroid', 'pelvic', 'rectal', 'genitourinary', 'toe', 'thumb', 'calf', 'msk']);

const countOf = (text: string) => text.trim().split(' ').filter(Boolean).length;
const afterMarks = (words: readonly Word[], from: number) => {
  let at = from;
  while (isMark(words[at], ',', ':', '.') || /^(?:so|again)$/.test(words[at]?.lower ?? '')) at += 1;
  return words.slice(at);
};

function wordsNamed(words: readonly Word[], named: string): readonly Word[] {
  if (!named) return [];
  const parts = named.split(' ');
  const at = words.findIndex((_, index) => parts.every((part, offset) => words[index + offset]?.lower === part));
  return at === -1 ? [] : words.slice(at, at + parts.length);
}
