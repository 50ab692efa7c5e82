import type { DrugMention } from './drug-mentions.ts';
import type { Sentence, Turn } from './turns.ts';

/** How strong the product is, where it is said in a form that is no dose: `875/125`, `400 mg/5 mL`, `0.1 %`. */
export type SaidStrength = { turn: Turn; from: number; to: number; value: string };

const mass = String.raw`(?:(milligrams?|mgs?|micrograms?|mcg|grams?|units?)(?![\w]))`;
const lead = String.raw`^(?: (?:,|at|to|up to|up|the|xr|er|liquid|suspension|cream|ointment|gel|lotion|solution|topical|inhaler|strength|dose|-|ophthalmic|eye drops|shampoo|foam|nasal spray))*`;
const unitCodes: readonly (readonly [RegExp, string])[] = [[/^m(?:g|illig)/, 'mg'], [/^m(?:cg|icro)/, 'mcg'], [/^g/, 'g'], [/^u/, 'units']];
const codeOf = (said: string | undefined): string => (said === undefined ? '' : ` ${unitCodes.find(([rule]) => rule.test(said))?.[1] ?? said}`);

export const saidStrength = (turn: Turn, mention: DrugMention, to: number): SaidStrength | null => {
  const zone = turn.phrase.text.slice(mention.to, Math.min(to, mention.to + 80));
  const found = (match: RegExpExecArray, value: string): SaidStrength => {
    const start = match[0].search(/[#%]\d/);
    return { turn, from: mention.to + start, to: mention.to + match[0].length, value };
  };
  const concentration = new RegExp(String.raw`${lead} [#%](\d+(?:\.\d+)?) ?${mass}? ?(?:per|\/|in) ?[#%](\d+(?:\.\d+)?)(?: ?(mls?|milliliters?|cc)(?![\w]))?`).exec(zone);
  const combination = new RegExp(String.raw`${lead} [#%](\d+(?:\.\d+)?)(?: ?(?:\/|-|over|slash|and)| by)? ?[#%](\d+(?:\.\d+)?)(?![\d.])(?: ?${mass})?(?! ?(?:days?|hours?|weeks?|times))`).exec(zone);
  if (combination && (mention.drug.ingredients.length > 1 || (/\//.test(combination[0]) && combination[2] !== '5' && combination[2] !== '1'))) return found(combination, `${combination[1]}/${combination[2]}${codeOf(combination[3])}`);
  if (concentration && (concentration[4] !== undefined || concentration[3] === '5' || concentration[3] === '1')) return found(concentration, `${concentration[1]}${codeOf(concentration[2])}/${concentration[3]}${concentration[4] === undefined ? '' : ' mL'}`);
  const percent = new RegExp(String.raw`${lead} [#%](\d+(?:\.\d+)?) ?percent\b`).exec(zone);
  return percent ? found(percent, `${percent[1]} %`) : null;
};

/** "four hundred per five, six mils twice a day" */
export const concentrationIn = (turn: Turn, sentence: Sentence): SaidStrength | null => {
  const match = new RegExp(String.raw`[#%](\d+(?:\.\d+)?) ?${mass}? ?(?:per|\/) ?[#%]5(?: ?(mls?|milliliters?|cc)(?![\w]))?`).exec(sentence.text);
  return match ? { turn, from: sentence.from + match.index, to: sentence.from + match.index + match[0].length, value: `${match[1]}${codeOf(match[2])}/5${match[3] === undefined ? '' : ' mL'}` } : null;
};
