import type { AllergyOnFile, Evidence, RecordEntry } from '@dra/events';
import { formulary } from '@dra/formulary';
import type { Allergen } from '@dra/formulary';
import { evidenceOf } from '../wordings.ts';
import type { Fact } from './fact.ts';
import { amountOf } from './medicine-list.ts';
import type { Amount, ListedMedicine } from './medicine-list.ts';
import { isSaidNotTaken } from './not-taken.ts';

/** What is on file of the patient, as far as a draft can contradict it. Texts as the record has them. */
export type PatientRecord = {
  allergies: readonly AllergyOnFile[];
  /** Somebody asked and wrote down that there are none. */
  noKnownAllergies: boolean;
  medicines: readonly ListedMedicine[];
  conditions: readonly { id: string; text: string }[];
};

export type Contradiction = {
  code: 'ALLERGY_DENIED' | 'ALLERGY_NOT_ON_FILE' | 'ALLERGEN_TAKEN' | 'DOSE_DIFFERS' | 'FREQUENCY_DIFFERS' | 'MEDICATION_DENIED' | 'CONDITION_DENIED';
  /** One sentence for the signer; names what was said and what is on file. */
  message: string;
  /** What was said. */
  evidence: Evidence[];
  /** What is on file; none where the record says that there is nothing. */
  record: RecordEntry[];
};

/**
 * Where what was said of the patient and what is on file cannot both hold, once each, however often it was said. Never says
 * which is right; a thing that is only missing on one side is no contradiction.
 */
export function findContradictions(facts: readonly Fact[], record: PatientRecord): Contradiction[] {
  const found = new Map<string, Contradiction>();
  for (const fact of facts) {
    if (fact.experiencer !== 'patient' || fact.temporality === 'hypothetical') continue;
    for (const one of against(fact, record)) {
      const key = `${one.code} ${one.record.map(({ id }) => id).join(' ') || fact.name}`;
      const evidence = [...(found.get(key)?.evidence ?? []), ...fact.sources.map((sentence) => evidenceOf(sentence, 1))];
      found.set(key, { ...(found.get(key) ?? one), evidence: [...new Map(evidence.map((span) => [`${span.segmentId}:${span.charStart}`, span])).values()] });
    }
  }
  return [...found.values()];
}

type Found = Omit<Contradiction, 'evidence'>;

function against(fact: Fact, record: PatientRecord): Found[] {
  switch (fact.kind) {
    case 'allergy':
      return aboutAllergy(fact, record);
    case 'medication':
      return [...aboutAllergens(fact, record), ...aboutMedicines(fact, record)];
    case 'problem':
      // "No chest pain" says nothing of angina: only the same words count.
      if (!fact.negated || fact.temporality === 'past') return [];
      return record.conditions
        .filter(({ text }) => sameWords(text, fact.name))
        .map(({ id, text }) => ({ code: 'CONDITION_DENIED', message: `${capital(fact.name)} is denied; on file is ${text}.`, record: [{ type: 'Condition', id }] }));
    default:
      return [];
  }
}

const asEntry = ({ id }: AllergyOnFile): RecordEntry => ({ type: 'AllergyIntolerance', id });
const listed = (texts: readonly string[]) => (texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`);

function aboutAllergy(fact: Fact, { allergies, noKnownAllergies }: PatientRecord): Found[] {
  if (!fact.negated) {
    if (!noKnownAllergies || fact.name === 'any' || fact.temporality === 'past') return [];
    return [{ code: 'ALLERGY_NOT_ON_FILE', message: `An allergy to ${fact.name} is spoken of; the record says that there are no known allergies.`, record: [] }];
  }
  const denied = allergies.filter((allergy) => fact.name === 'any' || sameDrug(allergy, fact.name));
  if (denied.length === 0) return [];
  const what = fact.name === 'any' ? 'Allergies are' : `An allergy to ${fact.name} is`;
  return [{ code: 'ALLERGY_DENIED', message: `${what} denied; on file is an allergy to ${listed(denied.map(({ text }) => text))}.`, record: denied.map(asEntry) }];
}

function aboutAllergens(fact: Fact, { allergies }: PatientRecord): Found[] {
  if (fact.negated || fact.temporality === 'past' || isSaidNotTaken(fact)) return [];
  return allergies
    .filter((allergy) => sameDrug(allergy, fact.name) || ofOneClass(allergy, fact.name))
    .map((allergy) => ({ code: 'ALLERGEN_TAKEN', message: `${capital(fact.name)} is spoken of as taken or planned; on file is an allergy to ${allergy.text}.`, record: [asEntry(allergy)] }));
}

/** Only of what the patient says: what the clinician orders may well change the list. */
function aboutMedicines(fact: Fact, { medicines }: PatientRecord): Found[] {
  if (fact.temporality === 'past' || fact.speaker !== 'PATIENT') return [];
  const same = medicines.filter((one) => sameDrug(one, fact.name));
  if (same.length === 0) return [];
  if (isSaidNotTaken(fact)) return [{ code: 'MEDICATION_DENIED', message: `${capital(fact.name)} is said not to be taken; it is on the list as ${listed(same.map(({ text }) => text))}.`, record: same.map(({ entry }) => entry) }];
  return fact.negated ? [] : [...aboutDose(fact, same), ...aboutFrequency(fact, same)];
}

/** The list may have a medicine twice: what one of its entries says is not contradicted. */
function aboutDose(fact: Fact, same: readonly ListedMedicine[]): Found[] {
  const said = readDose(fact.attributes.dose);
  if (!said) return [];
  const comparable = same.flatMap((one) => one.doses.filter(({ unit }) => unit === said.unit).map((dose) => ({ one, dose })));
  const { timesADay } = fact.attributes;
  const agrees = ({ one, dose }: (typeof comparable)[number]) => {
    if (within(said, dose, 1)) return true;
    // "A thousand milligrams a day" of 500 mg twice a day.
    return (timesADay ?? 1) === 1 && one.timesADay !== null && within(said, { ...dose, max: dose.max * one.timesADay.max, min: dose.min * one.timesADay.min }, 1);
  };
  if (comparable.length === 0 || comparable.some(agrees)) return [];
  const onList = [...new Set(comparable.map(({ dose }) => wordsOf(dose)))];
  return [{ code: 'DOSE_DIFFERS', message: `${capital(fact.name)} ${fact.attributes.dose} was said; the list has ${listed(onList)}.`, record: [...new Set(comparable.map(({ one }) => one.entry))] }];
}

function aboutFrequency(fact: Fact, same: readonly ListedMedicine[]): Found[] {
  const { timesADay: said, dose } = fact.attributes;
  const comparable = same.flatMap(({ entry, timesADay, doses }) => (timesADay ? [{ entry, timesADay, doses }] : []));
  if (!said || comparable.length === 0 || comparable.some(({ timesADay }) => said >= timesADay.min && said <= timesADay.max)) return [];
  const amount = said === 1 ? readDose(dose) : null;
  const total = comparable.some(({ doses, timesADay }) => amount && doses.some((one) => one.unit === amount.unit && within(amount, one, timesADay.max)));
  if (total) return [];
  const onList = [...new Set(comparable.map(({ timesADay: { min, max } }) => (min === max ? times(min) : `${times(min)} to ${times(max)}`)))];
  return [{ code: 'FREQUENCY_DIFFERS', message: `${capital(fact.name)} ${times(said)} a day was said; the list has ${listed(onList)} a day.`, record: comparable.map(({ entry }) => entry) }];
}

const within = (said: Amount, dose: Amount, factor: number) => said.min >= dose.min * factor * 0.999 && said.max <= dose.max * factor * 1.001;
const plain = (value: number) => String(Number(value.toFixed(3)));
const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${plain(count)} times`);
const wordsOf = ({ min, max, unit }: Amount) => `${min === max ? plain(min) : `${plain(min)} to ${plain(max)}`} ${unit}`;

/** `10 mg`, `1-2 puffs`, as a fact has it. */
function readDose(dose: string | undefined): Amount | null {
  const read = dose && /^([\d.,]+)(?:-([\d.,]+))? (\w+)$/.exec(dose);
  if (!read) return null;
  const [from, to] = [read[1]!, read[2] ?? read[1]!].map((one) => Number(one.replaceAll(',', '')));
  return from && to ? amountOf(from, to, read[3]!) : null;
}

type OnFile = { text: string; rxcui: string | null };
type Known = { names: ReadonlySet<string>; classes: ReadonlySet<string>; allergen: Allergen | null };

/** What the formulary knows of each: a long list is looked up once, and not once a fact. */
const onFileKnown = new WeakMap<OnFile, Known>();
const spokenKnown = new Map<string, Known>();

function knownOf({ text, rxcui }: OnFile): Known {
  const ingredients = formulary.resolve({ text, rxcui })?.ingredients ?? [];
  return { names: new Set(ingredients.map(({ name }) => name)), classes: new Set(ingredients.flatMap(({ classes }) => classes)), allergen: formulary.allergen({ text, rxcui }) };
}

function ofEntry(entry: OnFile): Known {
  const known = onFileKnown.get(entry) ?? knownOf(entry);
  onFileKnown.set(entry, known);
  return known;
}

function ofSpoken(name: string): Known {
  const known = spokenKnown.get(name) ?? knownOf({ text: name, rxcui: null });
  if (spokenKnown.size > 2_000) spokenKnown.clear();
  spokenKnown.set(name, known);
  return known;
}

/** By ingredient where the formulary knows both; a class, said or on file, holds its members ("penicillins"). */
function sameDrug(entry: OnFile, said: string): boolean {
  const [mine, theirs] = [ofSpoken(said), ofEntry(entry)];
  if ([...mine.names].some((name) => theirs.names.has(name))) return true;
  const { allergen } = theirs;
  if (allergen?.kind === 'INGREDIENTS' && allergen.ingredients.some(({ name }) => mine.names.has(name))) return true;
  if (allergen?.kind === 'CLASS' && mine.classes.has(allergen.class.id)) return true;
  if (mine.allergen?.kind === 'CLASS' && theirs.classes.has(mine.allergen.class.id)) return true;
  return sameWords(entry.text, said);
}

/** Of a class in which an allergy to one is taken for one to all, as safety checks do: penicillins. */
function ofOneClass(entry: AllergyOnFile, said: string): boolean {
  const theirs = ofEntry(entry).classes;
  return [...ofSpoken(said).classes].some((id) => theirs.has(id) && formulary.class(id)?.allergySeverity === 'high');
}

const sameWords = (onFile: string, said: string) => {
  const words = new Set(onFile.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  const wanted = said.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return wanted.length > 0 && wanted.every((word) => words.has(word));
};
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
