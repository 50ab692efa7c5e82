import type { Candidate } from './candidates.ts';
import type { SectionKey, SentenceModel, SentenceScore } from './linear-model.ts';
import { scoreSentence, sectionKeys } from './linear-model.ts';
import { factsOf } from './facts/extract-facts.ts';
import { leadTopic } from './lead-topics.ts';
import { cuesIn, featuresOf } from './sentence-features.ts';
import { numberWord } from './spoken-numbers.ts';
import { ordersMachine } from './said-to-machine.ts';
import { trimClinician } from './trim-clinician.ts';

export type Scored = {
  candidate: Candidate;
  /** 0..1: how likely a clinician writes it down. */
  salience: number;
  /** 0..1: salience, raised where an omission costs most. */
  importance: number;
  section: SectionKey;
  /** A dose, an allergy, a diagnosis: written whatever else is. */
  required: boolean;
};

/** Less likely than this and it is talk, even with a dose in it. */
const requiredFrom = 0.08;

/** In the order of speech. */
export function scoreCandidates(candidates: readonly Candidate[], model?: SentenceModel): Scored[] {
  return featuresOf(candidates).map((features, index) => {
    const candidate = candidates[index]!;
    const score = scoreSentence(features, model);
    const matter = weightOfMatter(candidate);
    return {
      candidate,
      salience: score.salience,
      importance: Math.min(1, Math.max(0, score.salience + matter)),
      section: sectionByFacts(candidate) ?? sectionOf(candidate, score),
      required: matter >= vital && score.salience >= requiredFrom,
    };
  });
}

/** What weighs as much as this is written. */
const vital = 0.3;

/** The model's word counts least where an omission costs most: doses, allergies, complaints and denied complaints. */
function weightOfMatter({ words, question, speaker }: Candidate): number {
  const all = [...words, ...(question?.words ?? [])];
  if (all.some(({ lower }) => /^allerg/.test(lower) || /^(?:milligrams?|mg|mcg|micrograms?|units)$/.test(lower))) return vital;
  // "Any questions?" "No."
  if (question?.words.some(({ lower }) => lower === 'questions' || lower === 'concerns')) return -vital;
  const kinds = cuesIn(all);
  if (speaker !== 'PATIENT' && judgement.test(words.map(({ lower }) => lower).join(' ')) && kinds.some((kind) => kind === 'problem' || kind === 'symptom')) return vital;
  const measured = kinds.includes('result') || kinds.includes('exam') || all.some(({ lower }) => /^(?:pressure|sugars?|weight|glucose)$/.test(lower));
  if (measured && words.some(({ lower }) => /\d/.test(lower) || numberWord(lower) !== undefined)) return 0.12;
  if (kinds.includes('symptom') || kinds.includes('problem') || kinds.includes('medication')) return speaker === 'PATIENT' ? 0.12 : 0;
  // "I think we have our plan": speaks of the visit, not of the patient.
  return kinds.filter((kind) => kind !== 'plan' && kind !== 'time').length === 0 && words.length <= 7 ? -0.12 : 0;
}

const judgement = /\b(?:i (?:think|believe|suspect) (?:that )?(?:you|your|this|it|that|she|he)|(?:it|this|that) (?:looks like|sounds like|is consistent with|is most likely|is likely)|consistent with|you (?:most )?likely have|diagnosis (?:of|is)|my impression)\b/;

/** Without one of these neither holds. */
const placed = /^(?:allerg|reaction|hives|rash|mother|father|mom|dad|brother|sister|sibling|grand|aunt|uncle|cousin|family|parent)/;

/** Allergies and relatives' illnesses have places of their own, whatever the words around them. */
function sectionByFacts(candidate: Candidate): SectionKey | null {
  if (candidate.speaker === 'CLINICIAN' || ![...candidate.words, ...(candidate.question?.words ?? [])].some(({ lower }) => placed.test(lower))) return null;
  const facts = factsOf(candidate);
  if (facts.some(({ kind, experiencer }) => kind === 'allergy' && experiencer === 'patient')) return 'allergies';
  return facts.length > 0 && facts.every(({ experiencer }) => experiencer === 'family') ? 'family' : null;
}

const subjective = ['history', 'past', 'medications', 'allergies', 'social', 'family', 'review'] as const;

/** Patients report; what they say is never the clinician's finding, judgement or plan. */
function sectionOf({ speaker, question, words }: Candidate, { sections }: SentenceScore): SectionKey {
  if (ordersMachine(words)) return 'history';
  const likeliest = (keys: readonly SectionKey[]) => keys.reduce((best, key) => (sections[key] > sections[best] ? key : best), keys[0]!);
  if (speaker === 'PATIENT' || speaker === 'OTHER') return question && sections.exam > 0.6 ? 'exam' : likeliest(subjective);
  // How it is said tells a plan and a finding from a history.
  const { kind } = trimClinician(leadTopic(words)?.rest ?? words);
  if (kind === 'plan' || kind === 'advice') return sections.assessment > 0.9 ? 'assessment' : 'plan';
  if (kind === 'finding') return likeliest(['exam', 'results']);
  // Judgements are rare in the training data, and short.
  if (judgement.test(words.map((word) => word.lower).join(' ')) && sections.plan < 0.85) return 'assessment';
  return likeliest(sectionKeys);
}

/** Speaks of a patient's health: worth listing when it is not written. */
export function isClinical(candidate: Candidate): boolean {
  const words = [...candidate.words, ...(candidate.question?.words ?? [])];
  const kinds = cuesIn(words);
  return kinds.some((kind) => kind !== 'time' && kind !== 'plan') || (kinds.length > 0 && words.some((word) => /\d/.test(word.text)));
}
