import data from '../data/formulary.json' with { type: 'json' };
import list from '../data/onc-high-priority.json' with { type: 'json' };
import type { FormularyData, HighPriorityList } from './types.ts';
import { createFormulary, type Formulary } from './formulary.ts';
import { completeFormulary } from './rxnorm/complete-formulary.ts';
import { readRelease } from './rxnorm/read-release.ts';

export type { Combination, DrugClass, HighPriorityList, HighPriorityPair, Ingredient, PairSide, Product, Schedule, Source } from './types.ts';
export { normalName, type Allergen, type DrugName, type Formulary, type ResolvedDrug } from './formulary.ts';
export { BrokenRelease } from './rxnorm/read-rrf.ts';
export { parseProductName, type ProductName } from './product-name.ts';

const builtIn = data as FormularyData;
let current = createFormulary(builtIn, list as HighPriorityList);

/**
 * The formulary in use: the built-in one, or the one that a mounted release completes. It is not a complete drug database:
 * what it does not know it says.
 */
export const formulary: Formulary = {
  get version() {
    return current.version;
  },
  get sources() {
    return current.sources;
  },
  get classes() {
    return current.classes;
  },
  get ingredients() {
    return current.ingredients;
  },
  get products() {
    return current.products;
  },
  get highPriority() {
    return current.highPriority;
  },
  ingredient: (name) => current.ingredient(name),
  class: (id) => current.class(id),
  named: (name) => current.named(name),
  names: () => current.names(),
  byRxcui: (rxcui) => current.byRxcui(rxcui),
  resolve: (drug) => current.resolve(drug),
  allergen: (entry) => current.allergen(entry),
  scheduleOf: (ingredients) => current.scheduleOf(ingredients),
};

/**
 * Completes the formulary of this process from the `rrf` folder of an RxNorm release. Before anything is answered: what was
 * worked out from the formulary earlier stays as it was.
 * @returns how many ingredients have a code, before and after
 * @throws BrokenRelease, and the formulary is then what it was
 */
export async function mountRxNorm(folder: string): Promise<{ before: number; after: number; ingredients: number; version: string }> {
  const coded = (rows: FormularyData['ingredients']) => rows.filter(({ rxcui }) => rxcui !== null).length;
  const completed = completeFormulary(builtIn, await readRelease(folder));
  current = createFormulary(completed, list as HighPriorityList);
  return { before: coded(builtIn.ingredients), after: coded(completed.ingredients), ingredients: completed.ingredients.length, version: completed.version };
}
