import { normalName } from '../formulary.ts';
import { parseProductName } from '../product-name.ts';
import type { Combination, FormularyData, Ingredient, Product } from '../types.ts';
import type { Concept, RxNormRelease } from './read-release.ts';

const source = 'rxnorm-release';

/**
 * The formulary with the codes, brand names and products of an RxNorm release, for the ingredients that it has already.
 * Ingredients that only the release knows stay unknown: nobody has said of which classes they are, and a check of them must
 * go on to say that it could not be made in full.
 */
export function completeFormulary(data: FormularyData, release: RxNormRelease): FormularyData {
  const ingredients = data.ingredients.map((row): Ingredient => ({ ...row, brands: [...row.brands] }));
  const byName = new Map<string, Ingredient>();
  for (const row of ingredients) for (const name of [row.name, ...row.synonyms]) byName.set(normalName(name), row);
  const products = new Map<string, Product>(data.products.map((row) => [row.rxcui, row]));
  const combinations: Combination[] = [...data.combinations];
  const taken = new Set([...byName.keys(), ...data.ingredients.flatMap((row) => row.brands), ...data.combinations.flatMap((row) => [...row.names, ...row.brands])].map(normalName));
  const codes = new Set(ingredients.flatMap((row) => (row.rxcui === null ? [] : [row.rxcui])));

  const ours = new Map<string, Ingredient>();
  for (const { rxcui, name } of release.concepts.filter(({ type }) => type === 'IN')) {
    const row = byName.get(normalName(name));
    if (row) ours.set(rxcui, row);
  }
  for (const [rxcui, row] of ours) {
    if (row.rxcui === null && !codes.has(rxcui)) {
      row.rxcui = rxcui;
      row.source = source;
      codes.add(rxcui);
    } else if (row.rxcui !== rxcui) addProduct({ rxcui, type: 'IN', name: row.name }, [row]);
  }

  /** Null where the release names an ingredient that we do not know, or none. */
  const contentsOf = (concept: Concept): Ingredient[] | null => {
    const rows = release.ingredientsOf(concept.rxcui).map((rxcui) => ours.get(rxcui));
    return rows.length > 0 && rows.every((row) => row !== undefined) ? rows : null;
  };
  for (const concept of release.concepts) {
    if (concept.type === 'IN') continue;
    const contents = contentsOf(concept);
    if (!contents) continue;
    addProduct(concept, contents);
    if (concept.type !== 'BN' || taken.has(normalName(concept.name))) continue;
    taken.add(normalName(concept.name));
    const [only, ...others] = contents;
    if (only && others.length === 0) only.brands.push(concept.name);
    else combinations.push({ ingredients: namesOf(contents), names: [], brands: [concept.name], schedule: null });
  }

  function addProduct({ rxcui, type, name }: Concept, contents: readonly Ingredient[]): void {
    if (products.has(rxcui) || codes.has(rxcui)) return;
    const isProduct = type !== 'IN' && type !== 'PIN' && type !== 'MIN' && type !== 'BN';
    const { parts, form, brand } = isProduct ? parseProductName(name) : { parts: [], form: null, brand: type === 'BN' ? name : null };
    const strengths = parts.flatMap(({ strength }) => (strength === null ? [] : [strength]));
    products.set(rxcui, { rxcui, source, name, ingredients: namesOf(contents), strength: strengths.length > 0 ? strengths.join(' / ') : null, form, brand });
  }

  return {
    ...data,
    version: `${data.version}+${release.sha256.slice(0, 8)}`,
    sources: [
      ...data.sources,
      { id: source, title: 'RXNCONSO.RRF and RXNREL.RRF of an RxNorm release', url: 'https://www.nlm.nih.gov/research/umls/rxnorm/', licence: 'RxNorm names and codes are public domain (NLM)', sha256: release.sha256 },
    ],
    ingredients,
    combinations,
    products: [...products.values()],
  };
}

const namesOf = (rows: readonly Ingredient[]): string[] => [...new Set(rows.map((row) => row.name))].sort();
