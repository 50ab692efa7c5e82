import type { Candidate } from '../candidates.ts';
import type { SectionKey } from '../linear-model.ts';
import { countGrams, rougeTokens } from '../corpora/rouge.ts';

export type Label = { written: boolean; section: SectionKey | null };

/**
 * Which candidates an extractive note would hold: greedily, whichever adds most to ROUGE-1 + ROUGE-2 against the note a
 * clinician wrote (`texts`: as the drafter would write each); and in which section the most alike sentence of that note stands.
 */
export function labelCandidates(candidates: readonly Candidate[], texts: readonly string[], note: string, header: string | null): Label[] {
  const written = chooseOracle(texts, note);
  const sentences = header ? null : noteSentences(note);
  return candidates.map((_, index) => ({
    written: written.has(index),
    section: header ? sectionOfHeader(header, texts[index]!) : written.has(index) ? nearestSection(texts[index]!, sentences!) : null,
  }));
}

function chooseOracle(texts: readonly string[], note: string): Set<number> {
  const reference = rougeTokens(note);
  const wanted = [countGrams(reference, 1), countGrams(reference, 2)];
  const sizes = [reference.length, Math.max(1, reference.length - 1)];
  const grams = texts.map((text) => [countGrams(rougeTokens(text), 1), countGrams(rougeTokens(text), 2)]);
  const have = [new Map<string, number>(), new Map<string, number>()];
  const made = [0, 0];
  const hits = [0, 0];
  const chosen = new Set<number>();
  const f1 = (n: number, extraHits: number, extraMade: number) => (2 * (hits[n]! + extraHits)) / (made[n]! + extraMade + sizes[n]! || 1);
  for (;;) {
    let best = -1;
    let bestScore = f1(0, 0, 0) + f1(1, 0, 0) + 1e-6;
    let bestGain: [number, number][] = [];
    for (const [index, counts] of grams.entries()) {
      if (chosen.has(index)) continue;
      const gain = counts.map((count, n): [number, number] => {
        let newHits = 0;
        let total = 0;
        for (const [gram, times] of count) {
          const already = have[n]!.get(gram) ?? 0;
          newHits += Math.max(0, Math.min(times + already, wanted[n]!.get(gram) ?? 0) - Math.min(already, wanted[n]!.get(gram) ?? 0));
          total += times;
        }
        return [newHits, total];
      });
      const score = f1(0, ...gain[0]!) + f1(1, ...gain[1]!);
      if (score > bestScore) {
        bestScore = score;
        best = index;
        bestGain = gain;
      }
    }
    if (best === -1) return chosen;
    chosen.add(best);
    for (const n of [0, 1]) {
      hits[n]! += bestGain[n]![0];
      made[n]! += bestGain[n]![1];
      for (const [gram, times] of grams[best]![n]!) have[n]!.set(gram, (have[n]!.get(gram) ?? 0) + times);
    }
  }
}

type NoteSentence = { tokens: Set<string>; section: SectionKey };

function noteSentences(note: string): NoteSentence[] {
  const sentences: NoteSentence[] = [];
  let section: SectionKey = 'history';
  let joint = false;
  for (const raw of note.split(/\r?\n/)) {
    const line = raw.trim();
    if (!line) continue;
    const head = /^[A-Z][A-Z &/,-]{3,}:?$/.test(line) ? line : null;
    if (head) {
      joint = /ASSESSMENT AND PLAN|IMPRESSION AND PLAN/.test(head);
      section = sectionOfHeading(head);
      continue;
    }
    const here = joint ? (/^[•\-\s]*(?:medical reasoning|impression)/i.test(line) || /^[\w ,]{3,50}\.?$/.test(line) ? 'assessment' : 'plan') : section;
    for (const sentence of line.split(/(?<=[.;])\s+/)) {
      const tokens = new Set(rougeTokens(sentence).filter((token) => !stop.has(token)));
      if (tokens.size > 0) sentences.push({ tokens, section: here });
    }
  }
  return sentences;
}

function sectionOfHeading(head: string): SectionKey {
  if (/ASSESSMENT|IMPRESSION|DIAGNOS/.test(head)) return 'assessment';
  if (/PLAN|INSTRUCTION|RECOMMEND|DISPOSITION|ORDERS/.test(head)) return 'plan';
  if (/REVIEW OF SYSTEMS/.test(head)) return 'review';
  if (/EXAM|VITAL/.test(head)) return 'exam';
  if (/RESULT|LAB|IMAGING|DATA|X-RAY|PROCEDURE/.test(head)) return 'results';
  if (/ALLERG/.test(head)) return 'allergies';
  if (/MEDICATION/.test(head)) return 'medications';
  if (/SOCIAL/.test(head)) return 'social';
  if (/FAMILY/.test(head)) return 'family';
  return /PAST|MEDICAL HISTORY|SURGICAL/.test(head) ? 'past' : 'history';
}

const headers: Record<string, SectionKey> = {
  ASSESSMENT: 'assessment', DIAGNOSIS: 'assessment', PLAN: 'plan', DISPOSITION: 'plan', EXAM: 'exam', IMAGING: 'results', LABS: 'results', PROCEDURES: 'results', EDCOURSE: 'results',
  ALLERGY: 'allergies', MEDICATIONS: 'medications', ROS: 'review', PASTMEDICALHX: 'past', PASTSURGICAL: 'past', GYNHX: 'past', OTHER_HISTORY: 'past', IMMUNIZATIONS: 'past',
};
const relatives = /\b(?:mother|father|mom|dad|brothers?|sisters?|siblings?|grand\w+|family|uncle|aunt|parents?)\b/i;

/** MTS-Dialog's section headers. Family and social history share one: who is spoken of tells them apart. */
export function sectionOfHeader(header: string, text: string): SectionKey {
  if (header === 'FAM/SOCHX') return relatives.test(text) ? 'family' : 'social';
  return headers[header] ?? 'history';
}

const stop = new Set('the a an is are was were of to and in on for with that this it he she his her i you your my has have had be been do does did at by as or patient reports states'.split(' '));

function nearestSection(text: string, sentences: readonly NoteSentence[]): SectionKey | null {
  const tokens = new Set(rougeTokens(text).filter((token) => !stop.has(token)));
  let best: NoteSentence | null = null;
  let bestScore = 0.12;
  for (const sentence of sentences) {
    let shared = 0;
    for (const token of sentence.tokens) if (tokens.has(token)) shared += 1;
    const score = shared / Math.sqrt(sentence.tokens.size * Math.max(1, tokens.size));
    if (score > bestScore) {
      bestScore = score;
      best = sentence;
    }
  }
  return best?.section ?? null;
}
