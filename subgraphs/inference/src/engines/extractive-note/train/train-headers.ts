/**
 * Rebuilds headers/header-model.json from MTS-Dialog's TRAINING set and the notes of ACI-Bench's train split (both CC BY
 * 4.0). The sections' own words teach what a header is about; what is classified is a dialogue alone. With --folds it
 * prints cross-validated accuracy and writes nothing, with --like also what it would be with the headers of another file.
 *
 *   node train-headers.ts --mts MTS-Dialog-TrainingSet.csv --aci aci-bench/train.csv (--out ../headers/header-model.json | --folds [--like FILE])
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseCsv } from '../corpora/parse-csv.ts';
import { classifyHeader, readHeaderModel, rowOf } from '../headers/classify-header.ts';
import type { HeaderFile } from '../headers/classify-header.ts';
import { stemsOf, viewsOf } from '../headers/header-features.ts';
import type { Views } from '../headers/header-features.ts';
import { seededRandom } from '@dra/service';
import { noteSections } from './header-texts.ts';
import type { HeaderText } from './header-texts.ts';
import { fitSvm } from './svm.ts';

type Sample = { views: Views; header: string; text: string };
/** `ofText`, `ofNotes`: what a section's own words and those of whole notes weigh beside a dialogue. */
const settings = { cost: 0.3, balance: 1, ofText: 0.3, ofNotes: 0.1, least: 2, epochs: 60, seed: 7 };

function fit(samples: readonly Sample[], notes: readonly HeaderText[]): Pick<HeaderFile, 'classes' | 'grams' | 'rarity' | 'scale' | 'weights'> {
  const seen = new Map<string, number>();
  for (const { views } of samples) for (const gram of new Set(views.grams.flat())) seen.set(gram, (seen.get(gram) ?? 0) + 1);
  const grams = [...seen].filter(([, count]) => count >= settings.least).map(([gram]) => gram).sort();
  const rarity = grams.map((gram) => Math.round((Math.log((1 + samples.length) / (1 + seen.get(gram)!)) + 1) * 1000) / 1000);
  const places = new Map(grams.map((gram, index) => [gram, index]));
  const classes = [...new Set(samples.map(({ header }) => header))].sort();
  const share = new Map(classes.map((header) => [header, samples.filter((one) => one.header === header).length]));
  const cost = (header: string) => settings.cost * (samples.length / classes.length / share.get(header)!) ** settings.balance;
  const mean = meanOf(samples.map(({ views }) => views));
  const ofWords = (text: string): Views => ({ ...mean, grams: [stemsOf(text.toLowerCase())] });
  const known = [
    ...samples.map(({ views, header }) => ({ views, header, cost: cost(header) })),
    ...samples.map(({ text, header }) => ({ views: ofWords(text), header, cost: settings.ofText * cost(header) })),
    ...notes.filter(({ header }) => share.has(header)).map(({ text, header }) => ({ views: ofWords(text), header, cost: settings.ofNotes * cost(header) })),
  ];
  const rows = known.map(({ views }) => rowOf(views, places, rarity, grams.length));
  const size = grams.length + mean.figures.length + mean.forms.length + 1;
  const costs = known.map((one) => one.cost);
  const fitted = classes.map((header) => fitSvm(rows, known.map((one) => (one.header === header ? 1 : -1)), costs, size, { epochs: settings.epochs, random: seededRandom(settings.seed) }));
  const largest = fitted.reduce((most, weights) => weights.reduce((one, weight) => Math.max(one, Math.abs(weight)), most), 0);
  const scale = largest / 127;
  const bytes = new Int8Array(size * classes.length);
  for (const [one, weights] of fitted.entries()) for (let index = 0; index < size; index += 1) bytes[index * classes.length + one] = Math.round(weights[index]! / scale);
  return { classes, grams, rarity, scale, weights: Buffer.from(bytes.buffer).toString('base64') };
}

/** Of a text that is no dialogue: neither for nor against any header. */
function meanOf(all: readonly Views[]): Omit<Views, 'grams'> {
  const mean = (rows: readonly number[][]) => rows[0]!.map((_, index) => rows.reduce((sum, row) => sum + row[index]!, 0) / rows.length);
  return { figures: mean(all.map(({ figures }) => figures)), forms: mean(all.map(({ forms }) => forms)) };
}

/** Seeded folds in which each header has its share, as even as can be. */
function foldsOf(samples: readonly Sample[], folds: number, seed: number): number[] {
  const random = seededRandom(seed);
  const order = samples.map((_, index) => ({ index, by: random() })).sort((a, b) => a.by - b.by);
  const dealt = new Map<string, number>();
  const fold = new Array<number>(samples.length);
  for (const { index } of order) {
    const { header } = samples[index]!;
    const count = dealt.get(header) ?? Math.floor(random() * folds);
    fold[index] = count % folds;
    dealt.set(header, count + 1);
  }
  return fold;
}

const { values } = parseArgs({ options: { mts: { type: 'string' }, aci: { type: 'string' }, out: { type: 'string' }, folds: { type: 'boolean' }, like: { type: 'string' } } });
if (!values.mts || !values.aci || (!values.out && !values.folds)) throw new Error('usage: --mts FILE --aci FILE (--out FILE | --folds [--like FILE])');
const samples = parseCsv(readFileSync(values.mts, 'utf8')).map((row): Sample => ({ views: viewsOf(row['dialogue'] ?? ''), header: row['section_header'] ?? '', text: row['section_text'] ?? '' }));
const notes = noteSections(values.aci);

if (values.folds) {
  const folds = 5;
  const rounds = 2;
  const right = samples.map(() => 0);
  const shares: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fold = foldsOf(samples, folds, settings.seed + round);
    let hits = 0;
    for (let left = 0; left < folds; left += 1) {
      const model = readHeaderModel({ version: '', attribution: '', trainedOn: '', ...fit(samples.filter((_, index) => fold[index] !== left), notes) });
      for (const [index, { views, header }] of samples.entries()) {
        if (fold[index] !== left || classifyHeader(views, model).header !== header) continue;
        right[index]! += 1;
        hits += 1;
      }
    }
    shares.push(hits / samples.length);
  }
  process.stdout.write(`${rounds} times ${folds} folds of ${samples.length}: accuracy ${shares.map((one) => one.toFixed(3)).join(', ')}\n`);
  if (values.like) {
    // Which headers a set has, and how many of each; nothing else of it is read.
    const mix = parseCsv(readFileSync(values.like, 'utf8')).map((row) => row['section_header'] ?? '');
    const recall = (header: string) => {
      const of = samples.flatMap((one, index) => (one.header === header ? [right[index]! / rounds] : []));
      return of.reduce((sum, one) => sum + one, 0) / Math.max(1, of.length);
    };
    process.stdout.write(`with headers as often as there: ${(mix.reduce((sum, header) => sum + recall(header), 0) / mix.length).toFixed(3)}\n`);
  }
}
if (values.out) {
  const file: HeaderFile = {
    version: '2',
    attribution: 'Weights derived from MTS-Dialog (Ben Abacha et al. 2023) and ACI-Bench (Yim et al. 2023), both CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changed: reduced to feature weights.',
    trainedOn: `MTS-Dialog training set, ${samples.length} dialogues and their sections; ${notes.length} sections of ACI-Bench train; seed ${settings.seed}`,
    ...fit(samples, notes),
  };
  writeFileSync(values.out, `${JSON.stringify(file)}\n`);
  process.stdout.write(`${file.grams.length} words and pairs, ${file.classes.length} headers\n`);
}
