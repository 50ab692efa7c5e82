import type { CodeableConcept } from './model.ts';
import { invalid } from './outcome.ts';
import type { Fault } from './outcome.ts';

/** A concept says something: at least one code with its system, or words. */
export function faultsOfConcept(concept: CodeableConcept, ...path: string[]): Fault[] {
  if (concept.codings.length === 0 && !concept.text?.trim()) return [invalid('A code or a text is needed.', ...path)];
  if (concept.codings.length > 20) return [invalid('At most 20 codes.', ...path, 'codings')];
  return concept.codings.flatMap((coding, index) =>
    coding.code.trim() === '' || coding.system.trim() === '' ? [invalid('A code needs its system.', ...path, 'codings', String(index))] : [],
  );
}
