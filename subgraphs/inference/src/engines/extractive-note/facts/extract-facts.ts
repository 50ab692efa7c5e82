import { formulary } from '@dra/formulary';
import type { Candidate } from '../candidates.ts';
import { cues } from '../lexicon/clinical-cues.ts';
import { readNumbers } from '../normalise-numbers.ts';
import { readExchange } from '../read-exchange.ts';
import type { Sentence } from '../split-sentences.ts';
import type { Word } from '../words.ts';
import { contextOf } from './context.ts';
import type { Fact, FactKind } from './fact.ts';

/** Name of a medicine of one word, lower case -> its ingredients. */
const drugs = new Map([...formulary.classes.flatMap(({ names }) => names.map((name) => ({ name, ingredients: [{ name }] }))), ...formulary.names()].filter(({ name }) => /^[a-z][a-z-]{3,}$/.test(name)).map(({ name, ingredients }) => [name, ingredients.map((one) => one.name).join(' and ')]));

/** @param lower a word that names a medicine or a class of them */
export const isMedicine = (lower: string): boolean => drugs.has(lower);

const procedures = /^(?:surgery|hysterectomy|appendectomy|cholecystectomy|colonoscopy|endoscopy|lumpectomy|mastectomy|tonsillectomy|bypass|transplant|replacement|biopsy|c-section|amputation|laminectomy|arthroscopy)$/;
const labs = /^(?:a1c|hemoglobin|creatinine|cholesterol|ldl|hdl|glucose|potassium|sodium|wbc|tsh|psa|triglycerides)$/;
const vitals: readonly [string, RegExp][] = [
  ['blood pressure', /\b(\d{2,3}\/\d{2,3})\b/],
  ['heart rate', /\b(?:heart rate|pulse)(?: \w+){0,3} (\d{2,3})\b/],
  ['temperature', /\b(?:temperature|temp|fever)(?: \w+){0,4} (\d{2,3}(?:\.\d)?)\b/],
  ['oxygen saturation', /\b(?:oxygen|saturation|o2|sats?|spo2|oxygenation)(?: \w+){0,4} (\d{2,3})(?: ?%|\b)/],
  ['weight', /\b(?:weight|weigh|weighs|weighed)(?: \w+){0,3} (\d{2,3}(?:\.\d)? ?(?:pounds|lbs|kg))\b/],
];
const allergic = /\b(?:allergic to|allergy to|allergies to|allergies|allergic|allergy)\b/;
const dosed = /^(\d[\d.,]*(?:-\d+)?)$/;
const doseUnit = /^(?:mg|mcg|g|grams?|units?|ml|puffs?|tablets?|pills?|capsules?|drops?)$/;

/** Every fact of the candidates, in the order of speech. */
export const extractFacts = (candidates: readonly Candidate[]): Fact[] => candidates.flatMap(factsOf);

/** A question and its answer are one fact. */
export function factsOf(candidate: Candidate): Fact[] {
  const exchange = readExchange(candidate);
  const asked = exchange?.asked ?? null;
  const said = exchange?.said ?? readNumbers(candidate.words);
  const sources = [...(candidate.question ? [candidate.question] : []), ...candidate.said];
  const { speaker } = candidate;
  const facts = factsIn(said, speaker, sources, asked !== null && allergic.test(asked.map(({ lower }) => lower).join(' ')));
  if (!exchange || !asked) return facts;
  const { polarity } = exchange.answer;
  const read = exchange.question;
  // Neither yes nor no: what was asked about is not yet a fact. Of "a or b?" a yes leaves open which.
  if (polarity === null || (polarity === 'yes' && read.form === 'yes-no' && read.choice)) return facts;
  const asking = factsIn(asked, speaker, sources, false);
  // "No fever?" "Yes": which of the two is confirmed nobody knows.
  if (polarity === 'yes' && exchange.answer.rest.length === 0 && /^(?:no|any no)$/.test(asked.find(({ kind }) => kind !== 'mark')?.lower ?? '') && !agrees(said)) return facts;
  // "No fever?" "No" denies it as "Any fever?" "No" does.
  const topics = asking
    .map((fact): Fact => ({ ...fact, negated: fact.negated || polarity === 'no' }))
    // "No allergies?" "No, just penicillin."
    .filter((fact) => fact.kind !== 'allergy' || fact.name !== 'any' || !facts.some(({ kind, negated }) => kind === 'allergy' && !negated));
  return [...topics, ...facts];
}

const agrees = (said: readonly Word[]) => /^(?:right|correct|exactly|that's right|that's correct)\b/.test(said.map(({ lower }) => lower).join(' '));

const reacts = /\b(?:gives? me|gave me|get|got|break out in|broke out in|reaction|reacted|makes? me|made me) (?:\w+ ){0,3}(?:rash|hives|itch\w*|swell\w*|anaphyla\w*|sick|throw up)\b/;

function factsIn(words: readonly Word[], speaker: Fact['speaker'], sources: readonly Sentence[], allergyAsked: boolean): Fact[] {
  const text = words.map(({ lower }) => lower).join(' ');
  const facts: Fact[] = [];
  const add = (kind: FactKind, name: string, from: number, to: number, attributes: Fact['attributes'] = {}) => facts.push({ kind, name, attributes, speaker, sources, ...contextOf(words, from, to) });
  const named = allergic.test(text);
  const speaksOfAllergy = named || allergyAsked || reacts.test(text);
  for (let at = 0; at < words.length; at += 1) {
    const { lower } = words[at]!;
    const drug = drugs.get(lower) ?? drugs.get(lower.replace(/s$/, ''));
    if (drug) add(speaksOfAllergy ? 'allergy' : 'medication', drug, at, at + 1, speaksOfAllergy ? {} : sigAfter(words, at));
    else if (labs.test(lower)) {
      const value = words.slice(at + 1, at + 7).find((word) => dosed.test(word.text.replace('%', '')));
      add('lab', lower, at, at + 1, value ? { value: value.text } : {});
    } else if (procedures.test(lower)) add('procedure', lower, at, at + 1);
    else if (lower === 'blood' && /^(?:pressures?|sugars?|tests?|work|thinners?|counts?|type|draw|cells?|vessels?)$/.test(words[at + 1]?.lower ?? '')) {
      // No bleeding: a measure, but high it is a problem.
      if (words[at - 1]?.lower === 'high' && /^(?:pressure|sugar)s?$/.test(words[at + 1]!.lower)) add('problem', `high blood ${words[at + 1]!.lower}`, at - 1, at + 2);
    } else if (lower === 'attack' && words[at - 1]?.lower === 'heart') add('problem', 'heart attack', at - 1, at + 1);
    else if (cues.symptom.has(lower) || cues.problem.has(lower)) {
      if (/^(?:allerg)/.test(lower)) continue;
      const from = startOfTerm(words, at);
      add(cues.problem.has(lower) ? 'problem' : 'symptom', words.slice(from, at + 1).map((word) => word.lower).join(' '), from, at + 1, aboutSymptom(text));
    }
  }
  // "Any allergies?" "No": a denial of all of them.
  if (named && !facts.some(({ kind }) => kind === 'allergy')) {
    const at = words.findIndex(({ lower }) => lower.startsWith('allerg'));
    add('allergy', 'any', at, at + 1);
  }
  for (const [name, pattern] of vitals) {
    const match = pattern.exec(text);
    if (match) facts.push({ kind: 'vital', name, attributes: { value: match[1]! }, speaker, sources, negated: false, temporality: 'current', experiencer: 'patient' });
  }
  return facts;
}

const describes = /^(?:left|right|chest|back|abdominal|knee|neck|shoulder|hip|sore|high|low|heart|kidney|type|2|1|congestive|lower|upper|blood|short|shortness|of|breast|lung|mild|severe|chronic|acute|joint|stomach|leg|arm|foot|ankle|throat|dry|bloody|coronary|artery|rheumatoid|atrial|pressure)$/;

function startOfTerm(words: readonly Word[], at: number): number {
  let from = at;
  while (from > 0 && at - from < 4 && describes.test(words[from - 1]!.lower)) from -= 1;
  while (from < at && /^(?:of|2|1)$/.test(words[from]!.lower)) from += 1;
  return from;
}

function aboutSymptom(text: string): Fact['attributes'] {
  const duration = /\b(?:for|about|over|past|last) (?:the )?(?:past |last |about )?((?:\d+|a|an|one|two|three|few|couple of|several)[\w -]{0,6} (?:days?|weeks?|months?|years?|hours?))\b/.exec(text)?.[1];
  const severity = /\b(\d{1,2}\/10)\b/.exec(text)?.[1];
  return { ...(duration ? { duration } : {}), ...(severity ? { severity } : {}) };
}

const frequencies: readonly [RegExp, number][] = [
  [/\b(?:twice (?:a|per) day|twice daily|two times a day|2 times a day|bid|every 12 hours)\b/, 2],
  [/\b(?:three times (?:a|per) day|3 times (?:a|per) day|three times daily|tid|every 8 hours)\b/, 3],
  [/\b(?:four times (?:a|per) day|4 times (?:a|per) day|qid|every 6 hours)\b/, 4],
  [/\b(?:once (?:a|per) day|once daily|daily|every day|a day|each day|every morning|at night|every night|at bedtime|every evening|in the morning)\b/, 1],
];

/** Dose and frequency said with a medicine, up to the next medicine. */
function sigAfter(words: readonly Word[], at: number): Fact['attributes'] {
  const next = words.findIndex(({ lower }, index) => index > at && drugs.has(lower));
  const after = words.slice(at + 1, Math.min(next === -1 ? words.length : next, at + 14));
  const dose = (part: readonly Word[]) => {
    const index = part.findIndex((word, here) => dosed.test(word.text) && doseUnit.test(part[here + 1]?.lower ?? ''));
    return index === -1 ? undefined : `${part[index]!.text} ${part[index + 1]!.lower}`;
  };
  const said = dose(after) ?? dose(words.slice(Math.max(0, at - 5), at));
  const text = after.map(({ lower }) => lower).join(' ');
  const timesADay = frequencies.find(([pattern]) => pattern.test(text))?.[1];
  return { ...(said ? { dose: said } : {}), ...(timesADay ? { timesADay } : {}) };
}
