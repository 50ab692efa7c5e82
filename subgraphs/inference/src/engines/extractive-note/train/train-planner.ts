/**
 * Rebuilds plan-model.json from the TRAIN split of ACI-Bench (CC BY 4.0), with MTS-Dialog's training split under the
 * sentence model that it stacks on; never give it their validation or test splits. Saliences are out of fold. With
 * --folds it prints five-fold cross-validated ROUGE of the plans and writes nothing.
 *
 *   node train-planner.ts --aci aci-bench/train.csv --mts MTS-Dialog-TrainingSet.csv (--out ../plan-model.json | --folds)
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildUnits, planned } from '../build-units.ts';
import { findCandidates } from '../candidates.ts';
import { readCorpus } from '../corpora/read-corpus.ts';
import type { Example } from '../corpora/read-corpus.ts';
import { rougeLsum, rougeN } from '../corpora/rouge.ts';
import { readModel } from '../linear-model.ts';
import type { SentenceModel } from '../linear-model.ts';
import { personOf } from '../person.ts';
import { planUnits } from '../plan/plan-units.ts';
import { readPlanModel } from '../plan/read-plan-model.ts';
import type { PlanFile } from '../plan/read-plan-model.ts';
import { scoreCandidates } from '../score-candidates.ts';
import { speakersOf } from '../speakers.ts';
import { fitPlanModel } from './fit-plan-model.ts';
import type { Visit } from './fit-plan-model.ts';
import { fitSentenceModel, samplesOf } from './fit-sentence-model.ts';

const { values } = parseArgs({ options: { aci: { type: 'string' }, mts: { type: 'string' }, out: { type: 'string' }, folds: { type: 'boolean' }, data: { type: 'string' } } });
if (!values.aci || !values.mts || (!values.out && !values.folds)) throw new Error('usage: --aci FILE --mts FILE (--out FILE | --folds)');

const folds = 5;
const visits = readCorpus(values.aci);
const foldOf = (index: number) => (index * 7 + Math.floor(index / folds)) % folds;
const samples = visits.map(samplesOf);
const excerpts = readCorpus(values.mts).flatMap(samplesOf);

const visitWith = (example: Example, model?: SentenceModel): Visit => {
  const speakers = speakersOf(example.segments);
  const scored = scoreCandidates(findCandidates(example.segments, speakers), model);
  return { units: buildUnits(scored, planned(scored).worth, { segments: example.segments, speakers, person: personOf(example.segments, speakers) }, { labels: true }), note: example.note };
};

const outOfFold: Visit[] = [];
for (let fold = 0; fold < folds; fold += 1) {
  const model = readModel(fitSentenceModel([...samples.flatMap((list, index) => (foldOf(index) === fold ? [] : list)), ...excerpts]));
  for (const [index, example] of visits.entries()) if (foldOf(index) === fold) outOfFold[index] = visitWith(example, model);
}

if (values.folds) {
  const sums = { r1: 0, r2: 0, lsum: 0, words: 0 };
  for (let fold = 0; fold < folds; fold += 1) {
    const model = readPlanModel(fitPlanModel(outOfFold.filter((_, index) => foldOf(index) !== fold)));
    for (const [index, { units, note }] of outOfFold.entries()) {
      if (foldOf(index) !== fold) continue;
      const plan = planUnits(units, model);
      const text = [...plan.keys()].sort((a, b) => a - b).map((at) => plan.get(at)!.text).join('\n');
      sums.r1 += rougeN(text, note, 1).f1;
      sums.r2 += rougeN(text, note, 2).f1;
      sums.lsum += rougeLsum(text, note).f1;
      sums.words += text.split(/\s+/).length;
    }
  }
  const mean = (sum: number) => ((100 * sum) / visits.length).toFixed(1);
  process.stdout.write(`${folds} folds of ${visits.length} visits, without titles: ROUGE-1/2/Lsum ${mean(sums.r1)} / ${mean(sums.r2)} / ${mean(sums.lsum)}; ${(sums.words / visits.length).toFixed(0)} words a note\n`);
}

if (values.out) {
  const fitted = fitPlanModel(outOfFold);
  const file: PlanFile = {
    version: '1',
    attribution: 'Weights derived from ACI-Bench (Yim et al. 2023) and MTS-Dialog (Ben Abacha et al. 2023), both CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); changed: reduced to counts of words and to decision trees.',
    trainedOn: `ACI-Bench train, ${visits.length} visits`,
    ...fitted,
  };
  writeFileSync(values.out, `${JSON.stringify(file)}\n`);
  process.stdout.write(`${fitted.forests.map(({ trees }) => trees.length).join(' and ')} trees, ${fitted.priors.map(({ grams }) => grams.length).join(' and ')} words and pairs\n`);
}
