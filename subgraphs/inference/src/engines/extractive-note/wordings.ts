import type { Evidence } from '@dra/events';
import type { Candidate } from './candidates.ts';
import { supportBy } from './check-support.ts';
import { asSentence, composeTexts } from './compose-text.ts';
import type { Person } from './person.ts';
import type { Sentence } from './split-sentences.ts';

export type Wording = { text: string; supported: boolean };

/** What a candidate rests on: the question, if any, and what was said. */
export const sourcesOf = ({ question, said }: Candidate): Sentence[] => [...(question ? [question] : []), ...said];

export const spokenIn = ({ segment, words }: Sentence): string => segment.text.slice(words[0]!.start, words.at(-1)!.end);

/** Few are enough: the first is the best. */
const most = 3;

/**
 * The wordings that the candidate's own evidence supports, the best first; a quote only where nothing else is supported.
 * Never empty.
 */
export function wordingsOf(candidate: Candidate, person: Person): Wording[] {
  const spoken = sourcesOf(candidate).map(spokenIn);
  const support = supportBy(spoken);
  const found = new Map<string, Wording>();
  for (const mentioned of candidate.speaker === 'PATIENT' ? [false, true] : [false]) {
    if (found.size >= most) break;
    for (const { text: composed, quotes } of composeTexts(candidate, { person, mentioned })) {
      if (found.size >= most || (quotes && found.size > 0)) continue;
      const text = asSentence(composed);
      if (!found.has(text) && support(text).supported) found.set(text, { text, supported: true });
    }
  }
  if (found.size > 0) return [...found.values()];
  const text = verbatim(candidate, spoken);
  return [{ text, supported: support(text).supported }];
}

/** The best of them alone. */
export function firstWordingOf(candidate: Candidate, person: Person): string {
  const spoken = sourcesOf(candidate).map(spokenIn);
  const support = supportBy(spoken);
  for (const { text } of composeTexts(candidate, { person, mentioned: false })) if (support(asSentence(text)).supported) return asSentence(text);
  return verbatim(candidate, spoken);
}

/** The last resort: the words as they stand in the transcript, control characters apart. */
function verbatim({ speaker }: Candidate, spoken: readonly string[]): string {
  const said = spoken.map((part) => `"${part.replace(/[\p{C}\s]+/gu, ' ').trim()}"`).join(' ');
  return `${speaker === 'PATIENT' ? 'The patient' : speaker === 'CLINICIAN' ? 'The clinician' : 'An unidentified speaker'} states: ${said}`;
}

/** @param score 0..1 */
export function evidenceOf({ segment, words }: Sentence, score: number): Evidence {
  return { segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, charStart: words[0]!.start, charEnd: words.at(-1)!.end, score: Math.round(score * 1000) / 1000 };
}
