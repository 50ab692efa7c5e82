import { findCandidates } from '../candidates.ts';
import type { Candidate } from '../candidates.ts';
import type { Example } from '../corpora/read-corpus.ts';
import { sectionKeys } from '../linear-model.ts';
import type { ModelFile, SectionKey } from '../linear-model.ts';
import { personOf } from '../person.ts';
import { featuresOf } from '../sentence-features.ts';
import type { Features } from '../sentence-features.ts';
import { speakersOf } from '../speakers.ts';
import { wordingsOf } from '../wordings.ts';
import { fitLogistic } from './fit.ts';
import type { Row } from './fit.ts';
import { labelCandidates } from './label-candidates.ts';

export type Sample = { features: Features; written: boolean; section: SectionKey | null; whole: boolean };

/** An example's candidates with what a clinician did with them. */
export function samplesOf(example: Example): Sample[] {
  const speakers = speakersOf(example.segments);
  const person = personOf(example.segments, speakers);
  const candidates = findCandidates(example.segments, speakers);
  const labels = labelCandidates(candidates, candidates.map((one: Candidate) => wordingsOf(one, person)[0]!.text), example.note, example.header);
  const whole = example.header === null;
  return featuresOf(candidates).map((features, index) => ({
    // A section's excerpt says nothing of where in a visit it stood.
    features: whole ? features : features.filter((name) => !/^(?:tenth:|phase:|first$|last$|cue:\w+:(?:history|exam|results|plan)$)/.test(name)),
    ...labels[index]!,
    whole,
  }));
}

const settings = { epochs: 8, rate: 0.05, l2: 3e-4, seed: 7 };
const leastSeen = 3;
const leastWeight = 12;

/** Salience and sections as five logistic regressions; weights in hundredths. */
export function fitSentenceModel(samples: readonly Sample[]): Pick<ModelFile, 'bias' | 'weights'> {
  const seen = new Map<string, number>();
  for (const { features } of samples) for (const name of features) seen.set(name, (seen.get(name) ?? 0) + 1);
  const frequent = (features: Features) => features.filter((name) => seen.get(name)! >= leastSeen);
  const fits = [fitLogistic(samples.map(({ features, written, whole }): Row => ({ features: frequent(features), target: written ? 1 : 0, weight: whole ? 1 : 0.3 })), settings)];
  for (const key of sectionKeys) {
    const rows = samples.filter(({ section, written }) => section !== null && written);
    fits.push(fitLogistic(rows.map(({ features, section, whole }): Row => ({ features: frequent(features), target: section === key ? 1 : 0, weight: whole ? 1 : 0.5 })), settings));
  }
  const weights: Record<string, number[]> = {};
  for (const name of [...new Set(fits.flatMap((fit) => [...fit.weights.keys()]))].sort()) {
    const row = fits.map((fit) => Math.round((fit.weights.get(name) ?? 0) * 100));
    if (row.some((weight) => Math.abs(weight) >= leastWeight)) weights[name] = row;
  }
  return { bias: fits.map((fit) => Math.round(fit.bias * 100)), weights };
}
