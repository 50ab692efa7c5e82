import { formulary } from '@dra/formulary';

/** The words of the names that the formulary knows: directions often repeat the medicine. Short words mean too much else. */
const words = new Set([...formulary.names()].flatMap(({ name }) => name.split(/[^a-z0-9]+/)).filter((word) => word.length > 4 && !/^(?:water|units?|tablets?|cream|spray|drops|patch|extended|release|oral|solution|sodium|vaginal|nasal|topical|human|regular|glucose)$/.test(word)));

export const isMedicineWord = (word: string): boolean => words.has(word);
