import { formulary } from '@dra/formulary';
import type { DrugMention } from './drug-mentions.ts';
import { keyOf, type Memory, type Named } from './memory.ts';
import type { Sentence } from './turns.ts';

/** How people call a medicine by what it is for or what it is: classes of the formulary, and ingredients beside them. */
const names: readonly (readonly [RegExp, readonly string[], RegExp?])[] = [
  [/statin|cholesterol (?:pills?|medicines?|medications?|meds?)/, ['statin']],
  [/(?:water|fluid) (?:pills?|tablets?)|diuretics?/, ['thiazide', 'loop-diuretic'], /^(?:spironolactone|triamterene|amiloride|eplerenone|indapamide|metolazone)$/],
  [/blood thinners?|anticoagulants?/, ['oral-anticoagulant']],
  [/beta[ -]+blockers?/, ['beta-blocker']],
  [/ace(?: - | )?inhibitors?/, ['ace-inhibitor']],
  [/(?:blood )?pressure (?:pills?|medicines?|medications?|meds?|tablets?)/, ['ace-inhibitor', 'arb', 'beta-blocker', 'dihydropyridine', 'thiazide']],
  [/proton pump inhibitors?|ppi|acid (?:reducers?|blockers?|pills?)|(?:heartburn|reflux|stomach) (?:pills?|medicines?|medications?|meds?)/, ['ppi', 'h2-blocker']],
  [/antidepressants?|depression (?:pills?|medicines?|medications?|meds?)/, ['ssri', 'snri', 'tca'], /^(?:bupropion|mirtazapine|trazodone|vilazodone|vortioxetine)$/],
  [/sleep(?:ing)? (?:pills?|medicines?|medications?|meds?|aids?)/, ['z-drug'], /^(?:trazodone|melatonin|ramelteon|suvorexant|doxepin|temazepam)$/],
  [/(?:rescue|emergency) inhalers?/, ['saba']],
  [/(?:steroid|controller|maintenance) inhalers?/, ['inhaled-corticosteroid', 'laba']],
  [/anti[ -]+inflammator(?:y|ies)|nsaids?/, ['nsaid']],
  [/muscle relax(?:er|ant)s?/, ['muscle-relaxant'], /^(?:tizanidine|baclofen|cyclobenzaprine|methocarbamol|metaxalone|carisoprodol)$/],
  [/antihistamines?|allergy (?:pills?|medicines?|medications?|meds?)/, ['h1-antihistamine']],
  [/(?:thyroid|levothyroxine) (?:pills?|medicines?|medications?|meds?)/, ['thyroid-hormone']],
  [/(?:sugar|diabetes) (?:pills?|medicines?|medications?|meds?)/, ['sulfonylurea', 'dpp4-inhibitor', 'sglt2-inhibitor', 'thiazolidinedione'], /^metformin$/],
  [/iron (?:pills?|tablets?|supplements?)/, [], /^(?:iron|ferrous \w+)$/],
  [/antibiotics?/, ['penicillin', 'cephalosporin', 'fluoroquinolone', 'macrolide', 'tetracycline', 'sulfonamide-antibiotic'], /^(?:nitrofurantoin|clindamycin|metronidazole|trimethoprim)$/],
  [/(?:gout) (?:pills?|medicines?|medications?|meds?)/, [], /^(?:allopurinol|febuxostat|colchicine|probenecid)$/],
  [/(?:prostate) (?:pills?|medicines?|medications?|meds?)/, ['alpha-blocker', 'five-alpha-reductase-inhibitor']],
];
const said = new RegExp(String.raw`\b(?:the|your|that|this|her|his) (${names.map(([rule]) => rule.source).join('|')})\b(?! (?:level|class|family|that i))`, 'g');

/**
 * "Stop the water pill": the medicine that is meant, where one alone of those that are taken, or were ordered a moment ago, is such a
 * one. "A statin" names none yet, and of two nobody can say which.
 */
export const findByClass = (sentence: Sentence, memory: Memory): DrugMention[] =>
  [...sentence.text.matchAll(said)].flatMap((match): DrugMention[] => {
    const words = match[1] ?? '';
    const known = names.find(([rule]) => new RegExp(`^(?:${rule.source})$`).test(words));
    if (!known) return [];
    const [, classes, ingredients] = known;
    const fits = ({ mention }: Named): boolean => mention.drug.ingredients.some(({ name }) => (formulary.ingredient(name)?.classes ?? []).some((one) => classes.includes(one)) || ingredients?.test(name) === true);
    const [only, ...more] = [...memory.spoken.values()].filter((named) => memory.taken.has(keyOf(named.mention)) || memory.ordered.has(keyOf(named.mention))).filter(fits);
    if (!only || more.length > 0) return [];
    const from = sentence.from + match.index + match[0].length - words.length;
    return [{ from, to: from + words.length, drug: only.mention.drug, form: null, measured: false, meant: only }];
  });
