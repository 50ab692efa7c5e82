/**
 * Rebuilds sentence-model.json from the TRAIN splits of ACI-Bench and MTS-Dialog (both CC BY 4.0); never give it their
 * validation or test splits.
 *
 *   node train-sentence-model.ts --aci aci-bench/train.csv --mts MTS-Dialog-TrainingSet.csv --out ../sentence-model.json
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findCandidates } from '../candidates.ts';
import { sectionKeys } from '../linear-model.ts';
import type { ModelFile, SectionKey } from '../linear-model.ts';
import { featuresOf } from '../sentence-features.ts';
import type { Features } from '../sentence-features.ts';
import { speakersOf } from '../speakers.ts';
import { fitLogistic } from './fit.ts';
import type { Row } from './fit.ts';
import { labelCandidates } from './label-candidates.ts';
import { readCorpus } from '../corpora/read-corpus.ts';
import type { Example } from '../corpora/read-corpus.ts';

const { values } = parseArgs({ options: { aci: { type: 'string' }, mts: { type: 'string' }, out: { type: 'string' } } });
if (!values.aci || !values.mts || !values.out) throw new Error('usage: --aci FILE --mts FILE --out FILE');

type Sample = { features: Features; written: boolean; section: SectionKey | null; whole: boolean };

function samplesOf(example: Example): Sample[] {
  const candidates = findCandidates(example.segments, speakersOf(example.segments));
  const labels = labelCandidates(candidates, example.note, example.header);
  const whole = example.header === null;
  return featuresOf(candidates).map((features, index) => ({
    // A section's excerpt says nothing of where in a visit it stood.
    features: whole ? features : features.filter((name) => !/^(?:tenth:|phase:|first$|last$|cue:\w+:(?:history|exam|results|plan)$)/.test(name)),
    ...labels[index]!,
    whole,
  }));
}

const samples = [...readCorpus(values.aci), ...readCorpus(values.mts)].flatMap(samplesOf);
const seen = new Map<string, number>();
for (const { features } of samples) for (const name of features) seen.set(name, (seen.get(name) ?? 0) + 1);
const frequent = (features: Features) => features.filter((name) => seen.get(name)! >= 4);

const settings = { epochs: 6, rate: 0.05, l2: 2e-4, seed: 7 };
const salienceRows: Row[] = samples.map(({ features, written, whole }) => ({ features: frequent(features), target: written ? 1 : 0, weight: whole ? 1 : 0.3 }));
const fits = [fitLogistic(salienceRows, settings)];
for (const key of sectionKeys) {
  const rows: Row[] = samples.filter(({ section, written }) => section !== null && written).map(({ features, section, whole }) => ({ features: frequent(features), target: section === key ? 1 : 0, weight: whole ? 1 : 0.5 }));
  fits.push(fitLogistic(rows, settings));
}

const names = [...new Set(fits.flatMap((fit) => [...fit.weights.keys()]))].sort();
const weights: Record<string, number[]> = {};
for (const name of names) {
  const row = fits.map((fit) => Math.round((fit.weights.get(name) ?? 0) * 100));
  if (row.some((weight) => Math.abs(weight) >= 14)) weights[name] = row;
}
const model: ModelFile = {
  version: '1',
  attribution: 'Weights derived from ACI-Bench (Yim et al. 2023) and MTS-Dialog (Ben Abacha et al. 2023), both CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changed: reduced to feature weights.',
  trainedOn: `ACI-Bench train, MTS-Dialog training; ${samples.length} candidates`,
  bias: fits.map((fit) => Math.round(fit.bias * 100)),
  weights,
};
// One feature a line, so that a retrained model can be compared.
const lines = Object.entries(weights).map(([name, row]) => `    ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
writeFileSync(values.out, `${JSON.stringify({ ...model, weights: undefined }, null, 2).slice(0, -2)},\n  "weights": {\n${lines.join(',\n')}\n  }\n}\n`);
process.stdout.write(`${samples.length} candidates, ${Object.keys(weights).length} features kept, salient ${samples.filter((one) => one.whole && one.written).length} of ${samples.filter((one) => one.whole).length}\n`);
