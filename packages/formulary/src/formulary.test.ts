import { createHash } from 'node:crypto';
import data from '../data/formulary.json' with { type: 'json' };
import list from '../data/onc-high-priority.json' with { type: 'json' };
import { formulary } from './index.ts';

const names = (rows: readonly { name: string }[] | undefined): string[] => (rows ?? []).map((row) => row.name).sort();

describe('codes', () => {
  const sources = new Set(data.sources.map((source) => source.id));
  const coded = [...data.ingredients.filter((row) => row.rxcui !== null), ...data.products];

  test('every code names its source, and every source its hash', () => {
    expect(coded.length).toBeGreaterThan(500);
    for (const source of data.sources) expect(source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(coded.filter((row) => row.source === null || !sources.has(row.source))).toEqual([]);
    expect(data.ingredients.filter((row) => row.rxcui === null && row.source !== null)).toEqual([]);
  });

  test('the data is as the build wrote it', () => {
    const { version, ...tables } = data;
    expect(createHash('sha256').update(JSON.stringify(tables)).digest('hex').slice(0, 12)).toBe(version);
  });

  test('a code is a plausible RxCUI and codes one thing', () => {
    expect(coded.filter((row) => !/^[1-9]\d{0,6}$/.test(row.rxcui ?? ''))).toEqual([]);
    expect(new Set(coded.map((row) => row.rxcui)).size).toBe(coded.length);
  });

  test('an ingredient that no source codes stays without a code', () => {
    expect(formulary.ingredient('metformin')?.rxcui).toBeNull();
    expect(formulary.ingredient('lisinopril')).toMatchObject({ rxcui: '29046', source: 'synthea-allergens' });
  });

  test('every member of the high-priority list is a coded ingredient with the code of the list', () => {
    const members = list.pairs.flatMap((pair) => [...pair.object.members, ...pair.precipitant.members]);
    expect(members.length).toBeGreaterThan(150);
    for (const member of members) expect(formulary.ingredient(member.name)?.rxcui).toBe(member.rxcui);
  });

  test('the slip of the printed table is mended, and QT x QT is listed as not executable', () => {
    const inducers = list.pairs.find((pair) => pair.id === 'onc-23');
    expect(inducers?.object.members).toContainEqual({ name: 'atazanavir', rxcui: '343047' });
    expect(JSON.stringify(list.pairs)).not.toContain('nsaid');
    expect(list.notExecutable.map((rule) => rule.id)).toEqual(['onc-21']);
    expect(list.pairs).toHaveLength(14);
  });

  test('classes and ingredients of every row exist', () => {
    for (const row of data.ingredients) for (const id of row.classes) expect(formulary.class(id)).not.toBeNull();
    for (const row of data.products) expect(row.ingredients.map((name) => formulary.ingredient(name))).not.toContain(null);
  });
});

describe('a drug by its name', () => {
  test.each([
    ['Lisinopril', ['lisinopril']],
    ['ZESTRIL', ['lisinopril']],
    ['Augmentin', ['amoxicillin', 'clavulanate']],
    ['amoxicillin-clavulanate', ['amoxicillin', 'clavulanate']],
    ['St. John’s Wort', ["st. john's wort"]],
    ['24 HR metoprolol succinate 25 MG Extended Release Oral Tablet [Toprol]', ['metoprolol']],
    ['Acetaminophen/Hydrocodone', ['acetaminophen', 'hydrocodone']],
    ['Carbamazepine[Tegretol]', ['carbamazepine']],
    ['Lasix 40mg', ['furosemide']],
    ['Camila 28 Day Pack', ['norethindrone']],
    ['Levora 0.15/30 28 Day Pack', ['ethinyl estradiol', 'levonorgestrel']],
    ['Liletta 52 MG Intrauterine System', ['levonorgestrel']],
    ['ferrous sulfate 325 MG Oral Tablet', ['ferrous sulfate']],
    ['insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML Injectable Suspension [Humulin]', ['insulin isophane', 'insulin regular']],
  ])('%s', (text, expected) => {
    const found = formulary.resolve({ text });
    expect(names(found?.ingredients)).toEqual(expected);
    expect(found?.unknown).toEqual([]);
  });

  test.each(['Simvistatin 10 MG', 'water', '', 'lisinopri', 'Humulin'])('%j is not known, and not guessed', (text) => {
    expect(formulary.resolve({ text })).toBeNull();
  });

  test.each([
    ['aspirin, oxycodone', ['aspirin', 'oxycodone']],
    ['Aspirin; Warfarin', ['aspirin', 'warfarin']],
    ['metformin, extended release', ['metformin']],
  ])('%s: no drug of a list is lost', (text, contained) => {
    expect(formulary.resolve({ text })?.ingredients.map((row) => row.name).sort()).toEqual(contained);
  });

  test('a product of which a part is unknown says which', () => {
    expect(formulary.resolve({ text: 'simvastatin 10 MG / madeupine 5 MG Oral Tablet' })).toMatchObject({ unknown: ['madeupine'] });
  });
});

describe('a drug by its code', () => {
  test('product and ingredient codes', () => {
    expect(names(formulary.byRxcui('562251')?.ingredients)).toEqual(['amoxicillin', 'clavulanate']);
    expect(names(formulary.byRxcui('36567')?.ingredients)).toEqual(['simvastatin']);
    expect(formulary.byRxcui('999999999')).toBeNull();
  });

  test('code and text that disagree are both checked', () => {
    const found = formulary.resolve({ rxcui: '36567', text: 'warfarin' });
    expect(found?.disagreement).toBe(true);
    expect(names(found?.ingredients)).toEqual(['simvastatin', 'warfarin']);
  });

  test('code and text that agree', () => {
    expect(formulary.resolve({ rxcui: '312961', text: 'Simvastatin 20 MG Oral Tablet' })).toMatchObject({ by: 'BOTH', disagreement: false });
  });
});

describe('allergies', () => {
  test.each([
    ['Penicillin', 'penicillin'],
    ['Allergy to penicillin (disorder)', 'penicillin'],
    ['Sulfa drugs', 'sulfonamide-antibiotic'],
    ['NSAIDs', 'nsaid'],
    ['ACE inhibitors', 'ace-inhibitor'],
  ])('%s is the class %s', (text, id) => {
    expect(formulary.allergen({ text })).toMatchObject({ kind: 'CLASS', class: { id } });
  });

  test.each([
    [{ text: 'Amoxicillin allergy' }, ['amoxicillin']],
    [{ text: 'Penicillin V', rxcui: '7984' }, ['penicillin v']],
    [{ text: 'Sulfamethoxazole / Trimethoprim', rxcui: '10831' }, ['sulfamethoxazole', 'trimethoprim']],
  ])('%j', (entry, expected) => {
    const found = formulary.allergen(entry);
    expect(found?.kind === 'INGREDIENTS' ? names(found.ingredients) : found).toEqual(expected);
  });

  test('what is no drug is null', () => {
    expect(formulary.allergen({ text: 'Peanut (substance)' })).toBeNull();
  });
});

describe('controlled substances (21 CFR 1308)', () => {
  test.each([
    ['oxycodone', 'CII'],
    ['Norco', 'CII'],
    ['tylenol with codeine', 'CIII'],
    ['codeine', 'CII'],
    ['Lomotil', 'CV'],
    ['Suboxone', 'CIII'],
    ['lorazepam', 'CIV'],
    ['pregabalin', 'CV'],
    ['lisinopril', null],
    ['naloxone', null],
  ])('%s: %s', (name, schedule) => {
    expect(formulary.scheduleOf(formulary.named(name)?.ingredients ?? [])).toBe(schedule);
  });
});
