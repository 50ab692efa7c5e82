import type { Candidate } from './candidates.ts';
import { cueKinds, cues, phaseCues } from './lexicon/clinical-cues.ts';
import type { CueKind } from './lexicon/clinical-cues.ts';
import { readAnswer } from './questions.ts';
import type { Word } from './words.ts';

/** Names of what holds of a candidate; the model has a weight for some of them. Binary: it holds or it does not. */
export type Features = string[];

/** One list a candidate, in order; neighbours and the visit's phase come in as features too. */
export function featuresOf(candidates: readonly Candidate[]): Features[] {
  let phase = 'history';
  const own = candidates.map((candidate) => {
    if (candidate.speaker !== 'PATIENT') phase = phaseAfter(candidate, phase);
    return ownFeatures(candidate, phase);
  });
  return own.map((features, index) => {
    const before = candidates[index - 1];
    const after = candidates[index + 1];
    return [
      ...features,
      ...(before ? cuesIn(before.words).map((kind) => `before:${kind}`) : ['first']),
      ...(after ? cuesIn(after.words).map((kind) => `after:${kind}`) : ['last']),
    ];
  });
}

function phaseAfter(candidate: Candidate, phase: string): string {
  const text = candidate.words.map((word) => word.lower).join(' ');
  for (const [pattern, next] of phaseCues) if (pattern.test(text)) phase = next;
  return phase;
}

function ownFeatures(candidate: Candidate, phase: string): Features {
  const { words, question, speaker, position } = candidate;
  const features = new Set<string>([`speaker:${speaker}`, `phase:${phase}`, `phase:${phase}:${speaker}`, `tenth:${Math.min(9, Math.floor(position * 10))}`, `length:${Math.min(8, Math.ceil(Math.log2(words.length + 1)))}`]);
  const spoken = words.filter((word) => word.kind !== 'mark').map(feature);
  addGrams(features, spoken, '');
  for (const kind of cuesIn(words)) {
    features.add(`cue:${kind}`);
    features.add(`cue:${kind}:${speaker}`);
    features.add(`cue:${kind}:${phase}`);
  }
  if (words.some((word) => /\d/.test(word.text))) features.add('number');
  if (question) {
    features.add('answer');
    addGrams(features, question.words.filter((word) => word.kind !== 'mark').map(feature), 'q:');
    for (const kind of cuesIn(question.words)) features.add(`q:cue:${kind}`);
    features.add(`polarity:${readAnswer(words).polarity ?? 'none'}`);
  }
  return [...features];
}

function addGrams(features: Set<string>, spoken: string[], prefix: string): void {
  for (const [index, word] of spoken.entries()) {
    features.add(`${prefix}w:${word}`);
    const next = spoken[index + 1];
    if (next) features.add(`${prefix}w:${word} ${next}`);
  }
}

const feature = (word: Word) => (/^\d/.test(word.text) ? '#' : word.lower);

/** Word -> a bit for each of `cueKinds` that it tells of. */
const bits = new Map<string, number>();
for (const [bit, kind] of cueKinds.entries()) for (const word of cues[kind]) bits.set(word, (bits.get(word) ?? 0) | (1 << bit));

export function cuesIn(words: readonly Word[]): CueKind[] {
  let found = 0;
  for (const { lower } of words) found |= bits.get(lower) ?? 0;
  return found === 0 ? [] : cueKinds.filter((_, bit) => found & (1 << bit));
}
