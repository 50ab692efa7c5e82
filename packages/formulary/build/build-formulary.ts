/**
 * Rebuilds data/formulary.json and data/onc-high-priority.json from the hand-kept tables beside them and the source files:
 *   node packages/formulary/build/build-formulary.ts --data DIR
 * where DIR holds rxnorm-from-synthea/{medication_orders,allergens}.csv and onc15.json. The raw files are not committed;
 * their hashes are. Every code in the output names the source it came from.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Combination, DrugClass, FormularyData, Ingredient, Product, Schedule, Source } from '../src/types.ts';
import { parseProductName } from '../src/product-name.ts';
import { withoutSalts } from '../src/salts.ts';
import { mendHighPriorityList, type RawHighPriorityList } from './high-priority-list.ts';
import { listOf, readCsv, readPsv } from './read-psv.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (!values.data) {
  process.stderr.write('build-formulary: --data DIR is needed, the folder with onc15.json and rxnorm-from-synthea/\n');
  process.exit(1);
}
const raw = (name: string): string => path.join(values.data ?? '', name);
const own = (name: string): string => path.join(import.meta.dirname, '..', 'data', name);
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

const synthea = { url: 'https://github.com/synthetichealth/synthea', licence: 'Apache-2.0; RxNorm names and codes are public domain (NLM)' };
const sources: Source[] = [
  {
    id: 'onc15',
    title: 'onc15.json: members and RxCUIs of the ONC high-priority interaction list (Phansalkar et al. 2012), from NDFRT/UNII-RxNorm mappings of 2014',
    url: 'https://github.com/dbmi-pitt/public-PDDI-analysis',
    licence: 'facts',
    sha256: sha256(raw('onc15.json')),
  },
  { id: 'synthea-allergens', title: 'rxnorm-from-synthea/allergens.csv', ...synthea, sha256: sha256(raw('rxnorm-from-synthea/allergens.csv')) },
  { id: 'synthea-orders', title: 'rxnorm-from-synthea/medication_orders.csv', ...synthea, sha256: sha256(raw('rxnorm-from-synthea/medication_orders.csv')) },
];

const ingredients = new Map<string, Ingredient>();
const byName = new Map<string, string>();
const addIngredient = (ingredient: Ingredient): void => {
  if (ingredients.has(ingredient.name)) throw new Error(`the ingredient ${ingredient.name} stands twice`);
  ingredients.set(ingredient.name, ingredient);
  for (const name of [ingredient.name, ...ingredient.synonyms]) {
    const owner = byName.get(name);
    if (owner && owner !== ingredient.name) throw new Error(`${name} names both ${owner} and ${ingredient.name}`);
    byName.set(name, ingredient.name);
  }
};
const named = (name: string): Ingredient => {
  const known = withoutSalts(name).map((candidate) => byName.get(candidate)).find((key) => key !== undefined);
  if (known) return ingredients.get(known) as Ingredient;
  const added: Ingredient = { name: withoutSalts(name).at(-1) ?? name, rxcui: null, source: null, synonyms: [], brands: [], classes: [], schedule: null };
  addIngredient(added);
  return added;
};
const code = (ingredient: Ingredient, rxcui: string, source: string): void => {
  if (!/^[1-9]\d{0,6}$/.test(rxcui)) throw new Error(`${source} gives ${ingredient.name} the code ${rxcui}, which is no RxCUI`);
  if (ingredient.rxcui && ingredient.rxcui !== rxcui) throw new Error(`${ingredient.name} has two codes: ${ingredient.rxcui} and ${rxcui}`);
  const other = [...ingredients.values()].find((candidate) => candidate.rxcui === rxcui && candidate !== ingredient);
  if (other) throw new Error(`${rxcui} codes both ${other.name} and ${ingredient.name}`);
  if (!ingredient.rxcui) Object.assign(ingredient, { rxcui, source });
};

const classes: DrugClass[] = readPsv(own('classes.psv')).map(([id, name, atc, names, severity, duplicate]) => ({
  id: id ?? '',
  name: name ?? '',
  atc: (atc ?? '').split(',').map((group) => group.trim()),
  names: listOf(names),
  allergySeverity: severity === 'high' ? 'high' : 'moderate',
  duplicate: duplicate === 'yes',
}));
for (const [name, synonyms, brands, classIds, schedule] of readPsv(own('ingredients.psv'))) {
  const unknown = listOf(classIds).find((id) => !classes.some((known) => known.id === id));
  if (unknown) throw new Error(`${name} is in the class ${unknown}, which classes.psv does not have`);
  addIngredient({
    name: name ?? '',
    rxcui: null,
    source: null,
    synonyms: listOf(synonyms),
    brands: listOf(brands),
    classes: listOf(classIds),
    schedule: schedule ? (schedule as Schedule) : null,
  });
}

const list = mendHighPriorityList(JSON.parse(readFileSync(raw('onc15.json'), 'utf8')) as RawHighPriorityList, sources[0]?.sha256 ?? '');
for (const pair of list.pairs) {
  for (const member of [...pair.object.members, ...pair.precipitant.members]) code(named(member.name), member.rxcui, 'onc15');
}

const products: Product[] = [];
for (const row of readCsv(raw('rxnorm-from-synthea/allergens.csv'))) {
  if (row.system !== 'RxNorm' || !row.code || !row.display) continue;
  const parts = row.display.toLowerCase().split(' / ');
  if (parts.length === 1) code(named(parts[0] ?? ''), row.code, 'synthea-allergens');
  else
    products.push({
      rxcui: row.code,
      source: 'synthea-allergens',
      name: row.display,
      ingredients: parts.map((part) => named(part).name).sort(),
      strength: null,
      form: null,
      brand: null,
    });
}
for (const row of readCsv(raw('rxnorm-from-synthea/medication_orders.csv'))) {
  if (!row.rxcui || !row.display) continue;
  const name = parseProductName(row.display);
  const strengths = name.parts.map((part) => part.strength).filter((strength) => strength !== null);
  products.push({
    rxcui: row.rxcui,
    source: 'synthea-orders',
    name: row.display,
    ingredients: [...new Set(name.parts.map((part) => named(part.name).name))].sort(),
    strength: strengths.length > 0 ? strengths.join(' / ') : null,
    form: name.form,
    brand: name.brand,
  });
}

const combinations: Combination[] = readPsv(own('combinations.psv')).map(([parts, names, brands, schedule]) => ({
  ingredients: listOf(parts).map((part) => named(part).name).sort(),
  names: listOf(names),
  brands: listOf(brands),
  schedule: schedule ? (schedule as Schedule) : null,
}));

const ordered = <T>(rows: T[], key: (row: T) => string): T[] => rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
const tables = {
  sources,
  classes,
  combinations,
  ingredients: ordered([...ingredients.values()], (row) => row.name),
  products: ordered(products, (row) => row.rxcui.padStart(8, '0')),
};
const version = createHash('sha256').update(JSON.stringify(tables)).digest('hex').slice(0, 12);
write('formulary.json', { version, ...tables } satisfies FormularyData);
write('onc-high-priority.json', list);
process.stdout.write(`formulary ${version}: ${ingredients.size} ingredients (${[...ingredients.values()].filter((row) => row.rxcui).length} coded), ${products.length} products\n`);

/** One row a line, so that a change of the data reads as a change of rows. */
function write(file: string, content: object): void {
  const fields = Object.entries(content).map(([key, value]) =>
    Array.isArray(value)
      ? `${JSON.stringify(key)}: [\n${value.map((row) => JSON.stringify(row)).join(',\n')}\n]`
      : `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  writeFileSync(own(file), `{\n${fields.join(',\n')}\n}\n`);
}
