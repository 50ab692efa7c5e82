import type { Candidate } from './candidates.ts';
import type { SectionKey, SentenceModel, SentenceScore } from './linear-model.ts';
import { scoreSentence, sectionKeys } from './linear-model.ts';
import { factsOf, isMedicine } from './facts/extract-facts.ts';
import { leadTopic } from './lead-topics.ts';
import { cuesIn, featuresOf } from './sentence-features.ts';
import { numberWord } from './spoken-numbers.ts';
import { ordersMachine } from './said-to-machine.ts';
import { trimClinician } from './trim-clinician.ts';
import { isNegated } from './negation.ts';
import { lowerText } from './words.ts';
import type { Word } from './words.ts';

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
  const contested = contestedIn(candidates);
  return featuresOf(candidates).map((features, index) => {
    const candidate = candidates[index]!;
    const score = scoreSentence(features, model);
    const isGrave = contested.has(candidate) || speaksOfLife(candidate);
    const matter = isGrave ? grave : weightOfMatter(candidate);
    return {
      candidate,
      salience: score.salience,
      importance: Math.min(1, Math.max(0, score.salience + matter)),
      section: sectionByFacts(candidate) ?? sectionOf(candidate, score),
      required: isGrave || (matter >= vital && score.salience >= requiredFrom),
    };
  });
}

/** What weighs as much as this is written. */
const vital = 0.3;
/** And this whatever the model makes of it. */
const grave = 0.5;

const lifeAtRisk =
  /\b(?:suicid\w*|(?:hurt|harm|kill)(?:ing|ed)? (?:myself|yourself|himself|herself|themselves)|better off (?:without (?:me|you|him|her)|dead)|(?:don't|do not|didn't) want to (?:live|be alive|wake up)|end (?:my|your|his|her) life|overdos\w*|(?:hits?|beats?|chokes?|hitting|beating|choked) (?:me|you)|safe at home|anaphyla\w*)\b/;

/** Said once, and a life may hang on it: models of everyday visits have hardly met it. */
const speaksOfLife = ({ words, question }: Candidate) => lifeAtRisk.test(lowerText([...(question?.words ?? []), ...words]));

/** Turns between what one says and what another says against it. */
const nearTurns = 3;
const sameMatter = /^(?:fell|fall|falls|hit|hits|head|lost|pain|pills?|medications?|medicines?|take|takes|taking|took|eat|eats|eating|ate|sleep|sleeps|slept|drink|drinks|drinking|drank|smoke|smokes|smoking|smoked|bleeding|blood|fever|seizures?|passed|conscious|insulin|dose|doses)$/;

/** Patient and companion say the opposite of the same: the note has both, or says what one of them denies. */
function contestedIn(candidates: readonly Candidate[]): ReadonlySet<Candidate> {
  const contested = new Set<Candidate>();
  for (const [index, one] of candidates.entries()) {
    if (one.speaker !== 'OTHER') continue;
    for (let at = Math.max(0, index - nearTurns); at <= Math.min(candidates.length - 1, index + nearTurns); at += 1) {
      const other = candidates[at]!;
      if (other.speaker !== 'PATIENT' || Math.abs(other.said[0]!.turn - one.said[0]!.turn) > nearTurns) continue;
      if (isNegated(one.words) === isNegated(other.words)) continue;
      const said = new Set(one.words.map(({ lower }) => lower));
      if (![...other.words, ...(other.question?.words ?? [])].some(({ lower }) => sameMatter.test(lower) && said.has(lower))) continue;
      contested.add(one).add(other);
    }
  }
  return contested;
}

/** The model's word counts least where an omission costs most: doses, allergies, complaints and denied complaints. */
function weightOfMatter({ words, question, speaker }: Candidate): number {
  const all = [...words, ...(question?.words ?? [])];
  if (all.some(({ lower }) => /^allerg/.test(lower) || /^(?:milligrams?|mg|mcg|micrograms?|units)$/.test(lower))) return vital;
  // "Any questions?" "No."
  if (question?.words.some(({ lower }) => lower === 'questions' || lower === 'concerns')) return -vital;
  const kinds = cuesIn(all);
  if (speaker !== 'PATIENT' && judgement.test(words.map(({ lower }) => lower).join(' ')) && kinds.some((kind) => kind === 'problem' || kind === 'symptom')) return vital;
  if (deficit.test(lowerText(all))) return 0.12;
  const measured = kinds.includes('result') || kinds.includes('exam') || all.some(({ lower }) => /^(?:pressure|sugars?|weight|glucose)$/.test(lower));
  if (measured && words.some(({ lower }) => /\d/.test(lower) || numberWord(lower) !== undefined)) return 0.12;
  if (kinds.includes('symptom') || kinds.includes('problem') || kinds.includes('medication') || all.some(({ lower }) => isMedicine(lower))) return speaker === 'PATIENT' ? 0.12 : 0;
  // "I think we have our plan": speaks of the visit, not of the patient.
  return kinds.filter((kind) => kind !== 'plan' && kind !== 'time').length === 0 && words.length <= 7 ? -0.12 : 0;
}

/** What somebody can no longer do, and whether they were awake. */
const deficit = /\b(?:can't|cannot|couldn't|unable to|trouble) (?:really |even )?(?:mov|feel|see|hear|breath|walk|speak|talk|swallow|stand|bend|lift|grip|urinat|pee)(?:e|ing)?\b|\b(?:pass(?:ed|ing)?|black(?:ed|ing)?|knocked) out\b|\blost consciousness\b/;
const judgement = /\b(?:i (?:do not |don't )?(?:think|believe|suspect) (?:that )?(?:you|your|this|it|that|she|he)|i'm (?:worried|concerned) (?:about|that|this|it)|(?:it|this|that) (?:looks like|sounds like|is consistent with|is most likely|is likely)|consistent with|you (?:most )?likely have|diagnosis (?:of|is)|my impression)\b/;

/** Orders, and what to do if something happens: said without "I want". */
const arranges =
  /^(?:if (?:[a-z'0-9-]+ |, ){1,16}(?:call|come back|come in|go to|return|let (?:me|us) know|seek|see (?:me|us))\b|(?:start|stop|continue|increase|decrease|order|refer|schedule|prescribe|refill|recheck|repeat|obtain|avoid|get (?:an?|the|some)|check (?:an?|the)|take (?:it|this|one|two|the|\d+)|put (?:one|it)|follow up|come back|return (?:in|to|if)|call (?:me|us|\d|nine|if)|see (?:me|us)) )/;

const named = /(?:itis|osis|opathy|emia|oma|algia)$/;

/** "So this is …", "you have …", said late: what the clinician makes of it. */
function concludes(words: readonly Word[]): boolean {
  if (!/^(?:so |and )*(?:(?:this|that|it) is|(?:this|that|it)'s|(?:he|she) (?:does )?has|you (?:do )?have|(?:he|she|you) (?:has|have) (?:had )?an?)\b/.test(lowerText(words, 8))) return false;
  return cuesIn(words).includes('problem') || words.some(({ lower }) => named.test(lower));
}

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
function sectionOf({ speaker, question, words, position }: Candidate, { sections }: SentenceScore): SectionKey {
  if (ordersMachine(words)) return 'history';
  const likeliest = (keys: readonly SectionKey[]) => keys.reduce((best, key) => (sections[key] > sections[best] ? key : best), keys[0]!);
  if (speaker === 'PATIENT' || speaker === 'OTHER') return question && sections.exam > 0.6 ? 'exam' : likeliest(subjective);
  // How it is said tells a plan and a finding from a history.
  const { kind, words: trimmed } = trimClinician(leadTopic(words)?.rest ?? words);
  if (kind === 'plan' || kind === 'advice' || arranges.test(`${lowerText(trimmed)} `)) return sections.assessment > 0.9 ? 'assessment' : 'plan';
  if (kind === 'finding') return likeliest(['exam', 'results']);
  // Judgements are rare in the training data, and short.
  if (judgement.test(lowerText(words)) && sections.plan < 0.85) return 'assessment';
  if (position >= 0.5 && concludes(words)) return 'assessment';
  return likeliest(sectionKeys);
}

/** Speaks of a patient's health: worth listing when it is not written. */
export function isClinical(candidate: Candidate): boolean {
  const words = [...candidate.words, ...(candidate.question?.words ?? [])];
  const kinds = cuesIn(words);
  return kinds.some((kind) => kind !== 'time' && kind !== 'plan') || (kinds.length > 0 && words.some((word) => /\d/.test(word.text)));
}
