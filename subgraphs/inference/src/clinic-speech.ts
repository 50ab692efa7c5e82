import { z } from 'zod';
import { choiceOfTenant } from './choice-of-tenant.ts';

/** What a recogniser may know of a clinic before it hears a visit there. */
export type ClinicSpeech = { vocabularyOf: (tenant: string) => readonly string[]; languageOf: (tenant: string) => string | null };

/** More than a prompt holds is of no use: Whisper's takes about 220 tokens, the patient's medicines included. */
const mostWords = 100;
const word = z.string().trim().regex(/^[\p{L}\p{N}][\p{L}\p{N} .'’/&+-]{0,59}$/u);
const words = z
  .string()
  .transform((text) => [...new Set(text.split(';').map((one) => one.trim()).filter((one) => one !== ''))])
  .pipe(z.array(word).min(1).max(mostWords));

/** CLINIC_VOCABULARY: names and terms that are rare elsewhere, `clinic-a=Dr. Osei;Ridgeview;Wegovy,clinic-b=…`. */
export const clinicVocabulary = choiceOfTenant(words, `TENANT=WORD;WORD separated by commas: at most ${mostWords} words a tenant, each of at most 60 letters, digits, blanks, dots and hyphens`).transform(
  (chosen): ClinicSpeech['vocabularyOf'] =>
    (tenant) =>
      chosen(tenant) ?? [],
);

/** CLINIC_LANGUAGES: what is spoken in a clinic's visits, `clinic-a=en,clinic-b=es`. */
export const clinicLanguages = choiceOfTenant(z.string().regex(/^[a-z]{2,3}$/), 'TENANT=LANGUAGE separated by commas, with a language code such as en').transform(
  (chosen): ClinicSpeech['languageOf'] =>
    (tenant) =>
      chosen(tenant) ?? null,
);

/**
 * The language that a visit can be taken to be in: the clinic's, unless the patient's own is known to be another. Then the
 * recogniser listens.
 */
export function languageOfVisit(clinic: string | null, patient: string | null): string | null {
  const [own] = patient?.toLowerCase().split('-') ?? [];
  return own === undefined || own === clinic ? clinic : null;
}
