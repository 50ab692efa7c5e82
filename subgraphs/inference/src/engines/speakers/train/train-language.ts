/**
 * Rebuilds language-model.json from the speaker tags of the TRAIN dialogues of ACI-Bench and MTS-Dialog (both CC BY 4.0)
 * alone; --held are their validation sets, on which the figures in the file are taken and one number (the scale that
 * calibrates it) is fitted.
 *
 *   node train-language.ts --train ACI/train.csv --train MTS/MTS-Dialog-TrainingSet.csv --held ACI/valid.csv --held MTS/MTS-Dialog-ValidationSet.csv --out ../language-model.json
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCorpus } from '../../extractive-note/corpora/read-corpus.ts';
import { seededRandom } from '@dra/service';
import { fitLogistic } from '../../extractive-note/train/fit.ts';
import type { Row } from '../../extractive-note/train/fit.ts';
import { clinicianLogOdds, readLanguageModel } from '../language-evidence.ts';
import type { LanguageFile } from '../language-evidence.ts';
import { wordFeatures, wordsOf } from '../spoken-words.ts';

type Said = { text: string; clinician: boolean };
const settings = { seed: 7, epochs: 6, rate: 0.1, l2: 0.00002, least: 4, kept: 4_500, misheard: 0.15 };

/** Sentences: a recogniser's utterances end at pauses, not at turns. */
function sentencesOf(paths: readonly string[]): Said[] {
  return paths.flatMap(readCorpus).flatMap(({ segments }) =>
    segments.flatMap(({ speaker, text }) => {
      if (speaker !== 'CLINICIAN' && speaker !== 'PATIENT') return [];
      return text.split(/(?<=[.?!])\s+|\n/).filter((one) => wordsOf(one).length > 0).map((one) => ({ text: one, clinician: speaker === 'CLINICIAN' }));
    }),
  );
}

/** Recognisers lose words: without some of them the others learn to speak for themselves. */
function misheard(text: string, random: () => number): string {
  return wordsOf(text).filter(() => random() >= settings.misheard).map((word) => (word === '#' ? '7' : word)).join(' ');
}

function fit(said: readonly Said[]): Record<string, number> {
  const random = seededRandom(settings.seed);
  const rows: Row[] = said.flatMap(({ text, clinician }) => [text, misheard(text, random)].map((one) => ({ features: wordFeatures(one), target: clinician ? 1 : 0, weight: 1 })));
  const seen = new Map<string, number>();
  for (const { features } of rows) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const share = said.filter(({ clinician }) => clinician).length / said.length;
  // Both sides weigh the same: who talks more is no evidence of who talks.
  const balanced = rows.map((row) => ({ ...row, features: row.features.filter((one) => seen.get(one)! >= 2 * settings.least), weight: 0.5 / (row.target ? share : 1 - share) }));
  const { weights } = fitLogistic(balanced, settings);
  const worth = (feature: string, weight: number) => Math.abs(weight) * Math.sqrt(seen.get(feature) ?? 0);
  const kept = [...weights].sort((a, b) => worth(...b) - worth(...a)).slice(0, settings.kept);
  return Object.fromEntries(kept.map(([feature, weight]) => [feature, Math.round(weight * 100)] as const).filter(([, weight]) => weight !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function measure(said: readonly Said[], model: Pick<LanguageFile, 'scale' | 'weights'>) {
  const read = readLanguageModel(model);
  const share = said.filter(({ clinician }) => clinician).length / said.length;
  let weighed = 0;
  let right = 0;
  let loss = 0;
  let sure = 0;
  let sureRight = 0;
  for (const { text, clinician } of said) {
    const odds = clinicianLogOdds(text, read);
    const weight = 0.5 / (clinician ? share : 1 - share);
    const towards = clinician ? odds : -odds;
    weighed += weight;
    right += towards > 0 ? weight : towards === 0 ? weight / 2 : 0;
    loss += weight * Math.log1p(Math.exp(-towards));
    if (Math.abs(odds) >= Math.log(0.8 / 0.2)) {
      sure += weight;
      sureRight += towards > 0 ? weight : 0;
    }
  }
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return { sentences: said.length, balancedAccuracy: round(right / weighed), logLoss: round(loss / weighed), shareAbove80: round(sure / weighed), accuracyAbove80: round(sureRight / sure) };
}

const { values } = parseArgs({ options: { train: { type: 'string', multiple: true }, held: { type: 'string', multiple: true }, out: { type: 'string' } } });
if (!values.train || !values.held || !values.out) {
  process.stderr.write('Usage: node train-language.ts --train FILE.csv … --held FILE.csv … --out FILE.json\n');
  process.exit(2);
}
const weights = fit(sentencesOf(values.train));
const held = sentencesOf(values.held);
const random = seededRandom(settings.seed);
// Calibrated on held-out sentences with words lost, since that is what a recogniser hands over.
const heard = held.map((one) => ({ ...one, text: misheard(one.text, random) })).filter(({ text }) => text !== '');
const scales = Array.from({ length: 40 }, (_, index) => (index + 1) * 0.05);
const scale = scales.reduce((best, one) => (measure(heard, { scale: one, weights }).logLoss < measure(heard, { scale: best, weights }).logLoss ? one : best));
const model: LanguageFile = {
  attribution: 'Learned from the speaker tags of ACI-Bench (Yim et al., Scientific Data 2023) and MTS-Dialog (Ben Abacha et al., EACL 2023).',
  licence: 'CC BY 4.0, https://creativecommons.org/licenses/by/4.0/',
  seed: settings.seed,
  trainedOn: 'ACI-Bench train (67 dialogues), MTS-Dialog training set (1,201 dialogues)',
  heldOut: measure(heard, { scale, weights }),
  scale: Math.round(scale * 100) / 100,
  weights,
};
writeFileSync(values.out, `${JSON.stringify(model)}\n`);
process.stdout.write(`${JSON.stringify(model.heldOut)} scale ${model.scale}, ${Object.keys(weights).length} features\n`);
