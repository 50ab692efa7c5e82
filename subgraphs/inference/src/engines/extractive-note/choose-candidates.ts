import type { Candidate } from './candidates.ts';
import type { SectionKey, SentenceScore } from './linear-model.ts';
import { scoreSentence, sectionKeys } from './linear-model.ts';
import { cuesIn, featuresOf } from './sentence-features.ts';
import { numberWord } from './spoken-numbers.ts';
import type { Word } from './words.ts';

export type Scored = { candidate: Candidate; salience: number; section: SectionKey };

/** Tuned on validation splits: below it a sentence is left out and listed, if it is clinical at all. */
const writtenFrom = 0.38;
const listedFrom = 0.1;
/** Nobody reads a note of a thousand lines; what is over is listed. */
const mostStatements = 200;
const mostListed = 100;

/** So few sentences leave nothing to choose between: what may be of matter is written. */
const shortTalk = 8;
/** When nothing else is: a note is empty only when nothing was said. */
const leastWritten = 3;

export type Choice = { written: Scored[]; unmentioned: Scored[] };

/** Splits what was said into what the note says, in the order of speech, and what it leaves out, most important first. */
export function chooseCandidates(candidates: readonly Candidate[]): Choice {
  const scored = featuresOf(candidates).map((features, index) => rate(candidates[index]!, scoreSentence(features)));
  const bar = barFor(scored);
  const written: Scored[] = [];
  const left: Scored[] = [];
  const said: Set<string>[] = [];
  for (const one of scored) {
    const content = contentOf(one.candidate);
    if (said.some((before) => isSaidIn(content, before))) continue;
    if (one.salience >= bar) {
      written.push(one);
      said.push(content);
    } else if (one.salience >= listedFrom && isClinical(one.candidate)) left.push(one);
  }
  if (written.length === 0) {
    const most = new Set([...scored].sort((a, b) => b.salience - a.salience).slice(0, leastWritten));
    // In the order of speech.
    for (const one of scored) if (most.has(one)) written.push(one);
    said.push(...written.map(({ candidate }) => contentOf(candidate)));
  }
  const unmentioned = left.filter(({ candidate }) => !said.some((before) => isSaidIn(contentOf(candidate), before)));
  return { written, unmentioned: unmentioned.sort((a, b) => b.salience - a.salience).slice(0, mostListed) };
}

function barFor(scored: readonly Scored[]): number {
  if (scored.length <= shortTalk) return listedFrom;
  if (scored.length <= mostStatements) return writtenFrom;
  const ranked = scored.map(({ salience }) => salience).sort((a, b) => b - a);
  return Math.max(writtenFrom, ranked[mostStatements - 1]!);
}

function rate(candidate: Candidate, score: SentenceScore): Scored {
  const salience = Math.min(1, Math.max(0, score.salience + weightOfMatter(candidate)));
  return { candidate, salience, section: sectionOf(candidate, score) };
}

/** The model's word counts least where an omission costs most: doses, allergies, complaints and denied complaints. */
function weightOfMatter({ words, question, speaker }: Candidate): number {
  const all = [...words, ...(question?.words ?? [])];
  if (all.some(({ lower }) => /^allerg/.test(lower) || /^(?:milligrams?|mg|mcg|micrograms?|units)$/.test(lower))) return 0.3;
  // "Any questions?" "No."
  if (question?.words.some(({ lower }) => lower === 'questions' || lower === 'concerns')) return -0.3;
  const kinds = cuesIn(all);
  if (speaker !== 'PATIENT' && judgement.test(words.map(({ lower }) => lower).join(' ')) && kinds.some((kind) => kind === 'problem' || kind === 'symptom')) return 0.3;
  const measured = kinds.includes('result') || kinds.includes('exam') || all.some(({ lower }) => /^(?:pressure|sugars?|weight|glucose)$/.test(lower));
  if (measured && words.some(({ lower }) => /\d/.test(lower) || numberWord(lower) !== undefined)) return 0.12;
  if (kinds.includes('symptom') || kinds.includes('problem') || kinds.includes('medication')) return speaker === 'PATIENT' ? 0.12 : 0;
  // "I think we have our plan": speaks of the visit, not of the patient.
  return kinds.filter((kind) => kind !== 'plan' && kind !== 'time').length === 0 && words.length <= 7 ? -0.12 : 0;
}

const judgement = /\b(?:i (?:think|believe|suspect) (?:that )?(?:you|your|this|it|that|she|he)|(?:it|this|that) (?:looks like|sounds like|is consistent with|is most likely|is likely)|consistent with|you (?:most )?likely have|diagnosis (?:of|is)|my impression)\b/;

/** Patients report; what they say is never the clinician's finding, judgement or plan. */
function sectionOf({ speaker, question, words }: Candidate, { sections }: SentenceScore): SectionKey {
  if (speaker === 'PATIENT' || speaker === 'OTHER') return question && sections.objective > 0.6 ? 'objective' : 'subjective';
  // Judgements are rare in the training data, and short.
  if (judgement.test(words.map((word) => word.lower).join(' ')) && sections.plan < 0.85) return 'assessment';
  return sectionKeys.reduce((best, key) => (sections[key] > sections[best] ? key : best), sectionKeys[0]);
}

function isClinical(candidate: Candidate): boolean {
  const words = [...candidate.words, ...(candidate.question?.words ?? [])];
  const kinds = cuesIn(words);
  return kinds.some((kind) => kind !== 'time' && kind !== 'plan') || (kinds.length > 0 && words.some((word) => /\d/.test(word.text)));
}

const empty = /^(?:a|an|the|and|or|of|to|in|on|for|with|it|it's|i|i'm|you|your|my|is|are|was|have|has|had|do|does|so|that|this|just|like|any|we|be|at|as|yeah|yes|okay)$/;

const contentOf = ({ words, question }: Candidate): Set<string> => new Set([...(question?.words ?? []), ...words].filter(isContent).map((word) => word.lower));
const isContent = (word: Word) => word.kind !== 'mark' && !empty.test(word.lower);

/** A repetition adds nothing; a repetition with another number, side or negation does. */
function isSaidIn(content: ReadonlySet<string>, before: ReadonlySet<string>): boolean {
  if (content.size === 0) return false;
  for (const word of content) if (!before.has(word)) return false;
  return true;
}

