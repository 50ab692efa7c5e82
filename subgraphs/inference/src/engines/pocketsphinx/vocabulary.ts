import type { Vocabulary } from './decoder-process.ts';
import pronunciations from './vocabulary/pronunciations.json' with { type: 'json' };

/** Drug names and clinical words with their pronunciations: see vocabulary/README.md. */
export function clinicVocabulary(): Vocabulary {
  return pronunciations;
}
