import { formulary, type Ingredient } from '@dra/formulary';
import type { Drug } from '../model.ts';
import type { MedicineOnFile, OwnPrescription } from './model.ts';

/** A medicine that is in force, as the rules see it. */
export type KnownMedicine = { id: string; label: string; source: 'STATEMENT' | 'PRESCRIPTION'; ingredients: Ingredient[]; unknown: string[] };

export const ingredientsOf = (drug: Drug): Ingredient[] => drug.ingredients.map((row) => formulary.ingredient(row.name)).filter((row) => row !== null);

/** What of a drug no table knows: no rule has looked at it. All of it where nothing is known. */
export const unknownOf = (drug: Drug): string[] => {
  const known = formulary.resolve({ rxcui: drug.rxcui, text: drug.text });
  if (!known || drug.ingredients.length === 0) return [drug.text];
  // Another formulary may have named these.
  const lost = drug.ingredients.filter((row) => formulary.ingredient(row.name) === null).map((row) => row.name);
  return [...known.unknown, ...lost];
};

export const statementAsMedicine = ({ id, rxcui, text }: MedicineOnFile): KnownMedicine => {
  const found = formulary.resolve({ rxcui, text });
  return { id, label: labelOf(found?.ingredients ?? [], text), source: 'STATEMENT', ingredients: found?.ingredients ?? [], unknown: found ? found.unknown : [text ?? id] };
};

export const prescriptionAsMedicine = ({ id, drug }: OwnPrescription): KnownMedicine => {
  const ingredients = ingredientsOf(drug);
  return { id, label: labelOf(ingredients, drug.text), source: 'PRESCRIPTION', ingredients, unknown: unknownOf(drug) };
};

const labelOf = (ingredients: readonly Ingredient[], text: string | null): string => ingredients.map((row) => row.name).join(' / ') || (text ?? 'unnamed');

/** The same drug for the rules: its ingredients, and the words where not all of them are known. */
export const drugKeyOf = (drug: Drug): string => {
  const known = drug.ingredients.map((row) => row.name).sort().join('|');
  return known !== '' && drug.name !== null ? known : `${known}?${drug.text.toLowerCase()}`;
};
