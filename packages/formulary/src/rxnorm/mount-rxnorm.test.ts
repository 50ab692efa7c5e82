import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formulary, mountRxNorm } from '../index.ts';

/** A release of our own making: real shapes, codes out of RxNorm's range so that nobody takes them for RxNorm's. */
const concept = (rxcui: number, type: string, name: string, { sab = 'RXNORM', suppress = 'N' } = {}) => `${rxcui}|ENG||||||1${rxcui}|${rxcui}|${rxcui}||${sab}|${type}|${rxcui}|${name}||${suppress}|4096|\n`;
const relation = (from: number, rela: string, to: number, sab = 'RXNORM') => `${to}||CUI|RO|${from}||CUI|${rela}|1||${sab}|${sab}|||N|4096|\n`;

const conso = [
  concept(90000001, 'IN', 'metformin'),
  concept(90000001, 'SY', 'dimethylbiguanide'),
  concept(90000002, 'PIN', 'metformin hydrochloride'),
  concept(90000003, 'BN', 'Zuckerlos'),
  concept(90000004, 'SCD', 'metformin hydrochloride 500 MG Oral Tablet'),
  concept(90000005, 'SBD', 'metformin hydrochloride 500 MG Oral Tablet [Zuckerlos]'),
  concept(90000006, 'SCDC', 'metformin hydrochloride 500 MG'),
  concept(90000007, 'IN', 'lisinopril'),
  concept(90000008, 'IN', 'novelstatin'),
  concept(90000009, 'SCD', 'novelstatin 10 MG Oral Tablet'),
  concept(90000010, 'BN', 'Zweierlei'),
  concept(90000011, 'MIN', 'lisinopril / metformin'),
  concept(90000012, 'IN', 'acetaminophen', { suppress: 'O' }),
  concept(90000013, 'IN', 'acetaminophen', { sab: 'MTHSPL' }),
  concept(90000014, 'BN', 'Glucophage'),
].join('');
const rel = [
  relation(90000002, 'form_of', 90000001),
  relation(90000003, 'tradename_of', 90000001),
  relation(90000006, 'has_ingredient', 90000001),
  relation(90000004, 'consists_of', 90000006),
  relation(90000005, 'tradename_of', 90000004),
  relation(90000005, 'has_ingredient', 90000003),
  relation(90000009, 'has_ingredient', 90000008),
  relation(90000010, 'tradename_of', 90000001),
  relation(90000010, 'tradename_of', 90000007),
  relation(90000011, 'has_part', 90000001),
  relation(90000011, 'has_part', 90000007),
  relation(90000014, 'tradename_of', 90000007),
  relation(90000004, 'has_ingredient', 90000007, 'OTHER'),
].join('');

describe('mountRxNorm', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rrf-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const release = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return mountRxNorm(folder);
  };

  it.each([
    [{ 'RXNREL.RRF': rel }, 'there is no RXNCONSO.RRF'],
    [{ 'RXNCONSO.RRF': conso }, 'there is no RXNREL.RRF'],
    [{ 'RXNCONSO.RRF': '', 'RXNREL.RRF': rel }, 'RXNCONSO.RRF is empty'],
    [{ 'RXNCONSO.RRF': conso.slice(0, -9), 'RXNREL.RRF': rel }, 'ends in the middle of line 15'],
    [{ 'RXNCONSO.RRF': conso.replace('||||||', '|'), 'RXNREL.RRF': rel }, 'line 1 has 13 fields and not 18'],
    [{ 'RXNCONSO.RRF': concept(1, 'BN', 'X'), 'RXNREL.RRF': rel }, 'no ingredient of RxNorm'],
  ])('refuses a broken release and keeps what it had: %#', async (files, reason) => {
    const { version } = formulary;
    await expect(release(files as Record<string, string>)).rejects.toThrow(reason);
    expect(formulary.version).toBe(version);
  });

  describe('with a whole one', () => {
    beforeEach(() => release({ 'RXNCONSO.RRF': conso, 'RXNREL.RRF': rel }));

    it('gives a code to an ingredient that had none, with its source', () => {
      expect(formulary.ingredient('metformin')).toMatchObject({ rxcui: '90000001', source: 'rxnorm-release' });
      expect(formulary.sources.at(-1)).toMatchObject({ id: 'rxnorm-release', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
      expect(formulary.version).toMatch(/^[0-9a-f]{12}\+[0-9a-f]{8}$/);
    });

    it('leaves a code that has a source, and knows the release\'s as another of the same', () => {
      expect(formulary.ingredient('lisinopril')?.rxcui).toBe('29046');
      expect(formulary.byRxcui('90000007')?.ingredients.map(({ name }) => name)).toEqual(['lisinopril']);
    });

    it.each([
      ['90000002', ['metformin'], null],
      ['90000004', ['metformin'], '500 MG'],
      ['90000005', ['metformin'], '500 MG'],
      ['90000011', ['lisinopril', 'metformin'], null],
    ])('knows what %s contains', (rxcui, contents, strength) => {
      const found = formulary.byRxcui(rxcui);
      expect(found?.ingredients.map(({ name }) => name)).toEqual(contents);
      expect(found?.product?.strength).toBe(strength);
    });

    it('takes brand names, and never one that is already something else', () => {
      expect(formulary.named('zuckerlos')?.ingredients.map(({ name }) => name)).toEqual(['metformin']);
      expect(formulary.named('Zweierlei')?.ingredients.map(({ name }) => name)).toEqual(['lisinopril', 'metformin']);
      expect(formulary.named('glucophage')?.ingredients.map(({ name }) => name)).toEqual(['metformin']);
    });

    it('does not learn of an ingredient whose classes nobody has said, nor from other vocabularies or suppressed rows', () => {
      expect(formulary.ingredient('novelstatin')).toBeNull();
      expect(formulary.byRxcui('90000009')).toBeNull();
      expect(formulary.ingredient('acetaminophen')?.rxcui).toBeNull();
      expect(formulary.byRxcui('90000012')).toBeNull();
    });
  });
});
