import type { Candidate } from './candidates.ts';
import { checkSupport } from './check-support.ts';
import { deriveStatements } from './derived-units.ts';
import type { Visit } from './derived-units.ts';
import { labelOf } from './labels.ts';
import { optionOf } from './plan/units.ts';
import type { Unit } from './plan/units.ts';
import { bodyParts } from './lexicon/body-parts.ts';
import { isNegated } from './negation.ts';
import { trimClinician } from './trim-clinician.ts';
import { isClinical } from './score-candidates.ts';
import type { Scored } from './score-candidates.ts';
import { cuesIn } from './sentence-features.ts';
import type { Sentence } from './split-sentences.ts';
import type { NoteSection } from './templates.ts';
import { sourcesOf, spokenIn, wordingsOf } from './wordings.ts';

/** What the note may say, with all that it needs to stand there. */
export type NoteUnit = Unit & {
  section: NoteSection;
  sources: readonly Sentence[];
  supported: boolean;
  importance: number;
  /** Sums up what other units say one by one. */
  derived: boolean;
  firstHand: boolean;
};

/** Below it a sentence without any clinical word is talk. */
const talkBelow = 0.2;
/** So few say nothing that can be spared. */
const fewest = 8;
const isWorthPlanning = ({ candidate, salience, required }: Scored) => required || salience >= talkBelow || isClinical(candidate);

const shortestThought = 4;

/** What somebody says of a body or denies, and what a clinician is about to do: no mere talk, however little the model makes of it. */
export function isFirstHand({ speaker, words }: Candidate): boolean {
  if (words.length < shortestThought) return false;
  if (speaker === 'CLINICIAN') return /^(?:plan|advice)$/.test(trimClinician(words).kind);
  return isNegated(words) || words.some(({ lower }) => bodyParts.has(lower));
}

/** What is planned with, and what can only be left out: in the order of speech. */
export function planned(scored: readonly Scored[]): { worth: readonly Scored[]; rest: readonly Scored[] } {
  if (scored.length <= fewest) return { worth: scored, rest: [] };
  const worth = scored.filter(isWorthPlanning);
  const kept = new Set(worth);
  return { worth, rest: scored.filter((one) => !kept.has(one)) };
}

/** Each scored candidate that is `worth` planning, and what sums several up, with the wordings that it may stand in the note in. */
export function buildUnits(scored: readonly Scored[], worth: readonly Scored[], visit: Visit, { labels }: { labels: boolean }): NoteUnit[] {
  const units = worth.map((one): NoteUnit => {
    const { candidate, salience, importance, section, required } = one;
    const wordings = wordingsOf(candidate, visit.person);
    const texts = wordings.map(({ text }) => text);
    const label = labels && wordings[0]!.supported ? labelOf(one, texts[0]!) : null;
    return {
      section, importance, required, salience,
      sources: sourcesOf(candidate),
      supported: wordings[0]!.supported,
      derived: false,
      firstHand: isFirstHand(candidate),
      options: [...texts, ...(label ? [`${label}: ${texts[0]!}`] : [])].map(optionOf),
      patient: candidate.speaker === 'PATIENT',
      answer: candidate.question !== null,
      position: candidate.position,
      cues: cuesIn([...(candidate.question?.words ?? []), ...candidate.words]).length,
    };
  });
  if (!labels) return units;
  for (const { text, section, sources, from } of deriveStatements(scored, visit)) {
    const { supported } = checkSupport(text, sources.map(spokenIn));
    if (!supported) continue;
    units.push({
      section, sources, supported, salience: from.salience, importance: from.importance, derived: true, firstHand: false, required: false,
      options: [...(section === 'plan' ? [optionOf(`Patient Agreements: ${text}`)] : []), optionOf(text)],
      patient: from.candidate.speaker === 'PATIENT',
      answer: section === 'review',
      position: from.candidate.position,
      cues: 1,
    });
  }
  return units;
}
