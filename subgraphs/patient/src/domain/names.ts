import type { HumanName } from './model.ts';

/**
 * A name as it is searched: lower case, without accents, punctuation and spaces. "O'Brien-Núñez" and "obrien nunez" meet.
 */
export function normaliseName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // Letters that decomposition leaves as they are.
    .replace(/ß/g, 'ss')
    .replace(/[æǽ]/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/[øö]/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What a search may start with: each part of each name, and a compound as a whole. */
export function searchNames(names: readonly HumanName[]): string[] {
  const found = new Set<string>();
  for (const name of names) {
    for (const part of [name.family ?? '', ...name.given]) {
      found.add(normaliseName(part));
      for (const word of part.split(/[\s-]+/)) found.add(normaliseName(word));
    }
  }
  found.delete('');
  return [...found];
}

/** The words that a person typed, each of which must begin one of the patient's names. */
export function searchWords(typed: string): string[] {
  return typed.split(/[\s,]+/).map(normaliseName).filter((word) => word !== '');
}

const usual = (names: readonly HumanName[]): HumanName | undefined =>
  names.find((name) => name.use === 'usual') ?? names.find((name) => name.use === 'official') ?? names[0];

/** Family and given names, normalised; what lists are ordered by. */
export function sortNameOf(names: readonly HumanName[]): string {
  const name = usual(names);
  return name ? [name.family ?? '', ...name.given].map(normaliseName).filter((part) => part !== '').join(' ') : '';
}

export function displayNameOf(names: readonly HumanName[]): string {
  const name = usual(names);
  if (!name) return '';
  return [...name.prefix, ...name.given, name.family ?? ''].filter((part) => part !== '').join(' ');
}
