/**
 * Rebuilds sentence-model.json from the TRAIN splits of ACI-Bench and MTS-Dialog (both CC BY 4.0); never give it their
 * validation or test splits.
 *
 *   node train-sentence-model.ts --aci aci-bench/train.csv --mts MTS-Dialog-TrainingSet.csv --out ../sentence-model.json
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCorpus } from '../corpora/read-corpus.ts';
import type { ModelFile } from '../linear-model.ts';
import { fitSentenceModel, samplesOf } from './fit-sentence-model.ts';

const { values } = parseArgs({ options: { aci: { type: 'string' }, mts: { type: 'string' }, out: { type: 'string' } } });
if (!values.aci || !values.mts || !values.out) throw new Error('usage: --aci FILE --mts FILE --out FILE');

const samples = [...readCorpus(values.aci), ...readCorpus(values.mts)].flatMap(samplesOf);
const { bias, weights } = fitSentenceModel(samples);
const model: Omit<ModelFile, 'weights'> = {
  version: '2',
  attribution: 'Weights derived from ACI-Bench (Yim et al. 2023) and MTS-Dialog (Ben Abacha et al. 2023), both CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changed: reduced to feature weights.',
  trainedOn: `ACI-Bench train, MTS-Dialog training; ${samples.length} candidates`,
  bias,
};
// One feature a line, so that a retrained model can be compared.
const lines = Object.entries(weights).map(([name, row]) => `    ${JSON.stringify(name)}: ${JSON.stringify(row)}`);
writeFileSync(values.out, `${JSON.stringify(model, null, 2).slice(0, -2)},\n  "weights": {\n${lines.join(',\n')}\n  }\n}\n`);
process.stdout.write(`${samples.length} candidates, ${lines.length} features kept, salient ${samples.filter(({ written, whole }) => written && whole).length} of ${samples.filter(({ whole }) => whole).length}\n`);
