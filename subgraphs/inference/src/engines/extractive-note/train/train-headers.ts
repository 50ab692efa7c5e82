/**
 * Rebuilds headers/header-model.json from MTS-Dialog's TRAINING set (CC BY 4.0) alone. With --folds it prints five-fold
 * cross-validated accuracy and writes nothing. Only the dialogue is read, never the section's text.
 *
 *   node train-headers.ts --mts MTS-Dialog-TrainingSet.csv (--out ../headers/header-model.json | --folds)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseCsv } from '../corpora/parse-csv.ts';
import { classifyHeader, readHeaderModel, rowOf } from '../headers/classify-header.ts';
import type { HeaderFile } from '../headers/classify-header.ts';
import { viewsOf } from '../headers/header-features.ts';
import type { Views } from '../headers/header-features.ts';
import { seededRandom } from '@dra/service';
import { fitSvm } from './svm.ts';

type Sample = { views: Views; header: string };
const settings = { cost: 0.5, balance: 0.5, least: 2, epochs: 60, seed: 7 };

function fit(samples: readonly Sample[]): Pick<HeaderFile, 'classes' | 'grams' | 'rarity' | 'scale' | 'weights'> {
  const seen = new Map<string, number>();
  for (const { views } of samples) for (const gram of new Set(views.grams.flat())) seen.set(gram, (seen.get(gram) ?? 0) + 1);
  const grams = [...seen].filter(([, count]) => count >= settings.least).map(([gram]) => gram).sort();
  const rarity = grams.map((gram) => Math.round((Math.log((1 + samples.length) / (1 + seen.get(gram)!)) + 1) * 1000) / 1000);
  const places = new Map(grams.map((gram, index) => [gram, index]));
  const rows = samples.map(({ views }) => rowOf(views, places, rarity, grams.length));
  const size = grams.length + samples[0]!.views.figures.length + 1;
  const classes = [...new Set(samples.map(({ header }) => header))].sort();
  const share = (header: string) => samples.filter((one) => one.header === header).length;
  const costs = samples.map(({ header }) => settings.cost * (samples.length / classes.length / share(header)) ** settings.balance);
  const fitted = classes.map((header) => fitSvm(rows, samples.map((one) => (one.header === header ? 1 : -1)), costs, size, { epochs: settings.epochs, random: seededRandom(settings.seed) }));
  const largest = fitted.reduce((most, weights) => weights.reduce((one, weight) => Math.max(one, Math.abs(weight)), most), 0);
  const scale = largest / 127;
  const bytes = new Int8Array(size * classes.length);
  for (const [one, weights] of fitted.entries()) for (let index = 0; index < size; index += 1) bytes[index * classes.length + one] = Math.round(weights[index]! / scale);
  return { classes, grams, rarity, scale, weights: Buffer.from(bytes.buffer).toString('base64') };
}

const { values } = parseArgs({ options: { mts: { type: 'string' }, out: { type: 'string' }, folds: { type: 'boolean' } } });
if (!values.mts || (!values.out && !values.folds)) throw new Error('usage: --mts FILE (--out FILE | --folds)');
const samples = parseCsv(readFileSync(values.mts, 'utf8')).map((row): Sample => ({ views: viewsOf(row['dialogue'] ?? ''), header: row['section_header'] ?? '' }));

if (values.folds) {
  const folds = 5;
  let right = 0;
  for (let fold = 0; fold < folds; fold += 1) {
    const model = readHeaderModel({ version: '', attribution: '', trainedOn: '', ...fit(samples.filter((_, index) => index % folds !== fold)) });
    for (const [index, { views, header }] of samples.entries()) if (index % folds === fold && classifyHeader(views, model).header === header) right += 1;
  }
  process.stdout.write(`${folds} folds of ${samples.length}: accuracy ${(right / samples.length).toFixed(3)}\n`);
}
if (values.out) {
  const file: HeaderFile = {
    version: '1',
    attribution: 'Weights derived from MTS-Dialog (Ben Abacha et al. 2023), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changed: reduced to feature weights.',
    trainedOn: `MTS-Dialog training set, ${samples.length} dialogues; seed ${settings.seed}`,
    ...fit(samples),
  };
  writeFileSync(values.out, `${JSON.stringify(file)}\n`);
  process.stdout.write(`${file.grams.length} words and pairs, ${file.classes.length} headers\n`);
}
