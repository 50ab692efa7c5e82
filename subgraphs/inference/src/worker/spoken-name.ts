import { formulary, parseProductName } from '@dra/formulary';

/** A medicine as people say it: "24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet" is metformin. */
export function spokenName(text: string): string {
  const { parts, brand } = parseProductName(text);
  const names = parts.map(({ name }) => formulary.resolve({ text: name })?.ingredients.map((one) => one.name).join(' and ') ?? name);
  return [...new Set(names), ...(brand ? [brand] : [])].join(', ').slice(0, 80);
}
