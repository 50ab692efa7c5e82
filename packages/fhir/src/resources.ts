import { z } from 'zod';
import {
  fhirAddress,
  fhirConcept,
  fhirContactPoint,
  fhirDate,
  fhirDateTime,
  fhirHumanName,
  fhirIdentifier,
  fhirPeriod,
  fhirQuantity,
  fhirReference,
  fhirStatusConcept,
} from './elements.ts';

const base = { id: z.string().min(1).max(128).optional() };

export const patientResource = z.object({
  ...base,
  resourceType: z.literal('Patient'),
  // Without a medical record number a patient cannot be told from another.
  identifier: z
    .array(fhirIdentifier)
    .max(100)
    .refine((identifiers) => identifiers.some((one) => one.value && one.type?.coding?.some((coding) => coding.code === 'MR')), 'has no medical record number (type MR)'),
  name: z.array(fhirHumanName).min(1).max(20),
  gender: z.enum(['male', 'female', 'other', 'unknown']).optional(),
  birthDate: fhirDate.optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: fhirDateTime.optional(),
  active: z.boolean().optional(),
  telecom: z.array(fhirContactPoint).max(50).optional(),
  address: z.array(fhirAddress).max(20).optional(),
  communication: z.array(z.object({ language: fhirConcept, preferred: z.boolean().optional() })).max(20).optional(),
});

export const encounterResource = z.object({
  ...base,
  resourceType: z.literal('Encounter'),
  status: z.enum(['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'entered-in-error', 'unknown']),
  class: z.object({ system: z.string().optional(), code: z.string().min(1) }),
  subject: fhirReference,
  period: fhirPeriod.optional(),
  type: z.array(fhirConcept).max(20).optional(),
  reasonCode: z.array(fhirConcept).max(20).optional(),
  participant: z.array(z.object({ individual: z.object({ reference: z.string().optional(), display: z.string().max(256).optional() }).optional() })).max(50).optional(),
});

export const allergyIntoleranceResource = z.object({
  ...base,
  resourceType: z.literal('AllergyIntolerance'),
  clinicalStatus: fhirStatusConcept.optional(),
  verificationStatus: fhirStatusConcept.optional(),
  category: z.array(z.enum(['food', 'medication', 'environment', 'biologic'])).max(4).optional(),
  criticality: z.enum(['low', 'high', 'unable-to-assess']).optional(),
  code: fhirConcept,
  patient: fhirReference,
  recordedDate: fhirDateTime.optional(),
  reaction: z
    .array(z.object({ manifestation: z.array(fhirConcept).min(1).max(20), severity: z.enum(['mild', 'moderate', 'severe']).optional() }))
    .max(50)
    .optional(),
});

export const conditionResource = z.object({
  ...base,
  resourceType: z.literal('Condition'),
  clinicalStatus: fhirStatusConcept.optional(),
  verificationStatus: fhirStatusConcept.optional(),
  code: fhirConcept,
  subject: fhirReference,
  encounter: fhirReference.optional(),
  onsetDateTime: fhirDateTime.optional(),
  onsetPeriod: fhirPeriod.optional(),
  abatementDateTime: fhirDateTime.optional(),
  recordedDate: fhirDateTime.optional(),
});

export const observationResource = z.object({
  ...base,
  resourceType: z.literal('Observation'),
  status: z.enum(['registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown']),
  category: z.array(fhirConcept).max(20).optional(),
  code: fhirConcept,
  subject: fhirReference.optional(),
  encounter: fhirReference.optional(),
  effectiveDateTime: fhirDateTime.optional(),
  effectivePeriod: fhirPeriod.optional(),
  issued: fhirDateTime.optional(),
  valueQuantity: fhirQuantity.optional(),
  valueCodeableConcept: fhirConcept.optional(),
  component: z.array(z.object({ code: fhirConcept, valueQuantity: fhirQuantity.optional() })).max(50).optional(),
});

const dosage = z.object({ text: z.string().max(4000).optional(), patientInstruction: z.string().max(4000).optional() });
const containedMedication = z.looseObject({ resourceType: z.string(), id: z.string().optional(), code: fhirConcept.optional() });

export const medicationRequestResource = z.object({
  ...base,
  resourceType: z.literal('MedicationRequest'),
  status: z.enum(['active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown']),
  intent: z.enum(['proposal', 'plan', 'order', 'original-order', 'reflex-order', 'filler-order', 'instance-order', 'option']),
  doNotPerform: z.boolean().optional(),
  medicationCodeableConcept: fhirConcept.optional(),
  medicationReference: fhirReference.optional(),
  contained: z.array(containedMedication).max(20).optional(),
  subject: fhirReference,
  encounter: fhirReference.optional(),
  authoredOn: fhirDateTime.optional(),
  dosageInstruction: z.array(dosage).max(20).optional(),
});

export const medicationStatementResource = z.object({
  ...base,
  resourceType: z.literal('MedicationStatement'),
  status: z.enum(['active', 'completed', 'entered-in-error', 'intended', 'stopped', 'on-hold', 'unknown', 'not-taken']),
  medicationCodeableConcept: fhirConcept.optional(),
  medicationReference: fhirReference.optional(),
  contained: z.array(containedMedication).max(20).optional(),
  subject: fhirReference,
  effectiveDateTime: fhirDateTime.optional(),
  effectivePeriod: fhirPeriod.optional(),
  dateAsserted: fhirDateTime.optional(),
  dosage: z.array(dosage).max(20).optional(),
});

export const consentResource = z.object({
  ...base,
  resourceType: z.literal('Consent'),
  status: z.enum(['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error']),
  category: z.array(fhirConcept).min(1).max(20),
  patient: fhirReference,
  dateTime: fhirDateTime.optional(),
  provision: z.object({ type: z.enum(['deny', 'permit']).optional(), period: fhirPeriod.optional() }).optional(),
});

/** What can become something here, in the order in which a bundle is applied: an entry never comes before what it refers to. */
export const supportedResources = {
  Patient: patientResource,
  Encounter: encounterResource,
  AllergyIntolerance: allergyIntoleranceResource,
  Condition: conditionResource,
  Observation: observationResource,
  MedicationRequest: medicationRequestResource,
  MedicationStatement: medicationStatementResource,
  Consent: consentResource,
} as const;

export type SupportedType = keyof typeof supportedResources;
export type SupportedResource = { [T in SupportedType]: z.infer<(typeof supportedResources)[T]> }[SupportedType];
export type ResourceOf<T extends SupportedType> = z.infer<(typeof supportedResources)[T]>;

export function isSupportedType(type: string): type is SupportedType {
  return Object.hasOwn(supportedResources, type);
}

const order = Object.keys(supportedResources);

/** 0 for a Patient; unsupported types last. */
export function applyRank(type: string): number {
  const rank = order.indexOf(type);
  return rank < 0 ? order.length : rank;
}
