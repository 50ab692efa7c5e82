import { formulary } from '@dra/formulary';
import type { Fact } from './fact.ts';

/** What is on file of the patient, as far as a draft can contradict it. Texts as the record has them. */
export type PatientRecord = {
  allergies: readonly { id: string; text: string }[];
  /** `dose` as "20 mg"; null where the list has none. */
  medications: readonly { id: string; text: string; dose: string | null; timesADay: number | null }[];
  conditions: readonly { id: string; text: string }[];
};

export type Contradiction = {
  code: 'ALLERGY_DENIED' | 'ALLERGEN_TAKEN' | 'DOSE_DIFFERS' | 'FREQUENCY_DIFFERS' | 'MEDICATION_DENIED' | 'CONDITION_DENIED';
  /** One sentence for the signer; names what was said and what is on file. */
  message: string;
  /** The entry of the record. */
  recordId: string;
  fact: Fact;
};

/**
 * Where what was said of the patient and what is on file cannot both hold. Never says which is right; a thing that is
 * only missing on one side is no contradiction.
 */
export function findContradictions(facts: readonly Fact[], record: PatientRecord): Contradiction[] {
  const found = facts.filter(({ experiencer, temporality }) => experiencer === 'patient' && temporality !== 'hypothetical').flatMap((fact) => against(fact, record));
  const seen = new Set<string>();
  return found.filter(({ code, recordId }) => !seen.has(`${code} ${recordId}`) && seen.add(`${code} ${recordId}`));
}

function against(fact: Fact, record: PatientRecord): Contradiction[] {
  switch (fact.kind) {
    case 'allergy':
      if (!fact.negated) return [];
      return record.allergies
        .filter(({ text }) => fact.name === 'any' || sameDrug(text, fact.name))
        .map(({ id, text }) => ({ code: 'ALLERGY_DENIED', message: `${fact.name === 'any' ? 'Allergies are' : `An allergy to ${fact.name} is`} denied; on file is an allergy to ${text}.`, recordId: id, fact }));
    case 'medication':
      return [...aboutAllergies(fact, record), ...aboutMedicines(fact, record)];
    case 'problem':
      // "No chest pain" says nothing of angina: only the same words count.
      if (!fact.negated || fact.temporality === 'past') return [];
      return record.conditions
        .filter(({ text }) => sameWords(text, fact.name))
        .map(({ id, text }) => ({ code: 'CONDITION_DENIED', message: `${capital(fact.name)} is denied; on file is ${text}.`, recordId: id, fact }));
    default:
      return [];
  }
}

function aboutAllergies(fact: Fact, { allergies }: PatientRecord): Contradiction[] {
  if (fact.negated || fact.temporality === 'past') return [];
  return allergies.filter(({ text }) => sameDrug(text, fact.name)).map(({ id, text }) => ({ code: 'ALLERGEN_TAKEN', message: `${capital(fact.name)} is spoken of as taken or planned; on file is an allergy to ${text}.`, recordId: id, fact }));
}

function aboutMedicines(fact: Fact, { medications }: PatientRecord): Contradiction[] {
  if (fact.temporality === 'past') return [];
  return medications
    .filter(({ text }) => sameDrug(text, fact.name))
    .flatMap(({ id, text, dose, timesADay }): Contradiction[] => {
      if (fact.negated) return fact.speaker === 'PATIENT' ? [{ code: 'MEDICATION_DENIED', message: `Taking ${fact.name} is denied; it is on the list as ${text}.`, recordId: id, fact }] : [];
      // What the clinician orders may well change the list.
      if (fact.speaker !== 'PATIENT') return [];
      const said = fact.attributes;
      return [
        ...(said.dose && dose && amountOf(said.dose) !== amountOf(dose) && unitOf(said.dose) === unitOf(dose) ? [{ code: 'DOSE_DIFFERS' as const, message: `${capital(fact.name)} ${said.dose} was said; the list has ${dose}.`, recordId: id, fact }] : []),
        ...(said.timesADay && timesADay && said.timesADay !== timesADay ? [{ code: 'FREQUENCY_DIFFERS' as const, message: `${capital(fact.name)} ${said.timesADay} a day was said; the list has ${timesADay} a day.`, recordId: id, fact }] : []),
      ];
    });
}

/** By ingredient where the formulary knows both; a class on file ("penicillins") holds its members. */
function sameDrug(onFile: string, said: string): boolean {
  const mine = formulary.resolve({ text: said })?.ingredients.map(({ name }) => name) ?? [];
  const theirs = formulary.resolve({ text: onFile })?.ingredients.map(({ name }) => name) ?? [];
  if (mine.some((name) => theirs.includes(name))) return true;
  const allergen = formulary.allergen({ text: onFile });
  if (allergen?.kind === 'INGREDIENTS' && allergen.ingredients.some(({ name }) => mine.includes(name))) return true;
  if (allergen?.kind === 'CLASS' && formulary.resolve({ text: said })?.ingredients.some((one) => one.classes.includes(allergen.class.id))) return true;
  return sameWords(onFile, said);
}

const sameWords = (onFile: string, said: string) => {
  const words = new Set(onFile.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  const wanted = said.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return wanted.length > 0 && wanted.every((word) => words.has(word));
};
const amountOf = (dose: string) => Number.parseFloat(dose.replaceAll(',', ''));
const unitOf = (dose: string) => /[a-z]+/i.exec(dose)?.[0].toLowerCase().replace(/^milligrams?$/, 'mg').replace(/^micrograms?$/, 'mcg').replace(/s$/, '') ?? '';
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
