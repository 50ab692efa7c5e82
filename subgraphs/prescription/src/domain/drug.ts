import { formulary, type Schedule } from '@dra/formulary';
import type { Drug } from './model.ts';
import { invalid, type Fault } from './outcome.ts';
import { faultsOfText } from './sig-rules.ts';

export type DrugWritten = { text: string; rxcui?: string | null | undefined; form?: string | null | undefined; strength?: string | null | undefined };

/**
 * What somebody wrote, with what the formulary knows of it. A text that it does not know stays a text: it may be prescribed,
 * and its safety check says that it was not looked at.
 */
export const drugOf = (written: DrugWritten): Drug => {
  const text = written.text.replace(/\s+/g, ' ').trim();
  const rxcui = written.rxcui ?? null;
  const found = formulary.resolve({ rxcui, text });
  // Half known is not known: neither a name nor a code may speak for a part that no table has.
  const whole = found !== null && found.unknown.length === 0;
  const [only, ...more] = found?.ingredients ?? [];
  return {
    text,
    name: whole ? (formulary.named(text)?.name ?? found.product?.name ?? found.ingredients.map((row) => row.name).join(' / ')) : null,
    rxcui: rxcui ?? (only && whole && more.length === 0 ? only.rxcui : null),
    ingredients: (found?.ingredients ?? []).map(({ name, rxcui: code }) => ({ name, rxcui: code })),
    form: written.form ?? found?.product?.form ?? null,
    strength: written.strength ?? found?.product?.strength ?? null,
  };
};

export const faultsOfDrug = (written: DrugWritten, drug: Drug): Fault[] => {
  const { rxcui } = written;
  if (drug.text === '') return [invalid('Say which drug.', 'drug', 'text')];
  if (rxcui !== null && rxcui !== undefined && !/^[1-9]\d{0,7}$/.test(rxcui)) return [invalid('An RxCUI is a number.', 'drug', 'rxcui')];
  if (rxcui && formulary.resolve({ rxcui, text: drug.text })?.disagreement) return [invalid('The code is another drug than the text.', 'drug', 'rxcui')];
  return [
    // Brand names may hold what free text may not (MS Contin).
    ...(drug.name === null || drug.text.length > 200 ? faultsOfText(drug.text, 'drug', 'text') : []),
    ...faultsOfText(drug.strength ?? '', 'drug', 'strength'),
    ...faultsOfText(drug.form ?? '', 'drug', 'form'),
  ];
};

/** DEA schedule (21 CFR 1308), null when none of its known ingredients is controlled. */
export const scheduleOf = (drug: Pick<Drug, 'ingredients'>): Schedule | null =>
  formulary.scheduleOf(drug.ingredients.map((row) => formulary.ingredient(row.name)).filter((row) => row !== null));
