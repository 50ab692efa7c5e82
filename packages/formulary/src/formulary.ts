import type { Combination, DrugClass, FormularyData, HighPriorityList, Ingredient, Product, Schedule, Source } from './types.ts';
import { parseProductName } from './product-name.ts';
import { withoutSalts } from './salts.ts';

/** One name a drug goes by. */
export type DrugName = {
  /** Lower case, single spaces. */
  name: string;
  kind: 'INGREDIENT' | 'SYNONYM' | 'BRAND' | 'COMBINATION';
  ingredients: readonly Ingredient[];
};

export type ResolvedDrug = {
  ingredients: Ingredient[];
  /** Parts of the text that no table knows: what is checked about this drug is less than all of it. */
  unknown: string[];
  by: 'RXCUI' | 'NAME' | 'BOTH';
  product: Product | null;
  /** Code and text name different ingredients: both sets are in `ingredients`, so that a check sees more, never less. */
  disagreement: boolean;
};

export type Allergen =
  | { kind: 'INGREDIENTS'; ingredients: Ingredient[]; unknown: string[] }
  | { kind: 'CLASS'; class: DrugClass };

export type Formulary = {
  version: string;
  sources: readonly Source[];
  classes: readonly DrugClass[];
  ingredients: readonly Ingredient[];
  products: readonly Product[];
  highPriority: HighPriorityList;
  ingredient(name: string): Ingredient | null;
  class(id: string): DrugClass | null;
  /** Exactly this name, brand or synonym, in any case; no fuzzy match: a near miss is another drug. */
  named(name: string): DrugName | null;
  names(): Iterable<DrugName>;
  byRxcui(rxcui: string): { ingredients: Ingredient[]; product: Product | null } | null;
  /** What a coded or written drug contains, or null when neither code nor text is known. */
  resolve(drug: { rxcui?: string | null; text?: string | null }): ResolvedDrug | null;
  /** What an allergy entry means for drugs, or null when it names no drug and no class that the tables know. */
  allergen(entry: { rxcui?: string | null; text?: string | null }): Allergen | null;
  /** The strictest DEA schedule that applies, null for a medicine that is not controlled. */
  scheduleOf(ingredients: readonly Ingredient[]): Schedule | null;
};

export const normalName = (name: string): string => name.toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ').trim();

export const createFormulary = (data: FormularyData, highPriority: HighPriorityList): Formulary => {
  const ingredients = new Map(data.ingredients.map((row) => [row.name, row]));
  const rows = (names: readonly string[]): Ingredient[] => names.map((name) => ingredients.get(name)).filter((row) => row !== undefined);
  const names = indexNames(data, rows);
  const products = new Map(data.products.map((row) => [row.rxcui, row]));
  const coded = new Map(data.ingredients.filter((row) => row.rxcui !== null).map((row) => [row.rxcui ?? '', row]));
  const classes = new Map(data.classes.map((row) => [row.id, row]));
  const classNames = new Map(data.classes.flatMap((row) => row.names.map((name) => [name, row])));

  const named = (name: string): DrugName | null => names.get(normalName(name)) ?? null;
  const byRxcui: Formulary['byRxcui'] = (rxcui) => {
    const product = products.get(rxcui);
    if (product) return { ingredients: rows(product.ingredients), product };
    const ingredient = coded.get(rxcui);
    return ingredient ? { ingredients: [ingredient], product: null } : null;
  };
  const partNamed = (part: string): DrugName | null =>
    withoutSalts(part).map(named).find((found) => found !== null) ?? named(part.replace(/\s+[\d./ ]+day( pack)?$/, ''));
  const byText = (text: string): { ingredients: Ingredient[]; unknown: string[] } | null => {
    const exact = named(text);
    // "aspirin, oxycodone": what follows a comma may be a salt or a form, or another drug, which must not be lost.
    const listed = exact ? [] : normalName(text).split(/\s*[,;]\s*/).map(partNamed).filter((hit) => hit !== null);
    if (listed.length > 1) return { ingredients: unique(listed.flatMap((hit) => [...hit.ingredients])), unknown: [] };
    const whole = exact ?? partNamed(normalName(text));
    if (whole) return { ingredients: [...whole.ingredients], unknown: [] };
    const product = parseProductName(text);
    const found: Ingredient[] = [];
    const unknown: string[] = [];
    for (const part of product.parts) {
      const hit = partNamed(part.name);
      if (hit) found.push(...hit.ingredients);
      else unknown.push(part.name);
    }
    return found.length > 0 ? { ingredients: unique(found), unknown } : null;
  };

  const resolve: Formulary['resolve'] = ({ rxcui, text }) => {
    const code = rxcui ? byRxcui(rxcui) : null;
    const words = text ? byText(text) : null;
    if (code && words) {
      const same = keyOf(code.ingredients) === keyOf(words.ingredients);
      return {
        ingredients: same ? code.ingredients : unique([...code.ingredients, ...words.ingredients]),
        unknown: same ? [] : words.unknown,
        by: 'BOTH',
        product: code.product,
        disagreement: !same && words.unknown.length === 0,
      };
    }
    if (code) return { ingredients: code.ingredients, unknown: [], by: 'RXCUI', product: code.product, disagreement: false };
    return words ? { ...words, by: 'NAME', product: null, disagreement: false } : null;
  };

  return {
    version: data.version,
    sources: data.sources,
    classes: data.classes,
    ingredients: data.ingredients,
    products: data.products,
    highPriority,
    ingredient: (name) => ingredients.get(normalName(name)) ?? null,
    class: (id) => classes.get(id) ?? null,
    named,
    names: () => names.values(),
    byRxcui,
    resolve,
    allergen: ({ rxcui, text }) => {
      const bare = text ? allergenText(text) : null;
      const drugClass = bare ? classNames.get(bare) : undefined;
      const drug = resolve({ rxcui, text: bare });
      // "Penicillin" is both a class and, to some tables, a substance: the wider reading is the safe one.
      if (drugClass && !(rxcui && drug)) return { kind: 'CLASS', class: drugClass };
      return drug ? { kind: 'INGREDIENTS', ingredients: drug.ingredients, unknown: drug.unknown } : null;
    },
    scheduleOf: (contained) => scheduleOf(contained, data.combinations),
  };
};

const indexNames = (data: FormularyData, rows: (names: readonly string[]) => Ingredient[]): Map<string, DrugName> => {
  const names = new Map<string, DrugName>();
  const add = (name: string, kind: DrugName['kind'], contained: readonly Ingredient[]): void => {
    const key = normalName(name);
    if (key !== '' && !names.has(key)) names.set(key, { name: key, kind, ingredients: contained });
  };
  for (const row of data.ingredients) add(row.name, 'INGREDIENT', [row]);
  for (const row of data.ingredients) for (const synonym of row.synonyms) add(synonym, 'SYNONYM', [row]);
  for (const row of data.combinations) for (const name of row.names) add(name, 'COMBINATION', rows(row.ingredients));
  for (const row of data.combinations) for (const brand of row.brands) add(brand, 'BRAND', rows(row.ingredients));
  for (const row of data.ingredients) for (const brand of row.brands) add(brand, 'BRAND', [row]);
  // A product's brand counts where all products of that brand contain the same; Humulin, say, is several insulins.
  const branded = new Map<string, Set<string>>();
  for (const row of data.products) {
    if (row.brand === null) continue;
    const brand = normalName(row.brand.replace(/\s+\d.*$/, ''));
    branded.set(brand, (branded.get(brand) ?? new Set()).add(row.ingredients.join('|')));
  }
  for (const [brand, contents] of branded) {
    if (contents.size === 1 && brand !== 'humulin') add(brand, 'BRAND', rows([...contents][0]?.split('|') ?? []));
  }
  return names;
};

const strictness: Schedule[] = ['CII', 'CIII', 'CIV', 'CV'];

const scheduleOf = (contained: readonly Ingredient[], combinations: readonly Combination[]): Schedule | null => {
  const key = keyOf(contained);
  const own = combinations.find((row) => row.schedule !== null && [...row.ingredients].sort().join('|') === key);
  if (own) return own.schedule;
  return strictness.find((schedule) => contained.some((row) => row.schedule === schedule)) ?? null;
};

const keyOf = (contained: readonly Ingredient[]): string => contained.map((row) => row.name).sort().join('|');
const unique = (contained: readonly Ingredient[]): Ingredient[] => [...new Map(contained.map((row) => [row.name, row])).values()];

/** `Allergy to penicillin (disorder)` -> `penicillin`. */
const allergenText = (text: string): string =>
  normalName(text)
    .replace(/\s*\((finding|disorder|substance|product|medication)\)$/, '')
    .replace(/^(allergy to|allergic to|allergic reaction to|intolerance to|hypersensitivity to|adverse reaction to|allergy,)\s+/, '')
    .replace(/\s+(allergy|intolerance|hypersensitivity|adverse reaction)$/, '')
    .trim();
