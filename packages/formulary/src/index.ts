import data from '../data/formulary.json' with { type: 'json' };
import list from '../data/onc-high-priority.json' with { type: 'json' };
import type { FormularyData, HighPriorityList } from './types.ts';
import { createFormulary, type Formulary } from './formulary.ts';

export type { Combination, DrugClass, HighPriorityList, HighPriorityPair, Ingredient, PairSide, Product, Schedule, Source } from './types.ts';
export { normalName, type Allergen, type DrugName, type Formulary, type ResolvedDrug } from './formulary.ts';
export { parseProductName, type ProductName } from './product-name.ts';

/** The built-in formulary. It is not a complete drug database: what it does not know it says. */
export const formulary: Formulary = createFormulary(data as FormularyData, list as HighPriorityList);
