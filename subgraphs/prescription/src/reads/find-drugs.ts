import { normalName } from '@dra/formulary';
import type { DrugName, Formulary } from '@dra/formulary';

/** Fewer letters fit half the formulary. */
const fewestLetters = 2;

/**
 * Names that begin with what was typed. No near misses: a drug that sounds alike is another drug.
 * @returns the shortest names first, equally long ones by the alphabet; none for fewer than two letters
 */
export function findDrugs(formulary: Pick<Formulary, 'names'>, search: string, first: number): DrugName[] {
  const start = normalName(search);
  if (start.length < fewestLetters) return [];
  const found: DrugName[] = [];
  for (const one of formulary.names()) if (one.name.startsWith(start)) found.push(one);
  return found.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1)).slice(0, first);
}
