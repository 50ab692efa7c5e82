import { z } from 'zod';
import { uuid } from './references.ts';

/**
 * What is on file of a person, as far as a visit's words are held against it. It travels in answers over core NATS alone and
 * is kept nowhere on the way: not in a stream, a log, or an object.
 */

/** No list is longer than this; what was cut off is said with `complete: false`. */
export const mostOnFile = 1_000;

const named = z.object({ id: uuid, text: z.string() });

export const allergyOnFile = named.extend({ rxcui: z.string().nullable() });

export const medicineOnFile = named.extend({
  rxcui: z.string().nullable(),
  /** `1 tablet by mouth once daily`; null where the list has none. */
  directions: z.string().nullable(),
});

export const allergiesOnFile = z.object({
  /** Active, neither refuted nor entered in error; of twins that were merged too. */
  items: z.array(allergyOnFile),
  /** Somebody asked and there are none: where `items` is empty. */
  noneAsserted: z.boolean(),
});

export const patientRecord = z.object({
  /** BCP 47. */
  language: z.string().nullable(),
  /** Each null where it was not asked for. */
  allergies: allergiesOnFile.nullable(),
  /** Taken now, from whatever source but ourselves. */
  medicines: z.array(medicineOnFile).nullable(),
  /** Problems that are active. */
  conditions: z.array(named).nullable(),
  complete: z.boolean(),
  readAt: z.iso.datetime(),
});
export type PatientRecordOnFile = z.infer<typeof patientRecord>;
export type AllergyOnFile = z.infer<typeof allergyOnFile>;
export type MedicineOnFile = z.infer<typeof medicineOnFile>;

export const recordPart = z.enum(['ALLERGIES', 'MEDICINES', 'CONDITIONS']);

/** An entry of the record that something is about: the type of its owner's schema, and its bare uuid. */
export const recordEntry = z.object({ type: z.enum(['AllergyIntolerance', 'MedicationStatement', 'Condition', 'Prescription']), id: uuid });
export type RecordEntry = z.infer<typeof recordEntry>;
